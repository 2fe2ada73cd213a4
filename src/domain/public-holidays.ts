/**
 * French public holidays (article L3133-1 of the Code du travail), with those that only some departments keep.
 * They matter here for one thing: on such a day, opening hours may not be the usual ones.
 */

export type PublicHoliday =
  | 'new-year'
  | 'good-friday'
  | 'easter-monday'
  | 'labour-day'
  | 'victory-1945'
  | 'ascension'
  | 'whit-monday'
  | 'national-day'
  | 'assumption'
  | 'all-saints'
  | 'armistice-1918'
  | 'christmas'
  | 'second-christmas-day'
  | 'abolition-of-slavery';

/** `month` runs from 1 to 12. Without a department, only the holidays of the whole country are named. */
export function publicHolidayOn(day: CalendarDay, department?: string): PublicHoliday | null {
  const key = monthAndDay(day.month, day.day);
  const fixed = fixedHolidays[key];
  if (fixed !== undefined) return fixed;
  if (department !== undefined) {
    if (abolitionDays[department] === key) return 'abolition-of-slavery';
    if (alsaceMoselle.has(department) && key === '12-26') return 'second-christmas-day';
  }
  const sinceEaster = dayNumber(day) - dayNumber(easterSunday(day.year));
  if (sinceEaster === -2 && department !== undefined && goodFriday.has(department)) return 'good-friday';
  return movableHolidays[sinceEaster] ?? null;
}

/** Days since 1970-01-01 of a date of the Gregorian calendar, time zones apart. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  return Math.floor(Date.UTC(year, month - 1, day) / 86_400_000);
}

export function calendarDay(number: number): CalendarDay {
  const date = new Date(number * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The "anonymous" Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): CalendarDay {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return { year, month, day };
}

function monthAndDay(month: number, day: number): string {
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const fixedHolidays: Readonly<Partial<Record<string, PublicHoliday>>> = {
  '01-01': 'new-year',
  '05-01': 'labour-day',
  '05-08': 'victory-1945',
  '07-14': 'national-day',
  '08-15': 'assumption',
  '11-01': 'all-saints',
  '11-11': 'armistice-1918',
  '12-25': 'christmas'
};

/** By days after Easter Sunday. */
const movableHolidays: Readonly<Partial<Record<number, PublicHoliday>>> = {
  1: 'easter-monday',
  39: 'ascension',
  50: 'whit-monday'
};

/** Article L3134-13: the local law of Alsace and Moselle. */
const alsaceMoselle: ReadonlySet<string> = new Set(['57', '67', '68']);

/** Good Friday is also kept in the Antilles and Polynesia by custom or local law: enough for "may differ today". */
const goodFriday: ReadonlySet<string> = new Set([...alsaceMoselle, '971', '972', '977', '978', '987']);

/** Article L3422-2, and the statutes of the two collectivities. */
const abolitionDays: Readonly<Partial<Record<string, string>>> = {
  '971': '05-27',
  '972': '05-22',
  '973': '06-10',
  '974': '12-20',
  '976': '04-27',
  '977': '10-09',
  '978': '05-28'
};

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}
