import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDue, nextTry } from './outbox-backoff.ts';

const now = 1_800_000_000_000;

test('waits twice as long each time, up to an hour', () => {
  expect([1, 2, 3, 9, 10, 500].map((attempts) => (nextTry(now, attempts, 0) - now) / 1000)).toEqual([10, 20, 40, 2560, 3600, 3600]);
});

test('chance only shortens, by half at most; what the server asks for is never undercut', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(100_000), (attempts, chance, asked) => {
      const wait = nextTry(now, attempts, chance, asked) - now;
      expect(wait).toBeGreaterThanOrEqual(5000);
      expect(wait).toBeLessThanOrEqual(86_400_000);
      expect(wait).toBeGreaterThanOrEqual(Math.min(asked, 86_400) * 1000);
      expect(wait).toBeGreaterThanOrEqual((nextTry(now, attempts, 0) - now) / 2);
    })
  );
});

test('a clock that was set back does not keep a report for ever', () => {
  expect(isDue(now + 1, now)).toBe(false);
  expect(isDue(now, now)).toBe(true);
  expect(isDue(now + 86_400_000, now)).toBe(false);
  expect(isDue(now + 86_400_001, now)).toBe(true);
});
