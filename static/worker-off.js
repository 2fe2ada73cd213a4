/**
 * Takes the place of a worker that went wrong, while the operator has JASMINE_WORKER=0: drops the files that it kept,
 * unregisters, and reloads the tabs that do not work. What people typed or kept is in databases, and stays.
 */
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(clear()));

async function clear() {
  const controlled = await self.clients.matchAll({ type: 'window' });
  for (const name of await caches.keys()) if (name.startsWith('shell')) await caches.delete(name);
  await self.registration.unregister();
  await Promise.all(controlled.map(async (tab) => (await isWell(tab)) || tab.navigate(tab.url)));
}

/** A page of ours answers at once; what the broken worker made up instead of it does not. */
function isWell(tab) {
  const { port1, port2 } = new MessageChannel();
  tab.postMessage('are-you-well', [port2]);
  return new Promise((resolve) => {
    port1.onmessage = () => resolve(true);
    setTimeout(resolve, patience, false);
  });
}

/** Milliseconds: a slow phone that is busy still answers; nobody looks at a blank page for longer. */
const patience = 2000;
