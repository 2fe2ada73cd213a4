import type { Organisation } from '../../src/domain/organisation.ts';
import { finishOrganisation } from './importers/finish-organisation.ts';
import { detectFormat, importers } from './importers/formats.ts';
import type { ImportContext, Importer, ImportFile, ReadRow } from './importers/importer.ts';
import type { ExclusionReason, RefusalReason, RepairReason } from './importers/reasons.ts';
import type { TownLookup } from './towns.ts';

/** Reads every file to its end before anything is written: what an import says, by source, and what was wrong with it. */
export async function readOrganisations(files: readonly ImportFile[], options: ReadOptions): Promise<ReadResult> {
  const reading: Reading = { sources: new Map(), repaired: {}, excluded: {}, refused: [], read: 0, perFile: new Map() };
  const context: ImportContext = { hospitals: new Map() };
  for (const [importer, group] of await byFormat(files, reading)) {
    for (const { name } of group) reading.perFile.set(name, 0);
    for await (const row of importer.read(group, context)) {
      if (reading.read % ROWS_BETWEEN_LOOKS === 0) {
        options.signal?.throwIfAborted();
        options.onProgress?.({ step: 'reading', file: row.file, done: reading.read });
      }
      reading.read += 1;
      take(row, reading, options.towns);
    }
  }
  for (const [file, accepted] of reading.perFile) {
    if (accepted === 0) reading.refused.push({ file, row: 0, reason: 'no-acceptable-row' });
  }
  const sources = new Map([...reading.sources].map(([source, rows]) => [source, [...rows.values()].map(({ organisation }) => organisation)]));
  return { ...reading, sources };
}

async function byFormat(files: readonly ImportFile[], reading: Reading): Promise<Map<Importer, ImportFile[]>> {
  const found = new Map<Importer, ImportFile[]>();
  for (const file of files) {
    const format = await detectFormat(file);
    if (typeof format === 'string') reading.refused.push({ file: file.name, row: 0, reason: format });
    else found.set(format, [...(found.get(format) ?? []), file]);
  }
  // FINESS before the SAE, whatever the order the files came in.
  return new Map(importers.flatMap((importer) => (found.has(importer) ? [[importer, found.get(importer) ?? []] as const] : [])));
}

function take(row: ReadRow, reading: Reading, towns: TownLookup): void {
  switch (row.kind) {
    case 'raw': {
      const finished = finishOrganisation(row.raw, towns);
      if ('refusal' in finished) {
        reading.refused.push({ file: row.file, row: row.row, reason: finished.refusal });
        return;
      }
      for (const reason of finished.repairs) reading.repaired[reason] = (reading.repaired[reason] ?? 0) + 1;
      keep({ organisation: finished.organisation, file: row.file, row: row.row }, row.raw.source, reading);
      return;
    }
    case 'refused':
      reading.refused.push({ file: row.file, row: row.row, reason: row.reason });
      return;
    case 'excluded':
      reading.excluded[row.reason] = (reading.excluded[row.reason] ?? 0) + 1;
      // A hospital of FINESS may lend its phone and place to an emergency room of the SAE: its file was of use.
      if (row.reason === 'hospital') reading.perFile.set(row.file, (reading.perFile.get(row.file) ?? 0) + 1);
      return;
    case 'joined':
      reading.perFile.set(row.file, (reading.perFile.get(row.file) ?? 0) + 1);
      return;
    default:
      row satisfies never;
  }
}

/** The very same row twice is no news. Of two that differ under one identity the one checked last is kept. */
function keep(found: FoundRow, source: string, reading: Reading): void {
  reading.perFile.set(found.file, (reading.perFile.get(found.file) ?? 0) + 1);
  const rows = reading.sources.get(source) ?? new Map<string, FoundRow>();
  reading.sources.set(source, rows);
  const other = rows.get(found.organisation.id);
  if (other === undefined) {
    rows.set(found.organisation.id, found);
    return;
  }
  if (JSON.stringify(other.organisation) === JSON.stringify(found.organisation)) {
    reading.excluded['same-row-twice'] = (reading.excluded['same-row-twice'] ?? 0) + 1;
    return;
  }
  const later = found.organisation.checked > other.organisation.checked;
  const refused = later ? other : found;
  if (later) rows.set(found.organisation.id, found);
  reading.refused.push({ file: refused.file, row: refused.row, reason: 'same-id' });
}

/** How often a person sees the count move, and a stop is obeyed. */
const ROWS_BETWEEN_LOOKS = 500;

interface FoundRow {
  readonly organisation: Organisation;
  readonly file: string;
  readonly row: number;
}

interface Reading {
  readonly sources: Map<string, Map<string, FoundRow>>;
  readonly repaired: Partial<Record<RepairReason, number>>;
  readonly excluded: Partial<Record<ExclusionReason, number>>;
  readonly refused: RefusedRow[];
  read: number;
  /** Rows of use, by file. */
  readonly perFile: Map<string, number>;
}

export interface RefusedRow {
  readonly file: string;
  /** 0 for the file as a whole. */
  readonly row: number;
  readonly reason: RefusalReason;
}

export interface ReadOptions {
  readonly towns: TownLookup;
  readonly onProgress?: (progress: ReadProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ReadProgress {
  readonly step: 'reading';
  readonly file: string;
  readonly done: number;
}

export interface ReadResult {
  readonly sources: ReadonlyMap<string, readonly Organisation[]>;
  readonly read: number;
  readonly repaired: Readonly<Partial<Record<RepairReason, number>>>;
  readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
  readonly refused: readonly RefusedRow[];
}
