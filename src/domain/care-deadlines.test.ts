import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { careDeadlines, careWindows, hoursBands, hoursElapsed, isInstant, type Care, type Deadline } from './care-deadlines.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 10, 24, 12);

describe('a band, read at the moment of the answer', () => {
  test.each([
    ['under-4', 'hiv-pep', 'hours-left', 44],
    ['under-4', 'levonorgestrel', 'hours-left', 68],
    ['4-24', 'hiv-pep', 'hours-left', 24],
    ['24-48', 'hiv-pep', 'now', 0],
    ['24-48', 'levonorgestrel', 'hours-left', 24],
    ['48-72', 'hiv-pep', 'late', 0],
    ['48-72', 'levonorgestrel', 'now', 0],
    ['48-72', 'ulipristal', 'hours-left', 48],
    ['72-120', 'levonorgestrel', 'late', 0],
    ['72-120', 'copper-iud', 'now', 0],
    ['over-120', 'ulipristal', 'late', 0],
    ['unknown', 'hiv-pep', 'maybe-late', 0]
  ] as const)('%s: %s is %s, at least %i hours', (answer, care, state, leastHoursLeft) => {
    expect(deadline(care, answer, noon)).toMatchObject({ state, leastHoursLeft });
  });

  test('gives a range', () => {
    expect(deadline('hiv-pep', '4-24', noon)).toMatchObject({ leastHoursLeft: 24, mostHoursLeft: 44 });
  });

  test('covers every hour once, in order', () => {
    const ranges = hoursBands.map((band) => hoursElapsed(band, { answeredAt: noon, now: noon }));
    expect(ranges[0]?.least).toBe(0);
    expect(ranges.slice(1).map(({ least }) => least)).toEqual(ranges.slice(0, -1).map(({ most }) => most));
    expect(ranges.at(-1)?.most).toBe(Infinity);
  });
});

describe('time that passes after the answer', () => {
  test('is taken off', () => {
    expect(deadline('hiv-pep', '4-24', noon + 3 * hour + 1)).toMatchObject({ state: 'hours-left', leastHoursLeft: 20 });
  });

  test('closes what was closing', () => {
    expect(deadline('hiv-pep', '24-48', noon + 1)).toMatchObject({ state: 'maybe-late' });
    expect(deadline('hiv-pep', '24-48', noon + 24 * hour)).toMatchObject({ state: 'late' });
  });

  test('does not run backwards when the clock is set back', () => {
    expect(deadline('hiv-pep', '4-24', noon - 10 * hour)).toEqual(deadline('hiv-pep', '4-24', noon));
  });
});

describe('an exact answer', () => {
  test('whole hours may be nearly one more', () => {
    expect(deadline('hiv-pep', 40, noon)).toMatchObject({ state: 'hours-left', leastHoursLeft: 7, mostHoursLeft: 8 });
    expect(deadline('hiv-pep', 46, noon)).toMatchObject({ state: 'hours-left', leastHoursLeft: 1 });
    expect(deadline('hiv-pep', 47, noon)).toMatchObject({ state: 'now' });
    expect(deadline('hiv-pep', 48, noon)).toMatchObject({ state: 'late' });
  });

  test('an instant is exact to the minute and needs no hour of the answer', () => {
    const at = new Date(noon - 47 * hour - 30 * 60_000).toISOString();
    expect(deadline('hiv-pep', at, noon)).toMatchObject({ state: 'now', leastHoursLeft: 0 });
    expect(deadline('hiv-pep', at, noon + 30 * 60_000)).toMatchObject({ state: 'late' });
    expect(deadline('levonorgestrel', at, noon)).toMatchObject({ state: 'hours-left', leastHoursLeft: 24 });
  });

  test('an instant without a zone is none', () => {
    expect(isInstant('2026-11-24T03:30Z')).toBe(true);
    expect(isInstant('2026-11-24T03:30+01:00')).toBe(true);
    expect(isInstant('2026-11-24T03:30')).toBe(false);
    expect(isInstant('2026-13-24T03:30Z')).toBe(false);
  });
});

