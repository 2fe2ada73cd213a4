import { deleteDB, openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { StorageError, type StorageFault } from './storage-error.ts';

/** All of it or nothing. `work` waits for nothing but the transaction itself: the browser ends it otherwise. */
export type Transaction = IDBPTransaction<unknown, string[], 'readwrite'>;
export type Fresh = IDBPDatabase;
export type Reading = IDBPTransaction<unknown, string[]>;

/**
 * One of the phone's databases. A connection that the browser closed is opened again once; another tab that wants to upgrade or
 * delete it may. Throws StorageError, nothing else.
 */
export class KeptDatabase {
  readonly #name: string;
  readonly #upgrade: (fresh: Fresh, before: number) => void;
  readonly #durability: 'strict' | 'relaxed';
  readonly #version: number;
  #opening: Promise<IDBPDatabase> | undefined;

  /** `before`: the version that is here, 0 for none. `strict`: the browser says that something is kept once it is on the disk, not before. */
  constructor(name: string, upgrade: (fresh: Fresh, before: number) => void, durability: 'strict' | 'relaxed' = 'relaxed', version = 1) {
    this.#name = name;
    this.#upgrade = upgrade;
    this.#durability = durability;
    this.#version = version;
  }

  transact<Result>(stores: readonly string[], work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.#twice(async () => {
      const transaction = (await this.#open()).transaction([...stores], 'readwrite', { durability: this.#durability });
      return ended(transaction, work(transaction));
    });
  }

  /** Changes nothing, and waits for no one who reads. */
  read<Result>(stores: readonly string[], work: (transaction: Reading) => Promise<Result>): Promise<Result> {
    return this.#twice(async () => work((await this.#open()).transaction([...stores])));
  }

  async #twice<Result>(once: () => Promise<Result>): Promise<Result> {
    try {
      return await once();
    } catch (first) {
      if (!isClosedConnection(first)) throw faultOf(first);
      this.#opening = undefined;
      return once().catch((second: unknown) => {
        throw faultOf(second);
      });
    }
  }

  /** What is in it is gone for good. */
  async delete(): Promise<void> {
    await this.close();
    await withinPatience(deleteDB(this.#name)).catch((error: unknown) => {
      throw faultOf(error);
    });
  }

  async close(): Promise<void> {
    const database = await this.#opening?.catch(() => undefined);
    this.#opening = undefined;
    database?.close();
  }

  #open(): Promise<IDBPDatabase> {
    const forget = (): void => {
      this.#opening = undefined;
    };
    this.#opening ??= withinPatience(
      openDB(this.#name, this.#version, {
        upgrade: this.#upgrade,
        blocking(_from, _to, event) {
          forget();
          (event.target as IDBDatabase).close();
        },
        terminated: forget
      })
    ).catch((error: unknown) => {
      forget();
      throw error;
    });
    return this.#opening;
  }
}

async function ended<Result>(transaction: Transaction, work: Promise<Result>): Promise<Result> {
  try {
    const result = await work;
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

/** As for the directory's database (local-store.ts). */
const PATIENCE_MS = 3000;
