import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { distance } from '../../src/domain/distance.ts';
import type { Town } from '../../src/domain/town-pack.ts';
import { locateTowns } from './locate-towns.ts';

const reference = new URL('../../../shared/data/towns_fr_2026.tsv', import.meta.url).pathname;

let towns: Town[];
beforeAll(async () => {
  towns = await locateTowns();
});

describe('towns', () => {
  it('are all there: communes, arrondissements, overseas', () => {
    expect(towns.length).toBeGreaterThan(34_900);
    expect(towns.filter(({ name }) => /Arrondissement$/.test(name))).toHaveLength(45);
    for (const code of ['75056', '75112', '13055', '69383', '2A004', '97105', '97411', '97608', '97502', '97701', '97801', '98613', '98735', '98818']) {
      expect(towns.some((town) => town.code === code), code).toBe(true);
    }
  });

  it('are on Earth, once each, and large ones are not guessed', () => {
    expect(new Set(towns.map(({ code }) => code)).size).toBe(towns.length);
    for (const { latitude, longitude, code } of towns) {
      expect(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180, code).toBe(true);
    }
    // GeoNames lacks some; they say so.
    expect(towns.filter(({ population, approximate }) => population >= 2000 && approximate).length).toBeLessThan(230);
  });

  it.each([
    ['97362', '97353', 40],
    ['97131', '97130', 15],
    ['98612', '98611', 15]
  ])('%s is beside %s, within %i km', (code, neighbour, most) => {
    const [one, other] = [code, neighbour].map((wanted) => towns.find((town) => town.code === wanted));
    expect(one && other ? distance(one, other) / 1000 : NaN).toBeLessThan(most);
  });

  // The reference is the middle of the commune's outline: in Guyane's, wider than a department, that is far from the town.
  it.skipIf(!existsSync(reference))('are where the reference says', () => {
    const known = readReference();
    const errors = (wanted: (town: Town) => boolean): number[] =>
      towns.flatMap((town) => {
        const point = known.get(town.code);
        return point && wanted(town) && !town.code.startsWith('973') ? [distance(town, point) / 1000] : [];
      }).sort((a, b) => a - b);
    const main = errors(({ population }) => population >= 2000);
    const rest = errors(({ population }) => population < 2000);
    const at = (list: readonly number[], part: number): number => list[Math.floor((list.length - 1) * part)] ?? NaN;
    console.log(`main: median ${at(main, 0.5).toFixed(2)} km, 95 % ${at(main, 0.95).toFixed(1)}, most ${at(main, 1).toFixed(1)}`);
    console.log(`rest: median ${at(rest, 0.5).toFixed(2)} km, 95 % ${at(rest, 0.95).toFixed(1)}, most ${at(rest, 1).toFixed(1)}`);
    expect(at(main, 0.5)).toBeLessThan(1);
    expect(at(main, 0.95)).toBeLessThan(4.5);
    expect(at(main, 0.99)).toBeLessThan(11);
    expect(at(main, 1)).toBeLessThan(60);
    expect(at(rest, 0.5)).toBeLessThan(7);
    expect(at(rest, 0.95)).toBeLessThan(21);
    expect(at(rest, 0.99)).toBeLessThan(31);
    // A far island, not a namesake at the other end of France.
    expect(at(rest, 1)).toBeLessThan(150);
  });
});


function readReference(): Map<string, { latitude: number; longitude: number }> {
  const rows = readFileSync(reference, 'utf8').split('\n').slice(1).map((line) => line.split('\t'));
  return new Map(rows.flatMap(([code = '', , , , , latitude = '', longitude = '']) => (latitude === '' ? [] : [[code, { latitude: Number(latitude), longitude: Number(longitude) }] as const])));
}
