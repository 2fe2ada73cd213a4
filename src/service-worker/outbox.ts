import { diskTables } from '../lib/offline/outbox-database.ts';
import { changes, whileOthersWait } from '../lib/offline/outbox-lock.ts';
import { sendWaiting } from '../lib/offline/outbox-sender.ts';
import { OutboxStore } from '../lib/offline/outbox-store.ts';

/** The network is back, and perhaps no page is open. Fails while something still waits, so that the browser wakes us again. */
export async function sendFromWorker(): Promise<void> {
  const store = new OutboxStore(diskTables);
  await whileOthersWait(() => sendWaiting({ store }, 'return'), true);
  changes()?.postMessage('changed');
  if ((await store.entries()).some(({ state }) => state === 'waiting')) throw new Error('not everything has left');
}
