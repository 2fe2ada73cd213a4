import { setTimeout } from 'node:timers/promises';
import type { DocumentScope, ServerScope } from 'nano';
import { StoreUnavailableError } from '../errors.ts';
import { statusOf } from './connection.ts';

/** A document as the store gives it back. */
export type Stored<Document> = Document & { readonly _id: string; readonly _rev: string };

/**
 * Single documents of one database, with the four things that races need: a creation that only one wins, a replacement that
 * fails on a newer revision, a change that is tried again, and a removal that only one does.
 */
export interface Documents {
  get<Document>(id: string): Promise<Stored<Document> | undefined>;
  /** False when there is one already: of several at the same moment, exactly one gets true. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- so that a literal may have fields of its own
  create<Document extends { readonly _id: string; readonly type: string }>(document: Document): Promise<boolean>;
  /** False when the document has changed since it was read. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
  replace<Document extends { readonly _id: string; readonly _rev: string; readonly type: string }>(document: Document): Promise<boolean>;
  /**
   * Reads, changes, writes; on a conflict once more from the start. `change` gives undefined to leave it as it is.
   * Gives what is stored now, or undefined when there is no such document. Throws StoreUnavailableError when others are always quicker.
   */
  update<Document>(id: string, change: (current: Stored<Document>) => Document | undefined): Promise<Stored<Document> | undefined>;
  /** False when it is gone or has changed: of several that remove the same revision, exactly one gets true. */
  remove(document: { readonly _id: string; readonly _rev: string }): Promise<boolean>;
  /** Those of these ids that are there, in their order: one question for all of them. */
  many<Document>(ids: readonly string[]): Promise<Stored<Document>[]>;
  /** All whose id begins with the prefix, by id. */
  range<Document>(prefix: string): Promise<Stored<Document>[]>;
  /** Their ids alone. */
  ids(prefix: string): Promise<string[]>;
  /** Rows of a view (`<design document>/<view>`) in the order of their keys; of these keys, or from one to another. */
  rows<Value, Document = undefined>(view: string, query: RowQuery): Promise<ViewRow<Value, Document>[]>;
  /** Ids that were written or removed after `since`, in the order in which that happened. */
  changes(since: string, limit: number): Promise<{ readonly changed: readonly string[]; readonly last: string }>;
  /** Makes what was removed unreadable in the store's files as far as it can: purge (CouchDB only), then compaction. */
  forget(removed: readonly { readonly _id: string }[]): Promise<void>;
}

export interface RowQuery {
  readonly keys?: readonly unknown[];
  readonly startkey?: unknown;
  readonly endkey?: unknown;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly withDocuments?: boolean;
}

export interface ViewRow<Value, Document = undefined> {
  readonly id: string;
  readonly key: unknown;
  readonly value: Value;
  /** With `withDocuments`. */
  readonly document: Stored<Document> | undefined;
}

