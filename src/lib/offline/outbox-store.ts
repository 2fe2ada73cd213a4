import type { KeptKey, Row, Rows, Table, Tables } from './outbox-tables.ts';
import { Vault } from './outbox-vault.ts';
import type { Draft, Entry, LeavingStore, Receipt, Slip, Tried } from './outbox.ts';

/**
 * The outbox over its tables. Each change is one transaction, and is checked inside it: another tab may have been faster. What
 * has to be encrypted is encrypted before, since a transaction ends while one waits for anything else.
 */
export class OutboxStore implements LeavingStore {
  readonly #tables: Tables;
  #vault: Promise<Vault> | undefined;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async entries(): Promise<readonly Entry[]> {
    const queue = await this.#tables.transact(['queue'], (rows) => rows.all('queue'));
    return queue.map(entryOf).sort((one, other) => one.since - other.since);
  }

  begin(id: string, next: number): Promise<Entry | undefined> {
    return this.#tables.transact(['queue'], async (rows) => {
      const entry = await rows.get('queue', id);
      if (entry?.state !== 'waiting') return undefined;
      const begun = { ...entry, attempts: entry.attempts + 1, next };
      await rows.put('queue', id, begun);
      return entryOf(begun);
    });
  }

  note(id: string, tried: Tried): Promise<void> {
    return this.#tables.transact(['queue'], async (rows) => {
      const entry = await rows.get('queue', id);
      if (entry) await rows.put('queue', id, { ...entry, ...tried });
    });
  }

  async acknowledge(id: string, received: string, due: string): Promise<void> {
    const entry = await this.#tables.transact(['queue'], (rows) => rows.get('queue', id));
    if (!entry) return;
    await this.#locking(['queue', 'items', 'marks'], async (vault) => {
      const slip = (await vault.unlock(`slip ${id}`, entry.kept)) as Slip | undefined;
      const kept = await vault.lock(`mark ${id}`, { id, received, due, ...(slip ? { slip } : {}) } satisfies Receipt);
      return async (rows) => {
        // Another tab may have had the same answer: its receipt stays, with what was noted on it since.
        if (!(await rows.get('queue', id))) return;
        await rows.put('marks', id, { id, kept });
        await rows.delete('queue', id);
        await rows.delete('items', id);
      };
    });
  }

  /** Newest first. One that cannot be read (its key is gone) is left out. */
  async drafts(): Promise<readonly Draft[]> {
    const items = await this.#tables.transact(['items'], (rows) => rows.all('items'));
    if (items.length === 0) return [];
    const vault = await this.#unlocked();
    const drafts = await Promise.all(
      items.map(async ({ id, state, changed, kept }) => {
        const content = (await vault.unlock(`item ${id}`, kept)) as Pick<Draft, 'typed' | 'ready'> | undefined;
        return content ? { id, state, changed, ...content } : undefined;
      })
    );
    return drafts.filter((draft) => draft !== undefined).sort((one, other) => other.changed - one.changed);
  }

  /** Keeps what is typed, unless it is on its way or there already. */
  keepDraft({ id, state, changed, ...content }: Draft): Promise<void> {
    return this.#locking(['items', 'marks'], async (vault) => {
      const kept = await vault.lock(`item ${id}`, content);
      return async (rows) => {
        if ((await rows.get('items', id))?.state === 'sealed' || (await rows.get('marks', id))) return;
        await rows.put('items', id, { id, state, changed, kept });
      };
    });
  }

  /** Gone by hand. Never one that is sealed. */
  dropDraft(id: string): Promise<void> {
    return this.#tables.transact(['items'], async (rows) => {
      if ((await rows.get('items', id))?.state !== 'sealed') await rows.delete('items', id);
    });
  }

  /** A draft becomes an entry; false when another tab has done it, or the draft is gone. */
  hand({ id, body, since }: Pick<Entry, 'id' | 'body' | 'since'>, slip: Slip): Promise<boolean> {
    return this.#locking(['items', 'queue'], async (vault) => {
      const kept = await vault.lock(`slip ${id}`, slip);
      return async (rows) => {
        const draft = await rows.get('items', id);
        if (!draft || draft.state === 'sealed') return false;
        await rows.put('queue', id, { id, body, since, state: 'waiting', attempts: 0, next: 0, kept });
        await rows.put('items', id, { ...draft, state: 'sealed' });
        return true;
      };
    });
  }

  /** A refused entry, or one that was never tried, is a draft again, under a new id. False when it is neither. */
  async takeBack(id: string, newId: string): Promise<boolean> {
    const draft = (await this.drafts()).find((one) => one.id === id);
    if (!draft) return false;
    return this.#locking(['items', 'queue'], async (vault) => {
      const kept = await vault.lock(`item ${newId}`, { typed: draft.typed });
      return async (rows) => {
        const entry = await rows.get('queue', id);
        if (!entry || !mayComeBack(entry)) return false;
        await rows.delete('queue', id);
        await rows.delete('items', id);
        await rows.put('items', newId, { id: newId, state: 'open', changed: draft.changed, kept });
        return true;
      };
    });
  }

  /** Newest first. */
  async receipts(): Promise<readonly Receipt[]> {
    const marks = await this.#tables.transact(['marks'], (rows) => rows.all('marks'));
    if (marks.length === 0) return [];
    const vault = await this.#unlocked();
    const receipts = await Promise.all(marks.map(async ({ id, kept }) => (await vault.unlock(`mark ${id}`, kept)) as Receipt | undefined));
    return receipts.filter((receipt) => receipt !== undefined).sort((one, other) => (one.received < other.received ? 1 : -1));
  }

  keepReceipt(receipt: Receipt): Promise<void> {
    return this.#locking(['marks'], async (vault) => {
      const kept = await vault.lock(`mark ${receipt.id}`, receipt);
      return async (rows) => {
        // Withdrawn in another tab: it does not come back.
        if (await rows.get('marks', receipt.id)) await rows.put('marks', receipt.id, { id: receipt.id, kept });
      };
    });
  }

  dropReceipt(id: string): Promise<void> {
    return this.#tables.transact(['marks'], (rows) => rows.delete('marks', id));
  }

  /** Whom reports are sealed to, as the server said last; undefined when it was never asked. */
  async recipients(): Promise<readonly string[] | undefined> {
    const kept = await this.#tables.transact(['keys'], (rows) => rows.get('keys', 'to'));
    return Array.isArray(kept) ? (kept as readonly string[]) : undefined;
  }

  keepRecipients(recipients: readonly string[]): Promise<void> {
    return this.#tables.transact(['keys'], (rows) => rows.put('keys', 'to', [...recipients]));
  }

  /**
   * A change that writes what the vault has locked. Somebody may have wiped the database meanwhile: then our key goes in again,
   * or, if another tab has made one, all is locked once more with that. What no kept key opens would be lost.
   */
  async #locking<Result>(names: readonly Table[], lock: (vault: Vault) => Promise<(rows: Rows) => Promise<Result>>): Promise<Result> {
    for (;;) {
      const vault = await this.#unlocked();
      const change = await lock(vault);
      const done = await this.#tables.transact([...names, 'keys'], async (rows) => {
        const kept = await rows.get('keys', 'key');
        if (isKey(kept) && kept.name !== vault.kept.name) return undefined;
        if (!isKey(kept)) await rows.put('keys', 'key', vault.kept);
        return { result: await change(rows) };
      });
      if (done) return done.result;
      this.#vault = undefined;
    }
  }

  /** The key is made at the first need; it is on the disk once something is locked with it. */
  #unlocked(): Promise<Vault> {
    this.#vault ??= this.#tables
      .transact(['keys'], (rows) => rows.get('keys', 'key'))
      .then((kept) => (isKey(kept) ? new Vault(kept) : Vault.withNewKey()))
      .catch((error: unknown) => {
        this.#vault = undefined;
        throw error;
      });
    return this.#vault;
  }
}

/** Once a try has begun the server may have it; only its refusal says that it has not. */
export function mayComeBack({ state, attempts }: Entry): boolean {
  return state === 'refused' || attempts === 0;
}

function entryOf({ kept: _kept, ...entry }: Row['queue']): Entry {
  return entry;
}

function isKey(kept: Row['keys'] | undefined): kept is KeptKey {
  return kept !== undefined && 'key' in kept;
}
