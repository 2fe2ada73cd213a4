import { expect, test } from 'vitest';
import { MOST_ATTEMPTS, retryDelay } from './retry-delay.ts';

const failures = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, index) => index + 1);

test.each([0, 0.5, 0.999])('waits begin at ten seconds, double up to an hour, and never shrink (random %d)', (random) => {
  const waits = failures.map((attempts) => retryDelay(attempts, random));
  expect(waits[0]).toBe(Math.round(10_000 * (1 + random / 2)));
  expect(waits[3]).toBe(Math.round(80_000 * (1 + random / 2)));
  expect(Math.max(...waits)).toBe(Math.round(3_600_000 * (1 + random / 2)));
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
});

test('the shortest wait after a failure is longer than the longest after the failure before', () => {
  for (const attempts of failures.slice(1, 8)) expect(retryDelay(attempts, 0)).toBeGreaterThan(retryDelay(attempts - 1, 1));
});

test('a message is tried for half a day', () => {
  const hours = failures.reduce((sum, attempts) => sum + retryDelay(attempts, 0), 0) / 3_600_000;
  expect(hours).toBeGreaterThan(11);
  expect(hours).toBeLessThan(24);
});
