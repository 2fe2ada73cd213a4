import { KeptDatabase } from '../lib/offline/kept-database.ts';
import type { Lease } from '../domain/replica-lease.ts';
import type { KeyRing } from './key-ring.ts';
import type { Wrapped } from './pin.ts';

/** What the phone keeps of keys: the keys themselves, which scripts cannot take out of the browser, or all of it under a PIN. */
export interface Kept {
  readonly lease: Lease;
  /** By the server's clock, when they were asked for. */
  readonly asked: number;
  readonly ring?: KeyRing;
  readonly wrapped?: Wrapped;
  /** Left before it is all dropped. */
  readonly tries: number;
}

/**
 * A database of its own, with one row, so that quick exit deletes it in one line (lib/exit/exit-script.ts), and is not held up: nobody keeps
 * a connection to it. Throws StorageError, nothing else.
 */
export class VaultStore {
  readonly #database = new KeptDatabase(NAME, (fresh) => void fresh.createObjectStore('keys'), 'strict');

  async put(kept: Kept): Promise<void> {
    await this.#closing(() => this.#database.transact(['keys'], (transaction) => transaction.objectStore('keys').put(kept, ROW)));
  }

  /** Only what is there is changed: what was dropped meanwhile does not come back. Gives what is there then. */
  async change(change: (kept: Kept) => Kept): Promise<Kept | undefined> {
    // Opening it would make it.
    if ('databases' in indexedDB && !(await indexedDB.databases()).some(({ name }) => name === NAME)) return undefined;
    return this.#closing(() =>
      this.#database.transact(['keys'], async (transaction) => {
        const store = transaction.objectStore('keys');
        const kept = (await store.get(ROW)) as Kept | undefined;
        if (!kept) return undefined;
        const changed = change(kept);
        await store.put(changed, ROW);
        return changed;
      })
    );
  }

  drop(): Promise<void> {
    return this.#database.delete();
  }

  async #closing<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } finally {
      await this.#database.close();
    }
  }
}

const NAME = 'jasmine-4';
const ROW = 'row';