export function documentsOf(server: ServerScope, databaseName: string): Documents {
  const database: DocumentScope<unknown> = server.use(databaseName);
  const documents: Documents = {
    get: (id) => getOrUndefined(database, id),
    async create(document) {
      try {
        return await unlessConflict(database.insert(document));
      } catch (error) {
        // The embedded store asks validate_doc_update before it looks for conflicts: what is there already is refused as a change.
        if (statusOf(error) === 403 && (await getOrUndefined(database, document._id))) return false;
        throw error;
      }
    },
    replace: (document) => unlessConflict(database.insert(document)),
    async update<Document>(id: string, change: (current: Stored<Document>) => Document | undefined) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const current = await getOrUndefined<Document>(database, id);
        if (!current) return undefined;
        const changed = change(current);
        if (!changed) return current;
        const written = { ...changed, _id: id, _rev: current._rev };
        try {
          const { rev } = await database.insert(written);
          return { ...written, _rev: rev };
        } catch (error) {
          // 403: as above, for a change of what somebody else has changed meanwhile.
          const overtaken = statusOf(error) === 403 && (await getOrUndefined<Document>(database, id))?._rev !== current._rev;
          if (statusOf(error) !== 409 && !overtaken) throw asUnavailable(error);
        }
        // Those who lost together would meet again: each waits a time of its own.
        if (attempt > 1) await setTimeout(Math.random() * STEP_BACK);
      }
      throw new StoreUnavailableError(new Error(`${ATTEMPTS} conflicts in a row`));
    },
    async remove({ _id, _rev }) {
      try {
        await database.destroy(_id, _rev);
        return true;
      } catch (error) {
        if (statusOf(error) === 409 || statusOf(error) === 404) return false;
        throw asUnavailable(error);
      }
    },
    async range<Document>(prefix: string) {
      const found: Stored<Document>[] = [];
      let from = prefix;
      for (;;) {
        const { rows } = await database.list({ startkey: from, endkey: `${prefix}\uffff`, include_docs: true, limit: PAGE + 1 }).catch(rethrow);
        for (const { doc } of rows.slice(0, PAGE)) if (doc) found.push(doc as unknown as Stored<Document>);
        const following = rows[PAGE];
        if (following === undefined) return found;
        from = following.id;
      }
    },
    async many<Document>(ids: readonly string[]) {
      if (ids.length === 0) return [];
      // Of one that was removed the answer is a null, which the types do not tell.
      const { rows } = (await database.fetch({ keys: [...ids] }).catch(rethrow)) as unknown as { rows: { doc?: Stored<Document> | null }[] };
      return rows.flatMap(({ doc }) => doc ?? []);
    },
    async ids(prefix) {
      const { rows } = await database.list({ startkey: prefix, endkey: `${prefix}\uffff` }).catch(rethrow);
      return rows.map(({ id }) => id);
    },
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what its view emits
    async rows<Value, Document>(view: string, { withDocuments = false, ...query }: RowQuery) {
      const [design = '', name = ''] = view.split('/');
      // In the body of a POST: keys may be many, and never stand in a URL.
      const { rows } = (await server.request({ db: databaseName, path: `_design/${design}/_view/${name}`, method: 'post', body: { ...query, include_docs: withDocuments } }).catch(rethrow)) as { rows: (Omit<ViewRow<Value, Document>, 'document'> & { doc?: Stored<Document> })[] };
      return rows.map(({ id, key, value, doc }) => ({ id, key, value, document: doc }));
    },
    async changes(since, limit) {
      const { results, last_seq: last } = (await database.changes({ since, limit }).catch(rethrow)) as { results: { id: string }[]; last_seq: string | number };
      return { changed: results.map(({ id }) => id), last: String(last) };
    },
    async forget(removed) {
      if (removed.length === 0) return;
      // Revisions before the removal hold the content; the embedded store has no purge, and drops them when it compacts.
      const { rows } = await database.fetchRevs({ keys: removed.map(({ _id }) => _id) }).catch(rethrow);
      const revisions = Object.fromEntries(rows.flatMap((row) => ('value' in row && 'deleted' in row.value ? [[row.id, [row.value.rev]]] : [])));
      await tolerateMissing(server.request({ db: databaseName, path: '_purge', method: 'post', body: revisions }));
      await tolerateMissing(server.request({ db: databaseName, path: '_compact', method: 'post', body: {} }));
    }
  };
  return documents;
}

/** Throws StoreUnavailableError where there is no answer. */
export async function getOrUndefined<Document>(database: { get(id: string): Promise<unknown> }, id: string): Promise<Stored<Document> | undefined> {
  try {
    return (await database.get(id)) as Stored<Document>;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw asUnavailable(error);
  }
}

async function unlessConflict(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (statusOf(error) === 409) return false;
    throw asUnavailable(error);
  }
}

/** No answer, or a fault of the store's own. A refusal (403, 400) is a fault of ours and stays what it is. */
export function asUnavailable(error: unknown): unknown {
  const status = statusOf(error);
  return status === undefined || status >= 500 ? new StoreUnavailableError(error) : error;
}

export function rethrow(error: unknown): never {
  throw asUnavailable(error);
}

async function tolerateMissing(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (![400, 404, 405, 501].includes(statusOf(error) ?? 0)) throw asUnavailable(error);
  }
}

/** A conflict means that somebody else went forward: so many in a row are no race but a fault. */
const ATTEMPTS = 12;

/** Milliseconds; a write takes about five. */
const STEP_BACK = 40;

/** `_all_docs` with bodies of about 1 KB each. */
const PAGE = 1000;
