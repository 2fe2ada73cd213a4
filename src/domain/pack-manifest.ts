import type { SubCategory } from './organisation.ts';

/** `/packs/manifest.json`: what can be kept on a phone. `bytes` are those on the wire (brotli). */
export interface PackManifest {
  /** Pages of a language: `/packs/guides.{lang}.{hash}.json`. */
  readonly guides: Readonly<Record<string, PackEntry>>;
  /** `main`: towns of 2,000 people or more; `rest`: all others. */
  readonly towns: Readonly<Record<'main' | 'rest', PackEntry>>;
  /** Departments' outlines, as TopoJSON. */
  readonly outlines: PackEntry;
  /** One pack a department, at `/packs/directory/{department}.json`; `fr` holds the national lines. */
  readonly directory: readonly DirectoryPackEntry[];
  /** Absent where the operator has no street map. */
  readonly streets?: StreetsEntry;
}

/** A whole file of streets, read in parts: see streets-file.ts for its address. */
export interface StreetsEntry {
  readonly url: string;
  readonly bytes: number;
}

export interface PackEntry {
  readonly url: string;
  readonly hash: string;
  readonly bytes: number;
}

export interface DirectoryPackEntry {
  readonly department: string;
  readonly hash: string;
  readonly bytes: number;
  readonly count: number;
  /** How many of each kind; absent kinds have none. Absent altogether in lists that phones kept from before. */
  readonly kinds?: Readonly<Partial<Record<SubCategory, number>>>;
  /** South, west, north, east of its positions, degrees; absent where none has one. */
  readonly box?: readonly [number, number, number, number];
}

/** Whether a pack may hold any of the kinds that are wanted (none wanted: all are). Saves loading packs in vain. */
export function mayHold({ kinds }: Pick<DirectoryPackEntry, 'kinds'>, wanted: ReadonlySet<SubCategory>): boolean {
  if (!kinds || wanted.size === 0) return true;
  return [...wanted].some((kind) => (kinds[kind] ?? 0) > 0);
}
