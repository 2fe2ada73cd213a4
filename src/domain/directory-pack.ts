import { subCategories, type Address, type Organisation, type Position } from './organisation.ts';

/**
 * The organisations of one department in few bytes: a column per field, and tables for what many rows share. Brotli does
 * the rest (54 bytes an organisation over all of France, budget P4 allows 120). Two duties of the caller: positions have
 * at most five decimals (importers see to it; finer ones are rounded), and phones hold no space (they are E.164).
 */
export function encodeDirectoryPack(department: string, organisations: readonly Organisation[]): DirectoryPack {
  const column = <Value>(read: (organisation: Organisation) => Value): Value[] => organisations.map(read);
  const optional = (read: (organisation: Organisation) => string | undefined): Optional<string>[] => column((one) => read(one) ?? ABSENT);
  return {
    version: PACK_VERSION,
    department,
    count: organisations.length,
    id: column(({ id }) => id),
    name: column(({ name }) => name),
    subCategory: column(({ subCategory }) => subCategories.indexOf(subCategory)),
    street: optional(({ address }) => address?.street),
    town: tabled(column(({ address }) => (address === undefined ? undefined : ([address.postcode, address.town] as const)))),
    latitude: column(({ position }) => (position === undefined ? null : onGrid(position.latitude))),
    longitude: column(({ position }) => (position === undefined ? null : onGrid(position.longitude))),
    precision: column(({ position }) => (position === undefined ? -1 : precisions.indexOf(position.precision))),
    phones: column(({ phones }) => phones.join(' ')),
    emergencyContact: tabled(column(({ emergencyContact }) => emergencyContact)),
    email: optional(({ email }) => email),
    website: tabled(column(({ website }) => website)),
    openingHours: tabled(column(({ openingHours }) => openingHours)),
    hoursNote: tabled(column(({ hoursNote }) => hoursNote)),
    offers: tabled(column(({ offers }) => offers)),
    languages: tabled(column(({ languages }) => languages)),
    wheelchair: column(({ wheelchair }) => (wheelchair === undefined ? -1 : accesses.indexOf(wheelchair))),
    source: tabled(column(({ source }) => source)),
    checked: tabled(column(({ checked }) => checked)),
    confidence: column(({ confidence }) => confidences.indexOf(confidence))
  };
}

/** Throws a TypeError when the pack is of another version or its columns do not fit together: keep the pack one has. */
export function decodeDirectoryPack(pack: DirectoryPack): Organisation[] {
  if ((pack.version as number) !== PACK_VERSION) throw new TypeError('a directory pack of another version');
  return Array.from({ length: pack.count }, (_, row) => decodeRow(pack, row));
}

function decodeRow(pack: DirectoryPack, row: number): Organisation {
  const address = addressAt(pack, row);
  const position = positionAt(pack, row);
  const wheelchair = accesses[present(pack.wheelchair, row)];
  const phones = present(pack.phones, row);
  return {
    id: present(pack.id, row),
    name: present(pack.name, row),
    subCategory: present(subCategories, present(pack.subCategory, row)),
    department: pack.department,
    ...(address === undefined ? {} : { address }),
    ...(position === undefined ? {} : { position }),
    phones: phones === '' ? [] : phones.split(' '),
    ...field('emergencyContact', lookedUp(pack.emergencyContact, row)),
    ...field('email', textAt(pack.email, row)),
    ...field('website', lookedUp(pack.website, row)),
    ...field('openingHours', lookedUp(pack.openingHours, row)),
    ...field('hoursNote', lookedUp(pack.hoursNote, row)),
    ...field('offers', lookedUp(pack.offers, row)),
    ...field('languages', lookedUp(pack.languages, row)),
    ...(wheelchair === undefined ? {} : { wheelchair }),
    source: required(lookedUp(pack.source, row)),
    checked: required(lookedUp(pack.checked, row)),
    confidence: present(confidences, present(pack.confidence, row))
  };
}

function addressAt(pack: DirectoryPack, row: number): Address | undefined {
  const place = lookedUp(pack.town, row);
  if (place === undefined) return undefined;
  const street = textAt(pack.street, row);
  return { ...(street === undefined ? {} : { street }), postcode: place[0], town: place[1] };
}

function positionAt(pack: DirectoryPack, row: number): Position | undefined {
  const latitude = present(pack.latitude, row);
  const longitude = present(pack.longitude, row);
  const precision = precisions[present(pack.precision, row)];
  if (latitude === null || longitude === null || precision === undefined) return undefined;
  return { latitude: latitude / GRID, longitude: longitude / GRID, precision };
}

function tabled<Value>(values: readonly (Value | undefined)[]): Tabled<Value> {
  const table: Value[] = [];
  const places = new Map<string, number>();
  const rows = values.map((value) => {
    if (value === undefined) return -1;
    const key = JSON.stringify(value);
    const place = places.get(key) ?? table.push(value) - 1;
    places.set(key, place);
    return place;
  });
  return { table, rows: table.length === 0 ? [] : rows };
}

/** A field that no row has is an empty table without rows. */
function lookedUp<Value>({ table, rows }: Tabled<Value>, row: number): Value | undefined {
  const place = rows[row] ?? -1;
  return place < 0 ? undefined : required(table[place]);
}

function textAt(column: readonly Optional<string>[], row: number): string | undefined {
  const text = present(column, row);
  return text === ABSENT ? undefined : text;
}

function present<Value>(column: readonly Value[], row: number): Value {
  return required(column[row]);
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('a directory pack whose columns do not fit together');
  return value;
}

function field<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<Key, Value>>;
}

/** `-0` would come back as 0 from JSON. */
function onGrid(degrees: number): number {
  return Math.round(degrees * GRID) + 0;
}

export const PACK_VERSION = 1;

/** Hundred-thousandths of a degree: about a metre. */
const GRID = 1e5;

/** One byte in JSON, and no text. */
const ABSENT = 0;

const precisions: readonly Position['precision'][] = ['address', 'street', 'town'];
const accesses: readonly NonNullable<Organisation['wheelchair']>[] = ['yes', 'on-request', 'no'];
const confidences: readonly Organisation['confidence'][] = ['high', 'medium', 'low'];

type Optional<Value> = Value | typeof ABSENT;

/** Each distinct value once, and for each row its place in the table, or -1. */
interface Tabled<Value> {
  readonly table: readonly Value[];
  readonly rows: readonly number[];
}

/** `/packs/directory/{department}.json`. */
export interface DirectoryPack {
  readonly version: typeof PACK_VERSION;
  readonly department: string;
  readonly count: number;
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly subCategory: readonly number[];
  readonly street: readonly Optional<string>[];
  readonly town: Tabled<readonly [postcode: string, town: string]>;
  readonly latitude: readonly (number | null)[];
  readonly longitude: readonly (number | null)[];
  readonly precision: readonly number[];
  readonly phones: readonly string[];
  readonly emergencyContact: Tabled<string>;
  readonly email: readonly Optional<string>[];
  readonly website: Tabled<string>;
  readonly openingHours: Tabled<string>;
  readonly hoursNote: Tabled<string>;
  readonly offers: Tabled<readonly string[]>;
  readonly languages: Tabled<readonly string[]>;
  readonly wheelchair: readonly number[];
  readonly source: Tabled<Organisation['source']>;
  readonly checked: Tabled<string>;
  readonly confidence: readonly number[];
}
