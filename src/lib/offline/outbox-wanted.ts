import type { OutboxPage } from './outbox-page.svelte.ts';

/** The outbox, where there may be something in it or somebody is signed in. Other phones get neither its script nor a database. */
export async function findOutbox(signedIn: boolean): Promise<OutboxPage | undefined> {
  if (!signedIn && !(await isThere())) return undefined;
  const { outbox } = await import('./outbox-page.svelte.ts');
  await outbox.start();
  return outbox;
}

async function isThere(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === 'jasmine-2');
  } catch {
    // Old browsers do not tell.
    return true;
  }
}
