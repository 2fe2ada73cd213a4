import type { Entry } from './outbox.ts';

/**
 * What the outbox needs of a store: tables that change in transactions. The browser's database is one (outbox-database.ts),
 * memory the other; what the outbox does with them is written once (outbox-store.ts).
 */
export interface Tables {
  /** All of it or nothing. `work` waits for nothing but the transaction itself: the browser ends it otherwise. */
  transact<Result>(names: readonly Table[], work: (rows: Rows) => Promise<Result>): Promise<Result>;
}

export interface Rows {
  get<Name extends Table>(name: Name, key: string): Promise<Row[Name] | undefined>;
  all<Name extends Table>(name: Name): Promise<readonly Row[Name][]>;
  put<Name extends Table>(name: Name, key: string, row: Row[Name]): Promise<void>;
  delete(name: Table, key: string): Promise<void>;
}

/** Rows by table. The names are on the disk, and are those of nothing in particular. */
export interface Row {
  keys: KeptKey | readonly string[];
  /** Drafts. */
  items: { readonly id: string; readonly state: 'open' | 'ready' | 'sealed'; readonly changed: number; readonly kept: Locked };
  /** Entries, each with its slip. */
  queue: Entry & { readonly kept: Locked };
  /** Receipts. */
  marks: { readonly id: string; readonly kept: Locked };
}
export type Table = keyof Row;
export const tables = ['keys', 'items', 'queue', 'marks'] as const satisfies readonly Table[];

/** By its name one tells whether it is the one that something was locked with. */
export interface KeptKey {
  readonly name: string;
  readonly key: CryptoKey;
}

export type Locked = Uint8Array<ArrayBuffer>;
