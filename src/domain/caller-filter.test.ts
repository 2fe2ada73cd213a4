import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64Url } from './base64url.ts';
import { buildCallerFilter, FilterError, filterSize, readCallerFilter, stretch, type Bytes, type FilterTerms } from './caller-filter.ts';
import { dangerLevels } from './danger-level.ts';

/** The golden file of `caller-filter.md`. */
const key = Uint8Array.from({ length: 32 }, (_, byte) => byte);
const golden: FilterTerms = { kdf: 0, iterations: 0, salt: new Uint8Array(16).fill(0xa5), generation: 1, notBefore: 1_760_000_000, notAfter: 1_780_000_000, bits: 8192, k: 16 };
const numbers = ['+33612345678', '+33712345678', '+262692123456', '+590690123456', '+68987123456', '+32470123456'];
const then = 1_770_000_000;

const entriesOf = (terms: FilterTerms) => Promise.all(numbers.map(async (number, place) => ({ x: await stretch(number, terms), level: dangerLevels[place] ?? 'risky' })));
const goldenFile = async (terms: FilterTerms): Promise<Bytes> => buildCallerFilter(key, terms, await entriesOf(terms));
const fault = (read: Promise<unknown>): Promise<string> => read.then(() => 'read', (error: unknown) => (error instanceof FilterError ? error.fault : String(error)));

test.each([
  [golden, '348a9c47a05fb6d2d8ea0bc3ea46d4a206951f30f04aaccd3d744282a96c815a'],
  [{ ...golden, kdf: 1 as const, iterations: 20_000 }, 'b02b907c63e966fd2251d80f8f6ddc7366c047bd5ae492dd178fca77c7ba359b']
])('the golden file comes out byte for byte', async (terms, sha256) => {
  const file = await goldenFile(terms);
  expect(file.length).toBe(1104);
  expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
  const filter = await readCallerFilter(file, key, then);
  expect(filter.terms).toEqual(terms);
  expect(await Promise.all(numbers.map((number) => filter.levelOf(number)))).toEqual(dangerLevels);
  expect(await filter.levelOf('+33600000000')).toBeUndefined();
});

/** What Java is held to as well (`android-twa/callshield`). */
const vectors = JSON.parse(readFileSync(new URL('../../tests/vectors/caller-filter.json', import.meta.url), 'utf8')) as {
  key: string;
  now: number;
  probes: { number: string; level: number }[];
  stretched: { kdf: 0 | 1; iterations: number; number: string; x: string }[];
  files: { sha256: string; file: string }[];
};

test.each(vectors.files)('the file $sha256 of the vectors is read, and says of each number what they say', async ({ sha256, file }) => {
  const bytes = fromBase64Url(file);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  const filter = await readCallerFilter(bytes, fromBase64Url(vectors.key), vectors.now);
  for (const { number, level } of vectors.probes) expect(await filter.levelOf(number), number).toBe(dangerLevels[level - 1]);
});

test.each(vectors.stretched)('$number is stretched as Java stretches it, kdf $kdf', async ({ number, x, ...terms }) => {
  expect(Buffer.from(await stretch(number, { ...golden, ...terms })).toString('hex')).toBe(x);
});

test('a number is stretched as the specification says', async () => {
  expect(Buffer.from(await stretch('+33612345678', golden)).toString('hex')).toBe('4cc88c1e4f89c36beda23d2075fb1a020b85acbb6f38f719a18b35928df352a9');
});

test('of two levels the more severe is told', async () => {
  const x = await stretch('+33612345678', golden);
  const filter = await readCallerFilter(await buildCallerFilter(key, golden, [{ x, level: 'fantasist' }, { x, level: 'dangerous' }]), key, then);
  expect(await filter.levelOfStretched(x)).toBe('dangerous');
});

test('any byte that was changed, any cut, another key or another time: refused', async () => {
  const file = await goldenFile(golden);
  for (let at = 0; at < file.length; at += 1) {
    const changed = file.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await fault(readCallerFilter(changed, key, then)), `byte ${at}`).toMatch(/^(form|key)$/);
  }
  for (let length = 0; length < file.length; length += 1) expect(await fault(readCallerFilter(file.slice(0, length), key, then)), `cut at ${length}`).toMatch(/^(form|key)$/);
  expect(await fault(readCallerFilter(Uint8Array.from([...file, 0]), key, then))).toBe('form');
  expect(await fault(readCallerFilter(file, new Uint8Array(32), then))).toBe('key');
  expect(await fault(readCallerFilter(file, key, golden.notBefore - 1))).toBe('early');
  expect(await fault(readCallerFilter(file, key, golden.notBefore))).toBe('read');
  expect(await fault(readCallerFilter(file, key, golden.notAfter))).toBe('late');
});

test('no entry is ever missed, and a filter of the size that was asked for holds its rate', async () => {
  const terms = { ...golden, ...filterSize(300, 1e-2) };
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 600_000_000, max: 799_999_999 }), { minLength: 300, maxLength: 300 }), async (all) => {
      const entries = await Promise.all(all.map(async (digits) => ({ x: await stretch(`+33${digits}`, terms), level: dangerLevels[digits % 6] ?? 'risky' })));
      const filter = await readCallerFilter(await buildCallerFilter(key, terms, entries), key, then);
      for (const { x, level } of entries) expect(dangerLevels.indexOf((await filter.levelOfStretched(x)) ?? 'difficult-meeting')).toBeLessThanOrEqual(dangerLevels.indexOf(level));
      let wrong = 0;
      for (let other = 0; other < 1000; other += 1) if ((await filter.levelOf(`+44${1_000_000_000 + other}`)) !== undefined) wrong += 1;
      expect(wrong).toBeLessThan(40);
    }),
    { numRuns: 3, seed: 1 }
  );
});

test('sizes are those of the specification', () => {
  for (const [count, bytes] of [[2000, 6200], [20_000, 57_000]] as const) {
    const { bits } = filterSize(count, 1e-4);
    expect(bits % 8192).toBe(0);
    expect(Math.abs(bits / 8 - bytes) / bytes).toBeLessThan(0.2);
  }
});
