import { expect, test } from 'vitest';
import { MemoryTables } from './outbox-memory.ts';
import { OutboxStore } from './outbox-store.ts';
import type { Rows, Table, Tables } from './outbox-tables.ts';

const draft = { id: 'A'.repeat(22), state: 'open', changed: 1, typed: { details: 'a word that must not be read' } } as const;

/** Tables that can be wiped under a page that is open. */
class Wiped implements Tables {
  #tables = new MemoryTables();
  wipe(): void {
    this.#tables = new MemoryTables();
  }
  transact<Result>(names: readonly Table[], work: (rows: Rows) => Promise<Result>): Promise<Result> {
    return this.#tables.transact(names, work);
  }
}

test('what is typed, its receipt and its secret are on the disk as noise', async () => {
  const tables = new MemoryTables();
  const store = new OutboxStore(tables);
  await store.keepDraft(draft);
  await store.hand({ id: draft.id, body: '{}', since: 1 }, { secret: 'a secret', identity: 'an identity' });
  const rows = await tables.transact(['items', 'queue'], async (all) => [await all.get('items', draft.id), await all.get('queue', draft.id)]);
  const text = JSON.stringify(rows, (_key, value: unknown) => (value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value));
  expect(text).toContain(draft.id);
  for (const word of ['must not', 'details', 'a secret', 'an identity']) expect(text).not.toContain(word);
});

test('a database that was wiped under an open page takes what is typed from then on, and it can be read', async () => {
  const tables = new Wiped();
  const store = new OutboxStore(tables);
  await store.keepDraft(draft);
  tables.wipe();
  await store.keepDraft({ ...draft, changed: 2 });
  expect(await new OutboxStore(tables).drafts()).toMatchObject([{ changed: 2, typed: draft.typed }]);
});

test('of two tabs with keys of their own, after it was wiped, both can read what either keeps', async () => {
  const tables = new Wiped();
  const [one, other] = [new OutboxStore(tables), new OutboxStore(tables)];
  await one.keepDraft(draft);
  expect(await other.drafts()).toHaveLength(1);
  tables.wipe();
  await new OutboxStore(tables).keepDraft({ ...draft, id: 'B'.repeat(22) });
  await one.keepDraft({ ...draft, changed: 3 });
  await other.keepDraft({ ...draft, id: 'C'.repeat(22), changed: 2 });
  for (const store of [one, other, new OutboxStore(tables)]) expect((await store.drafts()).map(({ changed }) => changed)).toEqual([3, 2, 1]);
});

test('what one tab has sent, deleted or withdrawn does not come back from another', async () => {
  const store = new OutboxStore(new MemoryTables());
  await store.keepDraft(draft);
  await store.hand({ id: draft.id, body: '{}', since: 1 }, { secret: 's', identity: 'i' });
  await store.keepDraft({ ...draft, typed: {} });
  expect(await store.drafts()).toMatchObject([{ state: 'sealed', typed: draft.typed }]);
  await store.dropDraft(draft.id);
  expect(await store.drafts()).toHaveLength(1);
  await store.acknowledge(draft.id, 'r', 'd');
  await store.keepDraft(draft);
  expect(await store.drafts()).toEqual([]);
  const [receipt] = await store.receipts();
  await store.dropReceipt(draft.id);
  await store.keepReceipt(receipt ?? expect.fail());
  expect(await store.receipts()).toEqual([]);
});
