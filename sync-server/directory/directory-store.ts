import type { DocumentScope } from 'nano';
import type { Organisation } from '../../src/domain/organisation.ts';

/**
 * The `directory` database: one document an organisation, one for the state of each source's import.
 *
 * Readers must never see half an import, not even after a crash in the middle of one. Ids are stable, so new and old
 * documents cannot stand side by side. Instead an import first writes `import:<source>` with state 'running', and ends by
 * writing 'done'; while any is running, packs are not rebuilt and the last ones are published on. Those last packs are
 * kept in the database too (a `_local` document, which neither counts as a change nor replicates), so that a server that
 * starts after a crash has them. Running the same import again mends what the crash left. This holds with one rule and no
 * second copy of the data; the price is that a crashed import holds back all new packs until it is run again.
 */
export interface DirectoryStore {
  /** With revisions, to compare and replace. */
  readonly listBySource: (source: string) => Promise<readonly StoredOrganisation[]>;
  /** Every organisation, by id. */
  readonly listAll: () => Promise<readonly OrganisationDocument[]>;
  /** Writes in batches; a conflict is tried once more on the current revision. Throws a DirectoryWriteError for the rest. */
  readonly bulkWrite: (puts: readonly (OrganisationDocument & { _rev?: string })[], deletes: readonly StoredOrganisation[]) => Promise<void>;
  readonly readImports: () => Promise<readonly ImportState[]>;
  /** The last writer wins: the caller has checked that no other import of the source is alive. */
  readonly writeImport: (state: ImportState) => Promise<void>;
  /** Changes with every write, of whatever document; equal means nothing was written. */
  readonly sequence: () => Promise<string>;
  readonly readKeptPacks: () => Promise<unknown>;
  readonly keepPacks: (packs: object) => Promise<void>;
}

/** `source` is the organisation's own (who vouches for it); `sourceId` is what an import replaces as a whole. */
export interface OrganisationDocument extends Organisation {
  readonly _id: string;
  readonly type: 'organisation';
  readonly sourceId: string;
}

export type StoredOrganisation = OrganisationDocument & { readonly _rev: string };

export interface ImportState {
  readonly _id: string;
  readonly type: 'import';
  readonly sourceId: string;
  readonly state: 'running' | 'done';
  /** ISO instant of the last sign of life. */
  readonly at: string;
  /** Of the last finished import. */
  readonly count?: number;
}

/** Some documents were not written. The import stays 'running', readers keep the last packs; run it again. */
export class DirectoryWriteError extends Error {
  readonly failed: readonly { readonly id: string; readonly error: string }[];

  constructor(failed: readonly { readonly id: string; readonly error: string }[]) {
    super(`${String(failed.length)} documents of the directory were not written (first: ${failed[0]?.error ?? 'unknown'})`);
    this.failed = failed;
  }
}

export function organisationDocument(organisation: Organisation, sourceId: string): OrganisationDocument {
  return { _id: `organisation:${organisation.id}`, type: 'organisation', sourceId, ...organisation };
}

export function importState(sourceId: string, state: ImportState['state'], at: string, count?: number): ImportState {
  return { _id: `import:${sourceId}`, type: 'import', sourceId, state, at, ...(count === undefined ? {} : { count }) };
}

