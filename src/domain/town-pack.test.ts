import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { departmentOf, shortName } from './town-names.ts';
import { decodeTowns, encodeTowns, type Town, type TownPack } from './town-pack.ts';

const code = fc.oneof(
  fc.tuple(fc.constantFrom('01', '2A', '2B', '59', '75', '95'), fc.integer({ min: 1, max: 999 })).map(([department, rest]) => department + String(rest).padStart(3, '0')),
  fc.tuple(fc.constantFrom('971', '976', '977', '987'), fc.integer({ min: 1, max: 99 })).map(([department, rest]) => department + String(rest).padStart(2, '0'))
);
const postcode = fc.integer({ min: 1000, max: 98_999 }).map((number) => String(number).padStart(5, '0'));
const thousandths = (limit: number) => fc.integer({ min: -limit * 1000, max: limit * 1000 }).map((number) => number / 1000 + 0);
const town: fc.Arbitrary<Town> = fc.record({
  code,
  name: fc.string({ minLength: 1 }).filter((name) => !name.includes('\n')),
  postcodes: fc.uniqueArray(postcode, { maxLength: 4 }),
  population: fc.nat(),
  latitude: thousandths(90),
  longitude: thousandths(180),
  approximate: fc.boolean()
});
const towns = fc.uniqueArray(town, { selector: (one) => one.code });

describe('town pack', () => {
  it('comes out as it went in, sorted by code', () => {
    fc.assert(
      fc.property(towns, (list) => {
        const pack = JSON.parse(JSON.stringify(encodeTowns(list))) as TownPack;
        expect(decodeTowns(pack)).toEqual([...list].sort((a, b) => (a.code < b.code ? -1 : 1)));
      })
    );
  });

  it('is the same whatever the order of towns', () => {
    fc.assert(
      fc.property(towns, (list) => {
        expect(encodeTowns([...list].reverse())).toEqual(encodeTowns(list));
      })
    );
  });

  it('is refused when it is of another version or cut short', () => {
    const pack = encodeTowns([{ code: '01004', name: 'Ambérieu-en-Bugey', postcodes: ['01500'], population: 15_000, latitude: 45.961, longitude: 5.372, approximate: false }]);
    expect(() => decodeTowns({ ...pack, version: 2 } as unknown as TownPack)).toThrow(TypeError);
    expect(() => decodeTowns({ ...pack, latitude: [] })).toThrow(TypeError);
  });
});

it.each([
  ['01004', '01'],
  ['2A004', '2A'],
  ['97411', '974'],
  ['98735', '987']
])('%s is in department %s', (insee, department) => expect(departmentOf(insee)).toBe(department));

it('an arrondissement is called by its number', () => {
  expect(shortName({ name: 'Paris 12e Arrondissement' })).toBe('Paris 12e');
  expect(shortName({ name: 'Lyon' })).toBe('Lyon');
});
