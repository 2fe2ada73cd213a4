/**
 * Nobody is signed in here any more: this phone gets no news of alerts. It needs no network; the server hears from the
 * browser's push service that there is nobody at this address any more.
 */
export async function endNews(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.getRegistration('/');
    await (await registration?.pushManager.getSubscription())?.unsubscribe();
  } catch {
    // No worker, or a browser without push: there was nothing to end.
  }
}
