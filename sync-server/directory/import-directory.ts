import type { Organisation } from '../../src/domain/organisation.ts';
import { importState, organisationDocument, type DirectoryStore, type ImportState, type OrganisationDocument, type StoredOrganisation } from './directory-store.ts';
import type { ImportFile } from './importers/importer.ts';
import { mergeOrganisations } from './merged-organisations.ts';
import { possibleDuplicates } from './possible-duplicates.ts';
import { readOrganisations, type ReadProgress, type ReadResult, type RefusedRow } from './read-organisations.ts';
import type { TownLookup } from './towns.ts';

/**
 * Brings files into the directory. Each source in them replaces what the directory holds of that source, all or nothing:
 * everything is read and compared first, and a source that would lose more than half of its organisations is refused
 * unless `force` is set. The same files again write nothing. Rejects when the store fails or the signal aborts; from the
 * first write on, readers keep the last packs until an import of the same sources has finished (directory-store.ts).
 */
export async function importDirectory(files: readonly ImportFile[], store: DirectoryStore, options: ImportOptions): Promise<ImportOutcome> {
  const result = await readOrganisations(files, options);
  const states = new Map((await store.readImports()).map((state) => [state.sourceId, state]));
  const plans: Plan[] = [];
  const refusedSources: RefusedSource[] = [];
  for (const [source, organisations] of result.sources) {
    options.signal?.throwIfAborted();
    options.onProgress?.({ step: 'comparing', source });
    const plan = compare(source, organisations, await store.listBySource(source));
    const refusal = reasonToRefuse(plan, states.get(source), options);
    if (refusal === null) plans.push(plan);
    else refusedSources.push({ source, ...refusal });
  }
  await write(plans.filter((plan) => changes(plan) > 0 || states.get(plan.source)?.state === 'running'), store, options);
  const imported = new Set(plans.map(({ source }) => source));
  return outcome(result, plans, refusedSources, seenTwice(await store.listAll(), imported));
}

/** Takes a whole source out of the directory, for instance the first list once official files have replaced it. */
export async function removeSource(source: string, store: DirectoryStore, options: Pick<ImportOptions, 'now' | 'signal' | 'onProgress'>): Promise<number> {
  const existing = await store.listBySource(source);
  if (existing.length > 0) await write([{ source, puts: [], deletes: existing, unchanged: 0, existing: existing.length }], store, options);
  return existing.length;
}

function compare(source: string, organisations: readonly Organisation[], existing: readonly StoredOrganisation[]): Plan {
  const current = new Map(existing.map((document) => [document._id, document]));
  const puts: (OrganisationDocument & { _rev?: string })[] = [];
  let unchanged = 0;
  for (const organisation of organisations) {
    const document = organisationDocument(organisation, source);
    const stored = current.get(document._id);
    current.delete(document._id);
    if (stored === undefined) puts.push(document);
    else if (sameDocument(document, stored)) unchanged += 1;
    else puts.push({ ...document, _rev: stored._rev });
  }
  return { source, puts, deletes: [...current.values()], unchanged, existing: existing.length };
}

function reasonToRefuse(plan: Plan, state: ImportState | undefined, { now, force }: ImportOptions): { reason: SourceRefusal; sentence: string } | null {
  if (state?.state === 'running' && now().getTime() - Date.parse(state.at) < ALIVE_MS) {
    return { reason: 'already-running', sentence: `another import of ${plan.source} was at work two minutes ago; try again in two minutes` };
  }
  if (force !== true && plan.deletes.length * 2 > plan.existing) {
    const share = `${String(plan.deletes.length)} of its ${String(plan.existing)}`;
    return { reason: 'would-remove-half', sentence: `the files lack ${share} organisations of ${plan.source}; use force if they are really gone` };
  }
  return null;
}

