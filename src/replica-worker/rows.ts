import { KeptDatabase, type Fresh, type Transaction } from '../lib/offline/kept-database.ts';
import type { Bytes } from '../domain/caller-filter.ts';
import type { SnapshotManifest } from '../domain/sealed-block.ts';

/** An alert as it is kept: noise without the keys. `tokens` is what it is found by. */
export interface AlertRow {
  readonly rev: string;
  readonly keyId: string;
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly tokens: readonly string[];
  /** Name of the snapshot that brought it, or none. */
  readonly from: string;
}

/** The filter as it came: noise without its key, which is among those that were lent. */
export interface FilterRow {
  readonly bytes: Bytes;
  readonly etag: string;
  readonly generation: number;
  /** When the server was asked last; milliseconds since 1970, by its clock. */
  readonly asked: number;
}

/** How far a department has come. */
export interface AreaRow {
  /** While the first load goes on; also the parts of the next block that have come are kept. */
  readonly snapshot?: SnapshotManifest;
  /** Blocks of it that are rows. */
  readonly blocks: number;
  /** An earlier snapshot was left half way: what is not in this one is to go. */
  readonly sweep: boolean;
  /** Replication goes on from here; none before the snapshot is known. */
  readonly since?: string;
  /** By the phone's clock, when it was last brought up to date. */
  readonly checked?: number;
  /** By hand. */
  readonly off?: 'stopped' | 'removed';
}

export const freshArea: AreaRow = { blocks: 0, sweep: false };

/** Names on the disk are those of nothing in particular. */
const ROWS = 'rows';
const AREAS = 'areas';
const PIECES = 'pieces';
const NOTES = 'notes';
const FILTER = 'filter';

/** All that the phone keeps of alerts. Throws StorageError, nothing else. */
export class Rows {
  readonly #database = new KeptDatabase('jasmine-3', addStores, 'relaxed', 2);

