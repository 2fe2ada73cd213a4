import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, distanceToBox, type Box, type Point } from './distance.ts';
import { nearest } from './nearest.ts';

const point = fc.record({
  latitude: fc.double({ min: -60, max: 60, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true })
});

describe('distance', () => {
  it('agrees with known distances', () => {
    const paris = { latitude: 48.8566, longitude: 2.3522 };
    expect(distance(paris, { latitude: 45.764, longitude: 4.8357 }) / 1000).toBeCloseTo(391.5, 0);
    expect(distance(paris, { latitude: -21.1151, longitude: 55.5364 }) / 1000).toBeCloseTo(9392, -1);
  });

  it('to a box is never more than to any point in it', () => {
    fc.assert(
      fc.property(point, fc.array(point, { minLength: 1 }), (from, points) => {
        const atLeast = distanceToBox(from, boxOf(points));
        for (const inside of points) expect(atLeast).toBeLessThanOrEqual(distance(from, inside) + 1e-3);
      })
    );
  });
});

describe('nearest', () => {
  it('finds what looking at everything finds, in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(point, fc.array(fc.array(point, { maxLength: 12 }), { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5 }), async (from, groups, count, ahead) => {
        const regions = groups.map((items) => ({ ...(items.length > 0 ? { box: boxOf(items) } : {}), load: () => Promise.resolve(items) }));
        const { found } = await nearest(from, regions, (item) => item, count, { ahead });
        const everything = groups.flat().map((item) => distance(from, item)).sort((a, b) => a - b);
        const nearestOfAll = everything.slice(0, count);
        expect(found.length).toBe(nearestOfAll.length);
        // To the millimetre.
        found.forEach(({ metres }, index) => expect(Math.abs(metres - (nearestOfAll[index] ?? NaN))).toBeLessThan(0.001));
      })
    );
  });

  it('leaves out what is out of reach, but for the few that are nearest, and says so', async () => {
    await fc.assert(
      fc.asyncProperty(
        point,
        fc.array(fc.array(point, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        fc.record({ metres: fc.integer({ min: 0, max: 20_000_000 }), atLeast: fc.integer({ min: 0, max: 4 }) }),
        async (from, groups, count, reach) => {
          const regions = groups.map((items) => ({ box: boxOf(items), load: () => Promise.resolve(items) }));
          const { found, more } = await nearest(from, regions, (item) => item, count, { reach });
          const everything = groups.flat().map((item) => distance(from, item)).sort((a, b) => a - b);
          const wanted = everything.filter((metres, index) => index < count && (index < reach.atLeast || metres <= reach.metres));
          expect(found.length).toBe(wanted.length);
          found.forEach(({ metres }, index) => expect(Math.abs(metres - (wanted[index] ?? NaN))).toBeLessThan(0.001));
          expect(more).toBe(wanted.length < everything.length);
        }
      )
    );
  });

  it('does not load regions for what would be left out', async () => {
    const loaded: number[] = [];
    const region = (latitude: number) => ({
      box: [latitude, 2, latitude, 2] as const,
      load: () => {
        loaded.push(latitude);
        return Promise.resolve([{ latitude, longitude: 2 }]);
      }
    });
    const reach = { metres: 50_000, atLeast: 1 };
    const result = await nearest({ latitude: 48, longitude: 2 }, [46, 47, 45].map(region), (item) => item, 20, { reach });
    expect(loaded).toEqual([47]);
    expect(result).toMatchObject({ more: true, missing: 0 });
  });

  it('leaves far regions alone', async () => {
    const loaded: string[] = [];
    const region = (name: string, latitude: number) => ({
      box: [latitude, 2, latitude + 0.1, 2.1] as const,
      load: () => {
        loaded.push(name);
        return Promise.resolve([{ latitude, longitude: 2 }]);
      }
    });
    await nearest({ latitude: 48, longitude: 2 }, [region('south', 43), region('here', 48)], (item) => item, 1);
    expect(loaded).toEqual(['here']);
  });

  it('counts regions that could not be loaded, and goes on', async () => {
    const away = { box: [48, 2, 49, 3] as const, load: () => Promise.reject(new Error('no network')) };
    const here = { box: [48, 2, 49, 3] as const, load: () => Promise.resolve([{ latitude: 48.5, longitude: 2.5 }]) };
    const result = await nearest({ latitude: 48.5, longitude: 2.5 }, [away, here], (item: Point) => item, 5);
    expect(result).toMatchObject({ missing: 1, found: [{ metres: 0 }] });
  });
});

function boxOf(points: readonly Point[]): Box {
  const latitudes = points.map(({ latitude }) => latitude);
  const longitudes = points.map(({ longitude }) => longitude);
  return [Math.min(...latitudes), Math.min(...longitudes), Math.max(...latitudes), Math.max(...longitudes)];
}
