/**
 * Calls `close` when the reader asks for a view to go: the Back gesture of Android and Escape by way of CloseWatcher, or
 * Escape alone where there is none. No history entry is made. Gives back how to stop watching.
 */
export function watchClosing(close: () => void): () => void {
  const Watcher = (window as { CloseWatcher?: new () => CloseWatcher }).CloseWatcher;
  if (Watcher) {
    const watcher = new Watcher();
    watcher.onclose = close;
    return () => watcher.destroy();
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
  };
  addEventListener('keydown', key);
  return () => removeEventListener('keydown', key);
}

interface CloseWatcher {
  onclose: (() => void) | null;
  destroy(): void;
}