/** All sources of one import appear together: none is 'done' before every document of all is written. */
async function write(plans: readonly Plan[], store: DirectoryStore, { now, signal, onProgress }: WriteOptions): Promise<void> {
  if (plans.length === 0) return;
  const total = plans.reduce((sum, plan) => sum + changes(plan), 0);
  let done = 0;
  let lastSign = now().getTime();
  const markAll = async (state: 'running' | 'done'): Promise<void> => {
    lastSign = now().getTime();
    for (const { source, puts, unchanged } of plans) {
      const count = state === 'done' ? puts.length + unchanged : undefined;
      await store.writeImport(importState(source, state, new Date(lastSign).toISOString(), count));
    }
  };
  signal?.throwIfAborted();
  await markAll('running');
  for (const { puts, deletes } of plans) {
    for (const [batchOfPuts, batchOfDeletes] of batches(puts, deletes)) {
      signal?.throwIfAborted();
      if (now().getTime() - lastSign > ALIVE_MS / 4) await markAll('running');
      await store.bulkWrite(batchOfPuts, batchOfDeletes);
      done += batchOfPuts.length + batchOfDeletes.length;
      onProgress?.({ step: 'writing', done, total });
    }
  }
  await markAll('done');
}

function* batches<Put, Delete>(puts: readonly Put[], deletes: readonly Delete[]): Generator<[readonly Put[], readonly Delete[]]> {
  for (let start = 0; start < puts.length; start += BATCH) yield [puts.slice(start, start + BATCH), []];
  for (let start = 0; start < deletes.length; start += BATCH) yield [[], deletes.slice(start, start + BATCH)];
}

function seenTwice(organisations: readonly OrganisationDocument[], imported: ReadonlySet<string>): Pick<ImportOutcome, 'merged' | 'possibleDuplicates'> {
  const { merged } = mergeOrganisations(organisations);
  const known = new Set(merged.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]));
  return { merged: merged.length, possibleDuplicates: possibleDuplicates(organisations, imported).filter(([one, other]) => !known.has(`${one} ${other}`)) };
}

function outcome(result: ReadResult, plans: readonly Plan[], refusedSources: readonly RefusedSource[], twice: Pick<ImportOutcome, 'merged' | 'possibleDuplicates'>): ImportOutcome {
  const sum = (count: (plan: Plan) => number): number => plans.reduce((total, plan) => total + count(plan), 0);
  return {
    read: result.read,
    written: sum(({ puts }) => puts.length),
    unchanged: sum(({ unchanged }) => unchanged),
    removed: sum(({ deletes }) => deletes.length),
    repaired: result.repaired,
    refused: result.refused,
    refusedSources,
    excluded: result.excluded,
    sources: Object.fromEntries(plans.map(({ source, puts, unchanged }) => [source, puts.length + unchanged])),
    ...twice
  };
}

function sameDocument(document: OrganisationDocument, { _rev, ...stored }: StoredOrganisation): boolean {
  return canonical(document) === canonical(stored);
}

/** JSON with sorted keys: the store need not give fields back in the order they were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner
  );
}

function changes({ puts, deletes }: Plan): number {
  return puts.length + deletes.length;
}

/** Between two batches an import can be stopped, and shows that it is alive. */
const BATCH = 500;

/** A batch takes seconds: an import silent for two minutes has died, and another may take over. */
const ALIVE_MS = 2 * 60_000;

interface Plan {
  readonly source: string;
  readonly puts: readonly (OrganisationDocument & { _rev?: string })[];
  readonly deletes: readonly StoredOrganisation[];
  readonly unchanged: number;
  readonly existing: number;
}

export interface ImportOptions {
  readonly towns: TownLookup;
  readonly now: () => Date;
  readonly force?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
}

type WriteOptions = Pick<ImportOptions, 'now' | 'signal' | 'onProgress'>;

export type ImportProgress =
  | ReadProgress
  | { readonly step: 'comparing'; readonly source: string }
  | { readonly step: 'writing'; readonly done: number; readonly total: number };

export type SourceRefusal = 'would-remove-half' | 'already-running';

export interface RefusedSource {
  readonly source: string;
  readonly reason: SourceRefusal;
  readonly sentence: string;
}

export interface ImportOutcome {
  /** Rows read, of use or not. */
  readonly read: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly repaired: ReadResult['repaired'];
  readonly excluded: ReadResult['excluded'];
  readonly refused: readonly RefusedRow[];
  /** Nothing of these was written. */
  readonly refusedSources: readonly RefusedSource[];
  /** Organisations in the directory after the import, of each source that was taken. */
  readonly sources: Readonly<Record<string, number>>;
  /** In the whole directory: what stands in two sources and is published once. */
  readonly merged: number;
  /** Of different sources, for a person to look at. */
  readonly possibleDuplicates: readonly (readonly [string, string])[];
}
