/**
 * An organisation of the directory: what an importer makes, the database holds, packs carry and pages show.
 * The nine sub-categories are row D3 of the requirements.
 */

export const subCategories = [
  'community',
  'allied',
  'unverified',
  'emergency-room',
  'screening',
  'family-planning',
  'victim-support',
  'gendarmerie',
  'police'
] as const;

export type SubCategory = (typeof subCategories)[number];

export const categories = {
  'non-profit': ['community', 'allied', 'unverified'],
  health: ['emergency-room', 'screening', 'family-planning'],
  rights: ['victim-support', 'gendarmerie', 'police']
} as const satisfies Record<string, readonly SubCategory[]>;

export type Category = keyof typeof categories;

export interface Organisation {
  /** Stable across imports: `<source>:<id in the source>`, for instance `dila:gendarmerie-01004-01`, `finess:010000024`. */
  readonly id: string;
  readonly name: string;
  readonly subCategory: SubCategory;
  /** Department code as people write it: `01`, `2A`, `75`, `971`. National organisations carry `fr`. */
  readonly department: string;
  /** Absent when the organisation keeps its address to itself, and for national lines. */
  readonly address?: Address;
  readonly position?: Position;
  /** E.164 (`+33474380035`), or a short number as dialled (`3430`). The first is the one to call. */
  readonly phones: readonly string[];
  /** Shown apart and first: for emergencies only, as the organisation words it. */
  readonly emergencyContact?: string;
  readonly email?: string;
  readonly website?: string;
  /** The subset of OSM's opening_hours that `opening-hours.ts` reads; `24/7` for emergency rooms. */
  readonly openingHours?: string;
  /** What the hours could not say, in the source's words (French). */
  readonly hoursNote?: string;
  /** What it offers, in the source's words (French), one short line each. */
  readonly offers?: readonly string[];
  /** BCP 47 tags. */
  readonly languages?: readonly string[];
  readonly wheelchair?: 'yes' | 'on-request' | 'no';
  readonly source: { readonly name: string; readonly url?: string };
  /** ISO date of the source's record: when somebody last checked it. */
  readonly checked: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

export interface Address {
  readonly street?: string;
  readonly postcode: string;
  readonly town: string;
}

export interface Position {
  /** WGS 84, degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly precision: 'address' | 'street' | 'town';
}

export function categoryOf(subCategory: SubCategory): Category {
  for (const [category, members] of Object.entries(categories) as [Category, readonly SubCategory[]][]) {
    if (members.includes(subCategory)) return category;
  }
  throw new Error(`no category holds ${subCategory}`);
}
