/**
 * The keys of alerts go from this phone (lib/exit/exit-script.ts). The page that is left asks for it too, but if it was writing them at that
 * moment, what it asked for waits, and is forgotten with the page.
 */
export function dropKeys(): Promise<void> {
  return new Promise((resolve) => {
    const dropping = indexedDB.deleteDatabase('jasmine-4');
    dropping.onsuccess = () => resolve();
    dropping.onerror = () => resolve();
  });
}
