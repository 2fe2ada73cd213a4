import type { Organisation, SubCategory } from '../../../src/domain/organisation.ts';
import type { ExclusionReason, RefusalReason, RepairReason } from './reasons.ts';

/**
 * One file format of the directory. An importer only reads its format into `RawOrganisation`s; what is common to all
 * (towns, casing, phones, positions) is done once, in `finish-organisation.ts`.
 */
export interface Importer {
  readonly format: string;
  /** By content: `head` is the first 64 KB, decoded. A file name proves nothing. */
  readonly detect: (head: string) => boolean;
  /** All files of this format in one import, since some formats come in two files that must be joined. */
  readonly read: (files: readonly ImportFile[], context: ImportContext) => AsyncIterable<ReadRow> | Iterable<ReadRow>;
}

export interface ImportFile {
  readonly name: string;
  /** ISO date of the file, for formats whose rows carry no date: from its name where it holds one, else its own. */
  readonly date: string;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** What one importer leaves for another: FINESS gives the SAE's hospitals their phone and exact position. */
export interface ImportContext {
  readonly hospitals: Map<string, HospitalContact>;
}

export interface HospitalContact {
  readonly phone?: string;
  readonly position?: RawPosition;
}

/** `row` counts from 1 as a person would: lines of a CSV file, items of a list. */
export type ReadRow =
  | { readonly kind: 'raw'; readonly file: string; readonly row: number; readonly raw: RawOrganisation }
  | { readonly kind: 'refused'; readonly file: string; readonly row: number; readonly reason: RefusalReason }
  | { readonly kind: 'excluded'; readonly file: string; readonly row: number; readonly reason: ExclusionReason }
  /** It only completes rows of another table: coordinates, addresses. */
  | { readonly kind: 'joined'; readonly file: string; readonly row: number };

/** As the source writes it. */
export interface RawOrganisation {
  /** What a later import replaces as a whole, for instance `dila:gendarmerie`. Every id begins with it. */
  readonly source: string;
  readonly id: string;
  readonly name: string;
  readonly subCategory: SubCategory;
  /** `fr` for national organisations; otherwise worked out from the INSEE code or the postcode when absent. */
  readonly department?: string;
  readonly insee?: string;
  readonly streets?: readonly string[];
  readonly postcode?: string;
  readonly town?: string;
  /** The organisation keeps its address to itself: the town gives a position, and nothing else of the address is kept. */
  readonly addressHidden?: boolean;
  readonly position?: RawPosition;
  readonly phones?: readonly string[];
  readonly emergencyContact?: string;
  readonly email?: string;
  readonly website?: string;
  readonly openingHours?: string;
  readonly hoursNote?: string;
  readonly offers?: readonly string[];
  readonly languages?: readonly string[];
  readonly wheelchair?: Organisation['wheelchair'];
  readonly publisher: Organisation['source'];
  /** `YYYY-MM-DD`, `DD/MM/YYYY`, either with a time behind it. */
  readonly checked: string;
  readonly confidence: Organisation['confidence'];
  /** What the importer itself put right. */
  readonly repairs?: readonly RepairReason[];
}

export interface RawPosition {
  readonly latitude: string | number;
  readonly longitude: string | number;
  readonly precision: 'address' | 'street' | 'town';
}

export function refused(file: ImportFile, row: number, reason: RefusalReason): ReadRow {
  return { kind: 'refused', file: file.name, row, reason };
}

export function excluded(file: ImportFile, row: number, reason: ExclusionReason): ReadRow {
  return { kind: 'excluded', file: file.name, row, reason };
}

export function accepted(file: ImportFile, row: number, raw: RawOrganisation): ReadRow {
  return { kind: 'raw', file: file.name, row, raw };
}

export function joined(file: ImportFile, row: number): ReadRow {
  return { kind: 'joined', file: file.name, row };
}
