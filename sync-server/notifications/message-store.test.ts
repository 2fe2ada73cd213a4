import type { DocumentScope } from 'nano';
import { expect, it } from 'vitest';
import { couchMessageStore } from './message-store.ts';

// What the embedded store answers when a document changes between its look at the index and its reading: no test can time that.
it('gives what is due, though some of it was claimed or removed while the store read it', async () => {
  const due = { _id: 'message:1', notBefore: 5 };
  const claimed = { _id: 'message:2', notBefore: 50 };
  const removed = null;
  const store = couchMessageStore({ find: () => Promise.resolve({ docs: [removed, claimed, due] }) } as unknown as DocumentScope<unknown>);
  expect(await store.due(10, 4)).toEqual([due]);
});

it('knows no next message when the only one was removed while the store read it', async () => {
  const store = couchMessageStore({ find: () => Promise.resolve({ docs: [null] }) } as unknown as DocumentScope<unknown>);
  expect(await store.nextAfter(10)).toBeNull();
});
