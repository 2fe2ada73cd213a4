import { KeptDatabase } from './kept-database.ts';
import { tables, type Row, type Tables } from './outbox-tables.ts';

/**
 * A database of its own: whatever happens to the one that holds guides and towns, what was written and has not left stays,
 * and the other way round. Its name tells nothing, nor do those of its tables. Throws StorageError, nothing else.
 */
const database = new KeptDatabase(
  'jasmine-2',
  (fresh) => {
    for (const name of tables) fresh.createObjectStore(name);
  },
  'strict'
);

export const diskTables: Tables = {
  transact: (names, work) =>
    database.transact(names, (transaction) =>
      work({
        get: async (name, key) => (await transaction.objectStore(name).get(key)) as Row[typeof name] | undefined,
        all: async (name) => (await transaction.objectStore(name).getAll()) as Row[typeof name][],
        put: async (name, key, row) => {
          await transaction.objectStore(name).put(row, key);
        },
        delete: (name, key) => transaction.objectStore(name).delete(key)
      })
    )
};

/** What is in it is gone for good: only on the reader's word, when nothing in it can be read any more. */
export const deleteOutbox = (): Promise<void> => database.delete();
