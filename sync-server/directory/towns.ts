import type { Town as LocatedTown } from '../../src/domain/town-pack.ts';

/**
 * Communes by code, name and postcode. The list is passed in: `towns_fr_2026.tsv`'s shape has coordinates, the npm
 * package's has none, and importers do what they can with either, or with no list at all. `formerCodes` leads from the
 * code of a commune that was merged to the code of the one it is now part of.
 */
export function townLookup(towns: Iterable<Town>, formerCodes: ReadonlyMap<string, string> = new Map()): TownLookup {
  const byCode = new Map<string, Town>();
  const byName = new Map<string, Town>();
  const byPostcode = new Map<string, Town[]>();
  for (const town of towns) {
    byCode.set(town.code, town);
    const key = `${town.department} ${foldTownName(town.name)}`;
    if (!byName.has(key)) byName.set(key, town);
    for (const postcode of town.postcodes) byPostcode.set(postcode, [...(byPostcode.get(postcode) ?? []), town]);
  }
  return {
    byCode: (code) => byCode.get(code) ?? byCode.get(formerCodes.get(code) ?? ''),
    byName: (department, name) => byName.get(`${department} ${foldTownName(name)}`),
    byPostcode: (postcode) => byPostcode.get(postcode) ?? []
  };
}

export const noTowns: TownLookup = townLookup([]);

/** Columns: insee, name, dep, postcodes (space between), population, lat, lon. */
export function townsFromTsv(text: string): Town[] {
  const towns: Town[] = [];
  for (const line of text.split('\n').slice(1)) {
    const [code = '', name = '', department = '', postcodes = '', , latitude = '', longitude = ''] = line.split('\t');
    if (code === '') continue;
    const placed = latitude !== '' && longitude !== '';
    towns.push({
      code,
      name,
      department,
      postcodes: postcodes.split(' ').filter(Boolean),
      ...(placed ? { latitude: Number(latitude), longitude: Number(longitude) } : {})
    });
  }
  return towns;
}

/** Reads `communes.json` of npm's @etalab/decoupage-administratif: names and postcodes of today, and what was merged. */
export function townsFromDecoupage(communes: readonly DecoupageCommune[]): { towns: Town[]; formerCodes: Map<string, string> } {
  const towns: Town[] = [];
  const formerCodes = new Map<string, string>();
  for (const { code, nom, departement, codesPostaux, anciensCodes, chefLieu, type } of communes) {
    if (type === 'commune-deleguee' || type === 'commune-associee') {
      if (chefLieu !== undefined && chefLieu !== code) formerCodes.set(code, chefLieu);
      continue;
    }
    towns.push({ code, name: nom, department: departement ?? code.slice(0, 2), postcodes: codesPostaux ?? [] });
    for (const former of anciensCodes ?? []) formerCodes.set(former, code);
  }
  return { towns, formerCodes };
}

/** The same communes with the positions that search uses, where the build has located them. */
export function withPositions(towns: readonly Town[], located: readonly LocatedTown[]): Town[] {
  const byCode = new Map(located.map((town) => [town.code, town]));
  return towns.map((town) => {
    const found = byCode.get(town.code);
    if (!found) return town;
    const { latitude, longitude, approximate } = found;
    return { ...town, latitude, longitude, approximate };
  });
}

/** An organisation of Paris, Lyon or Marseille is in the arrondissement of its postcode: these three are too wide. */
export function arrondissementOf(code: string, postcode: string): string {
  const number = Number(postcode.slice(-2));
  if (code === '75056' && /^75(?:0(?:0[1-9]|1\d|20)|116)$/.test(postcode)) return `751${String(postcode === '75116' ? 16 : number).padStart(2, '0')}`;
  if (code === '69123' && /^6900[1-9]$/.test(postcode)) return `6938${number}`;
  if (code === '13055' && /^130(?:0[1-9]|1[0-6])$/.test(postcode)) return `132${String(number).padStart(2, '0')}`;
  return code;
}

/** Equal for `SAINT ETIENNE`, `St-Étienne` and `Saint-Etienne`. */
export function foldTownName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
    .trim();
}

/** `75`, `2A`, `971`; Saint-Barthélemy and Saint-Martin have left Guadeloupe's numbering. */
export function departmentOfInsee(code: string): string | undefined {
  if (!/^(?:\d{5}|2[AB]\d{3})$/.test(code)) return undefined;
  if (code === '97123') return '977';
  if (code === '97127') return '978';
  return /^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2);
}

export function departmentOfPostcode(postcode: string): string | undefined {
  if (!/^\d{5}$/.test(postcode)) return undefined;
  if (postcode === '97133') return '977';
  if (postcode === '97150') return '978';
  if (/^9[78]/.test(postcode)) return postcode.slice(0, 3);
  if (postcode.startsWith('20')) return Number(postcode) < 20200 ? '2A' : '2B';
  return postcode.slice(0, 2);
}

/** Great-circle distance, on a sphere of 6,371 km. */
export function kilometresBetween(a: Point, b: Point): number {
  const radians = Math.PI / 180;
  const half = (from: number, to: number): number => Math.sin(((to - from) * radians) / 2) ** 2;
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * half(a.longitude, b.longitude);
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export interface Town {
  readonly code: string;
  readonly name: string;
  readonly department: string;
  readonly postcodes: readonly string[];
  readonly latitude?: number;
  readonly longitude?: number;
  /** The position is the middle of the neighbours: good enough to stand for the town, not to judge another by. */
  readonly approximate?: boolean;
}

export interface TownLookup {
  readonly byCode: (code: string) => Town | undefined;
  readonly byName: (department: string, name: string) => Town | undefined;
  readonly byPostcode: (postcode: string) => readonly Town[];
}

export interface DecoupageCommune {
  readonly code: string;
  readonly nom: string;
  readonly type: string;
  readonly departement?: string;
  readonly codesPostaux?: readonly string[];
  readonly anciensCodes?: readonly string[];
  readonly chefLieu?: string;
}

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}
