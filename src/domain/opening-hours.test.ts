import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../tests/vectors/opening-hours.json' with { type: 'json' };
import { makeOpeningHours, openState, parseOpeningHours, renderOpeningHours, zoneOf, type OpenState, type Span } from './opening-hours.ts';
import { calendarDay, dayNumber, easterSunday, publicHolidayOn } from './public-holidays.ts';

describe('writings', () => {
  test.each(vectors.writings)('$text', ({ text, canonical }) => {
    const hours = parseOpeningHours(text);
    expect(hours === null ? null : renderOpeningHours(hours)).toBe(canonical);
  });

  test('what is rendered parses back to the same hours', () => {
    fc.assert(
      fc.property(anyHours, (hours) => {
        if (hours === null) return;
        expect(parseOpeningHours(renderOpeningHours(hours))).toEqual(hours);
      })
    );
  });

  test('no text makes the parser throw, and what it accepts has one writing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearlyHours), (text) => {
        const hours = parseOpeningHours(text);
        if (hours === null) return;
        const written = renderOpeningHours(hours);
        expect(renderOpeningHours(parseOpeningHours(written) ?? fail(written))).toBe(written);
      })
    );
  });
});

describe('open now', () => {
  test.each(vectors.states)('$hours at $instant in $department: $state', ({ hours, instant, department, state }) => {
    const parsed = hours === null ? null : parseOpeningHours(hours);
    expect(written(openState(parsed, new Date(instant), zoneOf(department), department))).toBe(state);
  });

  test('when open, it is closed at the time given by `until`; when closed, open at `next`', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, (hours, instant) => {
        const state = openState(hours, instant, 'UTC');
        if (state === 'unknown') return;
        const moment = state.open ? state.until : state.next;
        if (moment === undefined) return;
        const [hour = 0, minute = 0] = moment.time.split(':').map(Number);
        const midnight = Math.floor(instant.getTime() / 86_400_000) * 86_400_000;
        const then = new Date(midnight + moment.inDays * 86_400_000 + hour * 3_600_000 + minute * 60_000);
        expect(then.getTime()).toBeGreaterThan(instant.getTime());
        expect(openState(hours, then, 'UTC')).toMatchObject({ open: !state.open });
        expect(openState(hours, new Date(then.getTime() - 60_000), 'UTC')).toMatchObject({ open: state.open });
      })
    );
  });

  test('every department has a zone that Intl knows', () => {
    for (const department of ['01', '2A', '971', '972', '973', '974', '975', '976', '977', '978', '986', '987', '988']) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zoneOf(department) })).not.toThrow();
    }
  });
});

describe('public holidays', () => {
  test.each([
    [2024, 3, 31],
    [2025, 4, 20],
    [2026, 4, 5],
    [2027, 3, 28],
    [2038, 4, 25],
    [2285, 3, 22]
  ])('Easter of %i is %i-%i', (year, month, day) => {
    expect(easterSunday(year)).toEqual({ year, month, day });
  });

  test('the whole country has eleven a year, or ten when two fall together', () => {
    for (let year = 2000; year < 2100; year += 1) {
      const first = dayNumber({ year, month: 1, day: 1 });
      const names = Array.from({ length: 366 }, (_, index) => calendarDay(first + index))
        .filter((day) => day.year === year)
        .map((day) => publicHolidayOn(day))
        .filter((name) => name !== null);
      expect([10, 11], String(year)).toContain(names.length);
    }
  });

  test('Good Friday is kept in Alsace and Moselle only', () => {
    expect(publicHolidayOn({ year: 2026, month: 4, day: 3 }, '67')).toBe('good-friday');
    expect(publicHolidayOn({ year: 2026, month: 4, day: 3 }, '75')).toBeNull();
  });
});

const anySpan: fc.Arbitrary<Span> = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1439 }))
  .map(([from, length]) => ({ from, to: from + length }));
const anyHours = fc
  .tuple(
    fc.array(fc.array(anySpan, { maxLength: 3 }), { minLength: 7, maxLength: 7 }),
    fc.option(fc.array(anySpan, { maxLength: 2 }), { nil: undefined })
  )
  .map(([days, holidays]) => makeOpeningHours(days, holidays));
const anyInstant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }).map((time) => new Date(Math.floor(time / 60_000) * 60_000));
const nearlyHours = fc
  .array(fc.constantFrom('Mo', 'Fr', 'PH', '-', ',', ';', ' ', '09:00', '12:30', '24:00', '26:00', 'off', '24/7'), { maxLength: 12 })
  .map((parts) => parts.join(''));

function written(state: OpenState): string {
  if (state === 'unknown') return state;
  const moment = state.open ? state.until : state.next;
  const parts = [state.open ? 'open' : 'closed'];
  if (moment !== undefined) parts.push(state.open ? 'until' : 'next', moment.weekday, moment.time, `+${String(moment.inDays)}`);
  if (state.mayDiffer !== undefined) parts.push(`?${state.mayDiffer}`);
  return parts.join(' ');
}

function fail(text: string): never {
  throw new Error(`not read back: ${text}`);
}
