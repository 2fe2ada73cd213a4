import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCallerFilter, readCallerFilter, type Bytes } from '../../src/domain/caller-filter.ts';
import type { Keyring } from '../accounts/keyring.ts';
import type { Documents } from '../couch/documents.ts';
import { capacityFor, generations, termsOf, type Generation } from './generations.ts';

const first: Generation = { number: 1, begins: '2026-11-25T00:00:00.000Z', capacity: capacityFor(0), without: [] };
const salt = new Uint8Array(16);
const hashed = (text: string): Bytes => new Uint8Array(createHash('sha256').update(text).digest());
// The same each time, so that what is found by chance is, too.
const all = generations({} as Documents, { derive: hashed } as unknown as Keyring, () => new Date());

test('a file with few reported numbers says yes to about as many others as a full one: they are what hides the few', async () => {
  const terms = termsOf(first, salt, new Date(first.begins));
  const reported = Array.from({ length: 5 }, (_, at) => ({ x: hashed(`reported ${String(at)}`), level: 'dangerous' as const }));
  const bytes = await buildCallerFilter(all.key(1), terms, [...reported, ...all.invented(first, first.capacity - reported.length)]);
  const filter = await readCallerFilter(bytes, all.key(1), terms.notBefore);
  for (const { x } of reported) expect(await filter.levelOfStretched(x)).toBeDefined();
  let others = 0;
  for (let at = 0; at < 100_000; at += 1) if ((await filter.levelOfStretched(hashed(`other ${String(at)}`))) !== undefined) others += 1;
  expect(others).toBeGreaterThan(3);
  expect(others).toBeLessThan(25);
});

test('an invented entry that is left out is never made again, and leaves the others as they are', () => {
  const whole = all.invented(first, 100);
  const some = all.invented({ ...first, without: [3, 70] }, 100);
  expect(some).toEqual(whole.filter(({ place }) => place !== 3 && place !== 70));
  expect(all.invented(first, 40)).toEqual(whole.slice(0, 40));
  expect(all.invented({ ...first, number: 2 }, 1)[0]?.x).not.toEqual(whole[0]?.x);
  expect(all.invented(first, -1)).toEqual([]);
});

test('whenever it is built, a file is good for 35 to 42 days and a day before, the same terms for a week', () => {
  const begins = Date.parse(first.begins);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 366 * 86_400 }), (seconds) => {
      const now = begins / 1000 + seconds;
      const terms = termsOf(first, salt, new Date(now * 1000));
      expect((terms.notAfter - now) / 86_400).toBeGreaterThan(35);
      expect((terms.notAfter - now) / 86_400).toBeLessThanOrEqual(42);
      expect(terms.notBefore).toBe(begins / 1000 - 86_400);
      const week = Math.floor(seconds / 604_800) * 604_800;
      expect(termsOf(first, salt, new Date(begins + week * 1000))).toEqual(terms);
    })
  );
});
