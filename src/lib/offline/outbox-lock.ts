/** Only one tab, or the worker, sends at a time. Where there are no locks all may: the server knows a report by its id. */
export async function whileOthersWait(run: () => Promise<void>, patient: boolean): Promise<void> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return run();
  await locks.request('leaving', { ifAvailable: !patient }, (lock) => (lock ? run() : undefined));
}

/** Tells the other tabs, and is told by them and by the worker, that something has changed. */
export function changes(): BroadcastChannel | undefined {
  return 'BroadcastChannel' in globalThis ? new BroadcastChannel('jasmine-2') : undefined;
}
