import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasEnded, leaseTime, newLease, noteTime } from './replica-lease.ts';

const DAY = 86_400_000;
const lease = (clock: number) => newLease('2026-12-25T00:00:00.000Z', '2026-11-25T00:00:00.000Z', clock);

test('a lease ends after its days, whatever year the phone is in', () => {
  for (const clock of [0, Date.parse('2026-11-25'), Date.parse('2040-01-01')]) {
    expect(hasEnded(lease(clock), clock + 29 * DAY)).toBe(false);
    expect(hasEnded(lease(clock), clock + 30 * DAY)).toBe(true);
  }
});

test('a clock set back gains nothing: what was known to have passed has passed, and time goes on from there', () => {
  const clock = Date.parse('2026-11-25');
  const known = noteTime(lease(clock), clock + 29 * DAY);
  const back = noteTime(known, clock - 100 * DAY);
  expect(leaseTime(back, clock - 100 * DAY)).toBe(leaseTime(known, clock + 29 * DAY));
  expect(hasEnded(back, clock - 99 * DAY)).toBe(true);
});

test('noted as often as one likes with any clock, time never goes back, and what ended has ended', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -400 * DAY, max: 400 * DAY }), { maxLength: 30 }), (steps) => {
      let clock = 5_000 * DAY;
      let noted = lease(clock);
      let ended = false;
      for (const step of steps) {
        clock += step;
        const before = leaseTime(noted, noted.at);
        noted = noteTime(noted, clock);
        expect(noted.seen).toBeGreaterThanOrEqual(before);
        expect(noted.until).toBe(lease(0).until);
        ended ||= hasEnded(noted, clock);
        expect(hasEnded(noted, clock)).toBe(ended);
      }
    })
  );
});
