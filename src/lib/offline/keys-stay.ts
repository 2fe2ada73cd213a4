/**
 * Keys of alerts on this phone. Quick exit drops them (exit-script.ts) unless somebody has chosen that they stay: then alerts can be read
 * until the lease ends without signing in again. The word for it says nothing of what it is about.
 */
export function exitKeepsKeys(): boolean {
  return read() !== null;
}

export function chooseExitKeepsKeys(keep: boolean): void {
  try {
    if (keep) localStorage.setItem(name, '1');
    else localStorage.removeItem(name);
  } catch {
    // No storage: then no keys stay either.
  }
}

/** Somebody left by quick exit with that choice: that nobody is signed in any more does not drop the keys. */
export function leftWithKeys(): boolean {
  return read() === 'left';
}

/** Somebody has signed in again. */
export function cameBackToKeys(): void {
  if (leftWithKeys()) chooseExitKeepsKeys(true);
}

/** Gone from the disk, and from the memory of each worker that holds them. What stays is noise. */
export function dropKeys(): void {
  try {
    indexedDB.deleteDatabase('jasmine-4');
  } catch {
    // No storage, no keys.
  }
  dispatchEvent(new Event('jasmine:keys'));
}

/** Whether there may be keys: without opening, and so making, the database. */
export async function mayHaveKeys(): Promise<boolean> {
  try {
    // Older browsers do not tell.
    if (!('databases' in indexedDB)) return true;
    return (await indexedDB.databases()).some((database) => database.name === 'jasmine-4');
  } catch {
    return false;
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

const name = 'stay';
