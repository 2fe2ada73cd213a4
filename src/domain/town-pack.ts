import { departmentOf } from './town-names.ts';

/**
 * Communes in few bytes: a column per field, sorted by code, numbers as differences from the row before. Names in that
 * order are nearly alphabetical inside a department, which is what brotli likes best.
 */

export interface Town {
  /** INSEE: `01004`, `2A004`, `75112`, `97411`. */
  readonly code: string;
  readonly name: string;
  readonly postcodes: readonly string[];
  readonly population: number;
  /** WGS 84, degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** The position is that of its neighbours: good for sorting what is near, not for drawing. */
  readonly approximate: boolean;
}

/** `/packs/towns.{main|rest}.{hash}.json`. */
export interface TownPack {
  readonly version: typeof TOWN_PACK_VERSION;
  /** What codes begin with, and how many in a row do. */
  readonly departments: readonly (readonly [department: string, count: number])[];
  /** The rest of the code, as a number. */
  readonly code: readonly number[];
  /** One line each: no name holds a line break. */
  readonly name: string;
  /** The first postcode; -1 stands for none. */
  readonly postcode: readonly number[];
  /** Row (as a difference) and its further postcodes. */
  readonly morePostcodes: readonly (readonly number[])[];
  readonly population: readonly number[];
  readonly latitude: readonly number[];
  readonly longitude: readonly number[];
  /** Lengths of runs: of known positions, of approximate ones, and so on in turn. */
  readonly approximate: readonly number[];
}

/** Coordinates are rounded to a thousandth of a degree; rows come back sorted by code. */
export function encodeTowns(towns: readonly Town[]): TownPack {
  const rows = [...towns].sort((a, b) => (a.code < b.code ? -1 : 1));
  const departments: [string, number][] = [];
  for (const { code } of rows) {
    const last = departments.at(-1);
    if (last?.[0] === departmentOf(code)) last[1] += 1;
    else departments.push([departmentOf(code), 1]);
  }
  let lastMore = 0;
  return {
    version: TOWN_PACK_VERSION,
    departments,
    code: differences(rows.map(({ code }) => Number(code.slice(departmentOf(code).length)))),
    name: rows.map(({ name }) => name).join('\n'),
    postcode: differences(rows.map(({ postcodes }) => Number(postcodes[0] ?? NO_POSTCODE))),
    morePostcodes: rows.flatMap(({ postcodes }, row) => {
      if (postcodes.length < 2) return [];
      const entry = [row - lastMore, ...differences(postcodes.map(Number)).slice(1)];
      lastMore = row;
      return [entry];
    }),
    population: rows.map(({ population }) => population),
    latitude: differences(rows.map(({ latitude }) => onGrid(latitude))),
    longitude: differences(rows.map(({ longitude }) => onGrid(longitude))),
    approximate: runs(rows.map(({ approximate }) => approximate))
  };
}

/** Throws a TypeError when the pack is of another version or its columns do not fit together: keep the pack one has. */
export function decodeTowns(pack: TownPack): Town[] {
  if ((pack.version as number) !== TOWN_PACK_VERSION) throw new TypeError('a town pack of another version');
  const names = pack.name === '' && pack.code.length === 0 ? [] : pack.name.split('\n');
  const departments = pack.departments.flatMap(([department, count]) => Array.from({ length: count }, () => department));
  const codes = sums(pack.code);
  const postcodes = postcodesOf(pack);
  const latitudes = sums(pack.latitude);
  const longitudes = sums(pack.longitude);
  const approximate = unrun(pack.approximate);
  const columns = [departments, codes, postcodes, pack.population, latitudes, longitudes, approximate];
  if (columns.some(({ length }) => length !== names.length)) throw new TypeError('a town pack whose columns do not fit together');
  return names.map((name, row) => ({
    code: codeOf(departments[row] ?? '', codes[row] ?? 0),
    name,
    postcodes: postcodes[row] ?? [],
    population: pack.population[row] ?? 0,
    latitude: (latitudes[row] ?? 0) / GRID,
    longitude: (longitudes[row] ?? 0) / GRID,
    approximate: approximate[row] ?? false
  }));
}

function codeOf(department: string, rest: number): string {
  return department + String(rest).padStart(5 - department.length, '0');
}

function postcodesOf(pack: TownPack): string[][] {
  const all = sums(pack.postcode).map((first) => (first === NO_POSTCODE ? [] : [first]));
  let row = 0;
  for (const [step = 0, ...more] of pack.morePostcodes) {
    row += step;
    const first = all[row]?.[0];
    if (first !== undefined) all[row] = sums([first, ...more]);
  }
  return all.map((codes) => codes.map((code) => String(code).padStart(5, '0')));
}

function differences(values: readonly number[]): number[] {
  return values.map((value, index) => value - (values[index - 1] ?? 0));
}

function sums(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

function runs(flags: readonly boolean[]): number[] {
  const lengths: number[] = [];
  let value = false;
  let length = 0;
  for (const flag of flags) {
    if (flag !== value) {
      lengths.push(length);
      value = flag;
      length = 0;
    }
    length += 1;
  }
  return [...lengths, length];
}

function unrun(lengths: readonly number[]): boolean[] {
  return lengths.flatMap((length, index) => Array.from({ length }, () => index % 2 === 1));
}

/** `-0` would come back as 0 from JSON. */
function onGrid(degrees: number): number {
  return Math.round(degrees * GRID) + 0;
}

export const TOWN_PACK_VERSION = 1;

/** Thousandths of a degree: about a hundred metres, finer than where a town "is". */
const GRID = 1000;

const NO_POSTCODE = -1;
