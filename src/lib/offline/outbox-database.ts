import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { tables, type Row, type Rows, type Table, type Tables } from './outbox-tables.ts';
import { StorageError, type StorageFault } from './storage-error.ts';

/**
 * A database of its own: whatever happens to the one that holds guides and towns, what was written and has not left stays,
 * and the other way round. Each change is on the disk before the browser says so (`durability: 'strict'`). A connection that
 * the browser closed is opened again once. Throws StorageError, nothing else.
 */
export const diskTables: Tables = {
  async transact(names, work) {
    try {
      return await transactOnce(names, work);
    } catch (first) {
      if (!isClosedConnection(first)) throw faultOf(first);
      opening = undefined;
      return transactOnce(names, work).catch((second: unknown) => {
        throw faultOf(second);
      });
    }
  }
};

/** What is in it is gone for good: only on the reader's word, when nothing in it can be read any more. */
export async function deleteOutbox(): Promise<void> {
  const database = await opening?.catch(() => undefined);
  opening = undefined;
  database?.close();
  await withinPatience(deleteDB(databaseName)).catch((error: unknown) => {
    throw faultOf(error);
  });
}

/** Tells nothing, as the names of its tables. */
const databaseName = 'jasmine-2';

let opening: Promise<IDBPDatabase> | undefined;

async function transactOnce<Result>(names: readonly Table[], work: (rows: Rows) => Promise<Result>): Promise<Result> {
  const transaction = (await open()).transaction([...names], 'readwrite', { durability: 'strict' });
  const store = (name: Table) => transaction.objectStore(name);
  try {
    const result = await work({
      get: async (name, key) => (await store(name).get(key)) as Row[typeof name] | undefined,
      all: async (name) => (await store(name).getAll()) as Row[typeof name][],
      put: async (name, key, row) => {
        await store(name).put(row, key);
      },
      delete: (name, key) => store(name).delete(key)
    });
    await transaction.done;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended already: that is what went wrong.
    }
    await transaction.done.catch(() => undefined);
    // A full disk is known to the transaction only.
    throw transaction.error ?? error;
  }
}

function open(): Promise<IDBPDatabase> {
  opening ??= withinPatience(
    openDB(databaseName, 1, {
      upgrade(database) {
        for (const name of tables) database.createObjectStore(name);
      },
      // Another tab upgrades or deletes it: let it, and open again at the next need.
      blocking(_from, _to, event) {
        opening = undefined;
        (event.target as IDBDatabase).close();
      },
      terminated() {
        opening = undefined;
      }
    })
  ).catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** Behind a tab that does not let go one may wait for hours, without a word from the browser. */
async function withinPatience<Value>(work: Promise<Value>): Promise<Value> {
  let clock: ReturnType<typeof setTimeout> | undefined;
  const stuck = new Promise<never>((_, reject) => {
    clock = setTimeout(() => reject(new StorageError('busy', undefined)), PATIENCE_MS);
  });
  return Promise.race([work.finally(() => clearTimeout(clock)), stuck]);
}

function isClosedConnection(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'InvalidStateError' || error.name === 'AbortError');
}

function faultOf(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const name = error instanceof Error ? error.name : '';
  const faults: Readonly<Record<string, StorageFault>> = { QuotaExceededError: 'full', SecurityError: 'refused', ReferenceError: 'refused' };
  return new StorageError(faults[name] ?? 'broken', error);
}

/** As for the other database (local-store.ts). */
const PATIENCE_MS = 3000;