/** CouchDB, or the embedded store, through nano. */
export function couchDirectoryStore(database: DocumentScope<unknown>): DirectoryStore {
  return {
    listBySource: async (source) => {
      // Every id begins with its source, so a range of ids needs no index; `sourceId` tells `dila:aav` from `dila:aavx`.
      const documents = await range<StoredOrganisation>(database, `organisation:${source}`);
      return documents.filter(({ sourceId }) => sourceId === source);
    },
    listAll: async () => {
      const documents = await range<StoredOrganisation>(database, 'organisation:');
      return documents.map(({ _rev, ...document }) => document);
    },
    bulkWrite: async (puts, deletes) => {
      const writes: Write[] = [...puts, ...deletes.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true as const }))];
      for (let start = 0; start < writes.length; start += BATCH) await writeBatch(database, writes.slice(start, start + BATCH));
    },
    readImports: async () => {
      const states = await range<ImportState & { _rev: string }>(database, 'import:');
      return states.map(({ _rev, ...state }) => state);
    },
    writeImport: (state) => writeBatch(database, [state]),
    sequence: async () => sequenceNumber((await database.info()).update_seq),
    readKeptPacks: async () => {
      const kept = await getOrNull(database, KEPT_PACKS);
      return kept === null ? null : kept['packs'];
    },
    keepPacks: async (packs) => {
      const current = await getOrNull(database, KEPT_PACKS);
      try {
        await database.insert({ ...(current === null ? {} : { _rev: current['_rev'] }), packs } as object, KEPT_PACKS);
      } catch (error) {
        // Another copy of the server kept its packs first: they are built from the same documents.
        if (statusOf(error) !== 409) throw error;
      }
    }
  };
}

async function range<Document>(database: DocumentScope<unknown>, prefix: string): Promise<Document[]> {
  const documents: Document[] = [];
  let from = prefix;
  for (;;) {
    const { rows } = await database.list({ startkey: from, endkey: `${prefix}\uffff`, include_docs: true, limit: PAGE + 1 });
    for (const { doc } of rows.slice(0, PAGE)) if (doc) documents.push(doc as Document);
    const following = rows[PAGE];
    if (following === undefined) return documents;
    from = following.id;
  }
}

async function writeBatch(database: DocumentScope<unknown>, writes: readonly Write[]): Promise<void> {
  const conflicts = await attempt(database, writes);
  if (conflicts.length === 0) return;
  const revisions = await currentRevisions(database, conflicts.map(({ _id }) => _id));
  const again = conflicts
    .map(({ _rev, ...write }) => ({ ...write, ...(revisions.has(write._id) ? { _rev: revisions.get(write._id) } : {}) }))
    // What somebody else has deleted in the meantime needs no deleting.
    .filter((write) => !('_deleted' in write) || write._rev !== undefined);
  const left = await attempt(database, again as Write[]);
  if (left.length > 0) throw new DirectoryWriteError(left.map(({ _id }) => ({ id: _id, error: 'conflict' })));
}

/** Writes, and gives back what met a conflict. `_bulk_docs` answers 201 even when it refused every document. */
async function attempt(database: DocumentScope<unknown>, writes: readonly Write[]): Promise<Write[]> {
  if (writes.length === 0) return [];
  const answers = await database.bulk({ docs: [...writes] });
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const failed: { id: string; error: string }[] = [];
  const conflicts: Write[] = [];
  for (const write of writes) {
    const answer = byId.get(write._id);
    if (answer?.error === 'conflict') conflicts.push(write);
    else if (answer?.error !== undefined || answer?.rev === undefined) failed.push({ id: write._id, error: answer?.error ?? 'no answer' });
  }
  if (failed.length > 0) throw new DirectoryWriteError(failed);
  return conflicts;
}

async function currentRevisions(database: DocumentScope<unknown>, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await database.fetchRevs({ keys: [...ids] });
  const revisions = new Map<string, string>();
  for (const row of rows) {
    if ('value' in row && !('deleted' in row.value)) revisions.set(row.id, row.value.rev);
  }
  return revisions;
}

async function getOrNull(database: DocumentScope<unknown>, id: string): Promise<Record<string, unknown> | null> {
  try {
    return { ...(await database.get(id)) };
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

function statusOf(error: unknown): unknown {
  return error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
}

/** CouchDB's sequences are opaque after the first number, and that text may differ for equal states. */
function sequenceNumber(sequence: unknown): string {
  return String(sequence).split('-')[0] ?? '';
}

/** 500 documents are about 250 KB: far from CouchDB's limit of 8 MB, and short enough to stop between two. */
const BATCH = 500;

/** `_all_docs` with bodies, about 2.5 MB a page. */
const PAGE = 5000;

const KEPT_PACKS = '_local/directory-packs';

type Write = { readonly _id: string; readonly _rev?: string } & object;
