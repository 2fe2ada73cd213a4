import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DocumentScope, ServerScope } from 'nano';
import { withCouch } from '../../tests/support/couch.ts';
import { createDirectoryPacks } from './directory-packs.ts';
import { couchDirectoryStore, DirectoryWriteError, importState, organisationDocument, type DirectoryStore, type OrganisationDocument } from './directory-store.ts';
import { importDirectory } from './import-directory.ts';
import { memoryFile } from './import-files.ts';
import { couchSuggestions } from './suggestions.ts';
import { noTowns } from './towns.ts';

describe('the directory on a real store', () => {
  test('an import of several batches, again, changed, and shrunk', async () => {
    await withDirectory(async (store) => {
      const all = Array.from({ length: 1203 }, (_, index) => index);
      expect(await run(store, all)).toMatchObject({ written: 1203, unchanged: 0, removed: 0 });
      const first = await store.listBySource('list-liste');
      const sequence = await store.sequence();
      expect(await run(store, all)).toMatchObject({ written: 0, unchanged: 1203, removed: 0 });
      expect(await store.sequence()).toBe(sequence);
      expect(await store.listBySource('list-liste')).toEqual(first);
      expect(await run(store, all.slice(0, 700))).toMatchObject({ written: 0, unchanged: 700, removed: 503 });
      expect(await store.listAll()).toHaveLength(700);
      expect(await store.readImports()).toMatchObject([{ _id: 'import:list-liste', state: 'done', count: 700 }]);
    });
  });

  test('a source whose name begins like another keeps to itself', async () => {
    await withDirectory(async (store) => {
      await store.bulkWrite([document('dila:aav', 'dila:aav-1'), document('dila:aavx', 'dila:aavx-1')], []);
      expect((await store.listBySource('dila:aav')).map(({ id }) => id)).toEqual(['dila:aav-1']);
    });
  });

  test('a conflict is tried once more on the current revision', async () => {
    await withDirectory(async (store) => {
      await store.bulkWrite([document('t', 't:1'), document('t', 't:2')], []);
      const stale = await store.listBySource('t');
      await store.bulkWrite(stale.map((one) => ({ ...one, name: 'Entre-temps' })), []);
      const [first, second] = stale;
      if (first === undefined || second === undefined) throw new Error('two were written');
      await store.bulkWrite([{ ...first, name: 'Le nôtre' }], [second]);
      expect((await store.listAll()).map(({ name }) => name)).toEqual(['Le nôtre']);
      await store.bulkWrite([], [second]);
      expect(await store.listAll()).toHaveLength(1);
    });
  });

  test('a document that the database forbids is no success', async () => {
    await withDirectory(async (store, database) => {
      await database.insert({ validate_doc_update: "function (doc) { if (doc.name === 'Interdit') throw { forbidden: 'no' }; }" } as object, '_design/guard');
      const puts = [document('t', 't:1'), { ...document('t', 't:2'), name: 'Interdit' }];
      await expect(store.bulkWrite(puts, [])).rejects.toThrow(DirectoryWriteError);
    });
  });

  test('packs are kept for a server that starts in the middle of an import', async () => {
    await withDirectory(async (store) => {
      await run(store, [1, 2, 3]);
      const before = await createDirectoryPacks(store).current();
      expect(before?.get('75')?.entry.count).toBe(3);
      const sequence = await store.sequence();
      await store.writeImport(importState('list-liste', 'running', new Date().toISOString()));
      await store.bulkWrite([document('list-liste', 'list-liste:9')], []);
      expect(await store.sequence()).not.toBe(sequence);
      expect(await createDirectoryPacks(store).current()).toEqual(before);
    });
  });

  test('keeping packs is no change of the directory', async () => {
    await withDirectory(async (store) => {
      const sequence = await store.sequence();
      await store.keepPacks([{ a: 1 }]);
      await store.keepPacks([{ a: 2 }]);
      expect(await store.readKeptPacks()).toEqual([{ a: 2 }]);
      expect(await store.sequence()).toBe(sequence);
    });
  });

  test('suggestions are listed and removed', async () => {
    await withDirectory(async (_store, database) => {
      const suggestions = couchSuggestions(database, { now: () => new Date('2026-11-24T13:37:00Z') });
      await suggestions.add({ name: 'A', town: 'Lyon' });
      const [only] = await suggestions.list();
      expect(only).toMatchObject({ received: '2026-11-24', suggestion: { name: 'A', town: 'Lyon' } });
      await suggestions.remove(only?._id ?? '');
      expect(await suggestions.list()).toEqual([]);
    });
  });
});

/** One store for the file, a database for each test: starting the embedded store is what takes the time. */
let couch: ServerScope;
let prefix: string;
let stopped: Promise<void>;
const end = Promise.withResolvers<undefined>();
let databases = 0;

beforeAll(async () => {
  const started = Promise.withResolvers<ServerScope>();
  stopped = withCouch(async (server, ownPrefix) => {
    prefix = ownPrefix;
    started.resolve(server);
    await end.promise;
  });
  couch = await Promise.race([started.promise, stopped.then(() => started.promise)]);
});

afterAll(async () => {
  end.resolve(undefined);
  await stopped;
});

async function withDirectory(use: (store: DirectoryStore, database: DocumentScope<unknown>) => Promise<void>): Promise<void> {
  databases += 1;
  const name = `${prefix}directory-${String(databases)}`;
  await couch.db.create(name);
  const database = couch.use<unknown>(name);
  await use(couchDirectoryStore(database), database);
}

function run(store: DirectoryStore, ids: readonly number[]) {
  const rows = ids.map((id) => `liste;${String(id)};Structure ${String(id)};community;75;0102030405;Un test;2026-01-01`);
  const file = memoryFile('liste.csv', ['list;id;name;category;department;phones;source;confirmed', ...rows].join('\n'), '2026-01-01');
  return importDirectory([file], store, { towns: noTowns, now: () => new Date() });
}

function document(source: string, id: string): OrganisationDocument {
  return organisationDocument(
    { id, name: id, subCategory: 'police', department: '75', phones: ['3430'], source: { name: 'Un test' }, checked: '2026-01-01', confidence: 'high' },
    source
  );
}