test('the best time for the HIV treatment may run for four hours, and for no other care', () => {
  expect(deadline('hiv-pep', 'under-4', noon).bestMayRun).toBe(true);
  expect(deadline('hiv-pep', 3, noon).bestMayRun).toBe(true);
  expect(deadline('hiv-pep', '4-24', noon).bestMayRun).toBe(false);
  expect(deadline('hiv-pep', 'under-4', noon + 4 * hour).bestMayRun).toBe(false);
  expect(deadline('levonorgestrel', 'under-4', noon).bestMayRun).toBe(false);
});

describe('properties', () => {
  test('whatever truly happened, no more time is promised than is left, and nothing open is called late', () => {
    fc.assert(
      fc.property(truth, ({ answer, answeredAt, happenedAt, now }) => {
        for (const { care, state, leastHoursLeft, mostHoursLeft } of careDeadlines(hoursElapsed(answer, { answeredAt, now }))) {
          const left = careWindows[care] * hour - (now - happenedAt);
          expect(leastHoursLeft * hour).toBeLessThanOrEqual(Math.max(0, left));
          expect((mostHoursLeft + 1) * hour).toBeGreaterThan(left);
          if (state === 'late') expect(left).toBeLessThanOrEqual(0);
          if (state === 'hours-left' || state === 'now') expect(left).toBeGreaterThanOrEqual(0);
          if (state === 'hours-left') expect(leastHoursLeft).toBeGreaterThanOrEqual(1);
          else expect(leastHoursLeft).toBe(0);
        }
      })
    );
  });

  test('waiting never gives time back', () => {
    const gravity = ['hours-left', 'now', 'maybe-late', 'late'];
    fc.assert(
      fc.property(truth, fc.integer({ min: 0, max: 200 * hour }), ({ answer, answeredAt, now }, waited) => {
        const before = careDeadlines(hoursElapsed(answer, { answeredAt, now }));
        const after = careDeadlines(hoursElapsed(answer, { answeredAt, now: now + waited }));
        before.forEach((earlier, at) => {
          expect(after[at]?.leastHoursLeft).toBeLessThanOrEqual(earlier.leastHoursLeft);
          expect(gravity.indexOf(after[at]?.state ?? '')).toBeGreaterThanOrEqual(gravity.indexOf(earlier.state));
        });
      })
    );
  });

  test('an answer that means nothing promises nothing', () => {
    const nothing = fc.oneof(fc.string(), fc.double({ max: -0.001 }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(nothing, fc.nat(), (answer, waited) => {
        fc.pre(typeof answer === 'number' || !(hoursBands as readonly string[]).includes(answer));
        for (const { state, leastHoursLeft } of careDeadlines(hoursElapsed(answer, { answeredAt: noon, now: noon + waited }))) {
          expect(state).toBe('maybe-late');
          expect(leastHoursLeft).toBe(0);
        }
      })
    );
  });
});

/** An event, an honest answer about it given some time after, and a later moment at which the sheet is read. */
const truth = fc
  .record({ since: fc.integer({ min: 0, max: 200 * hour }), waited: fc.integer({ min: 0, max: 100 * hour }), form: fc.constantFrom('band', 'hours', 'instant') })
  .map(({ since, waited, form }) => {
    const happenedAt = noon - since;
    const band = hoursBands[[4, 24, 48, 72, 120].filter((limit) => since >= limit * hour).length] ?? 'over-120';
    const answer = form === 'band' ? band : form === 'hours' ? Math.floor(since / hour) : new Date(happenedAt).toISOString();
    return { answer, answeredAt: noon, happenedAt, now: noon + waited };
  });

function deadline(care: Care, answer: string | number, now: number): Deadline {
  return careDeadlines(hoursElapsed(answer, { answeredAt: noon, now })).find((each) => each.care === care) as Deadline;
}