  async areas(): Promise<ReadonlyMap<string, AreaRow>> {
    return this.#database.read([AREAS], async (transaction) => {
      const store = transaction.objectStore(AREAS);
      const [names, rows] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return new Map(names.map((name, index) => [name as string, rows[index] as AreaRow]));
    });
  }

  count(area: string): Promise<number> {
    return this.#database.read([ROWS], (transaction) => transaction.objectStore(ROWS).count(ofArea(area)));
  }

  /** Only if there is such a department still: another tab may have removed it meanwhile. False then. */
  changeArea(area: string, change: (row: AreaRow) => AreaRow): Promise<boolean> {
    return this.#database.transact([AREAS], (transaction) => changeIn(transaction, area, change));
  }

  putArea(area: string, row: AreaRow): Promise<void> {
    return this.#database.transact([AREAS], async (transaction) => {
      await transaction.objectStore(AREAS).put(row, area);
    });
  }

  /** Rows and how far they bring us, at once. False, and nothing is written, when the department is gone. */
  write(area: string, rows: ReadonlyMap<string, AlertRow | undefined>, change: (row: AreaRow) => AreaRow, piecesUpTo?: number): Promise<boolean> {
    return this.#database.transact([ROWS, AREAS, PIECES], async (transaction) => {
      if (!(await changeIn(transaction, area, change))) return false;
      const store = transaction.objectStore(ROWS);
      await Promise.all([...rows].map(([id, row]) => (row ? store.put(row, [area, id]) : store.delete([area, id]))));
      if (piecesUpTo !== undefined) await transaction.objectStore(PIECES).delete(IDBKeyRange.bound([area, 0], [area, piecesUpTo], false, true));
      return true;
    });
  }

  /** Revisions of those that are here. */
  revisions(area: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#database.read([ROWS], async (transaction) => {
      const store = transaction.objectStore(ROWS);
      const found = await Promise.all(ids.map(async (id) => [id, (await store.get([area, id])) as AlertRow | undefined] as const));
      return new Map(found.flatMap(([id, row]) => (row ? [[id, row.rev] as const] : [])));
    });
  }

  /** What the snapshot `from` did not bring. Gives their ids. */
  sweep(area: string, from: string): Promise<readonly string[]> {
    return this.#database.transact([ROWS], async (transaction) => {
      const gone: string[] = [];
      for (let cursor = await transaction.objectStore(ROWS).openCursor(ofArea(area)); cursor; cursor = await cursor.continue()) {
        if ((cursor.value as AlertRow).from === from) continue;
        gone.push(idOf(cursor.key));
        await cursor.delete();
      }
      return gone;
    });
  }

  byToken(token: string): Promise<readonly Kept[]> {
    return this.#database.read([ROWS], async (transaction) => {
      const index = transaction.objectStore(ROWS).index('tokens');
      const [keys, rows] = await Promise.all([index.getAllKeys(token), index.getAll(token)]);
      return keys.map((key, place) => ({ id: idOf(key), row: rows[place] as AlertRow }));
    });
  }

  /** In steps, so that memory holds no more of them than it needs. `after`: the last id of the step before. */
  page(area: string, after: string | undefined, most: number): Promise<readonly Kept[]> {
    return this.#database.read([ROWS], async (transaction) => {
      const range = after === undefined ? ofArea(area) : IDBKeyRange.bound([area, after], [area, []], true);
      const store = transaction.objectStore(ROWS);
      const [keys, rows] = await Promise.all([store.getAllKeys(range, most), store.getAll(range, most)]);
      return keys.map((key, place) => ({ id: idOf(key), row: rows[place] as AlertRow }));
    });
  }

  one(areas: readonly string[], id: string): Promise<AlertRow | undefined> {
    return this.#database.read([ROWS], async (transaction) => {
      const found = await Promise.all(areas.map((area) => transaction.objectStore(ROWS).get([area, id]) as Promise<AlertRow | undefined>));
      return found.find((row) => row !== undefined);
    });
  }

  /** Parts of the block that is on its way, in order, from byte `from` of the snapshot on. */
  pieces(area: string, from: number): Promise<readonly Uint8Array<ArrayBuffer>[]> {
    return this.#database.read([PIECES], async (transaction) => (await transaction.objectStore(PIECES).getAll(IDBKeyRange.bound([area, from], [area, []]))) as Uint8Array<ArrayBuffer>[]);
  }

  putPiece(area: string, at: number, piece: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#database.transact([PIECES], async (transaction) => {
      await transaction.objectStore(PIECES).put(piece, [area, at]);
    });
  }

  /** All of a department leaves; `left` says what stays known of it. */
  clear(area: string, left?: AreaRow): Promise<void> {
    return this.#database.transact([ROWS, AREAS, PIECES], async (transaction) => {
      await Promise.all([
        transaction.objectStore(ROWS).delete(ofArea(area)),
        transaction.objectStore(PIECES).delete(ofArea(area)),
        left ? transaction.objectStore(AREAS).put(left, area) : transaction.objectStore(AREAS).delete(area)
      ]);
    });
  }

  notes(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
    return this.#database.read([NOTES], async (transaction) => {
      const store = transaction.objectStore(NOTES);
      const [ids, notes] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return new Map(ids.map((id, index) => [id as string, notes[index] as Uint8Array<ArrayBuffer>]));
    });
  }

  putNote(id: string, sealed: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#database.transact([NOTES], async (transaction) => {
      await transaction.objectStore(NOTES).put(sealed, id);
    });
  }

  dropNote(id: string): Promise<void> {
    return this.#database.transact([NOTES], (transaction) => transaction.objectStore(NOTES).delete(id));
  }

  filter(): Promise<FilterRow | undefined> {
    return this.#database.read([FILTER], (transaction) => transaction.objectStore(FILTER).get(ROW) as Promise<FilterRow | undefined>);
  }

  putFilter(row: FilterRow): Promise<void> {
    return this.#database.transact([FILTER], async (transaction) => {
      await transaction.objectStore(FILTER).put(row, ROW);
    });
  }

  wipe(): Promise<void> {
    return this.#database.delete();
  }
}

export interface Kept {
  readonly id: string;
  readonly row: AlertRow;
}

async function changeIn(transaction: Transaction, area: string, change: (row: AreaRow) => AreaRow): Promise<boolean> {
  const store = transaction.objectStore(AREAS);
  const row = (await store.get(area)) as AreaRow | undefined;
  if (!row || row.off === 'removed') return false;
  await store.put(change(row), area);
  return true;
}

/** The second version keeps a filter, too. */
function addStores(fresh: Fresh, before: number): void {
  if (before < 1) {
    fresh.createObjectStore(ROWS).createIndex('tokens', 'tokens', { multiEntry: true });
    for (const name of [AREAS, PIECES, NOTES]) fresh.createObjectStore(name);
  }
  fresh.createObjectStore(FILTER);
}

/** The one row of a store that has no more. */
const ROW = 'row';

/** Every key of a department: arrays come after all texts and numbers. */
function ofArea(area: string): IDBKeyRange {
  return IDBKeyRange.bound([area], [area, []]);
}

function idOf(key: IDBValidKey): string {
  return (key as string[])[1] ?? '';
}
