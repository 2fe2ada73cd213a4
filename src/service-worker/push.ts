/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;

/**
 * A new alert in one of the reader's areas. Whatever the message carries is not looked at: one word, a plain dot, no more,
 * so that a screen seen by somebody else tells nothing. Several are one.
 */
export async function showNews(): Promise<void> {
  await self.registration.showNotification(navigator.language.startsWith('fr') ? 'Nouvelles' : 'News', { tag: 'news', icon: '/icons/dot-192.png', badge: '/icons/dot-192.png' });
}

/** A tap leads to `/app`: to the tab that has it open, if there is one. */
export async function openApp(notification: Notification): Promise<void> {
  notification.close();
  const open = (await self.clients.matchAll({ type: 'window' })).find(({ url }) => new URL(url).pathname === '/app');
  await (open ? open.focus() : self.clients.openWindow('/app'));
}
