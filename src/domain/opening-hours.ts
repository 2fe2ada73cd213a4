import { calendarDay, dayNumber, publicHolidayOn, type CalendarDay, type PublicHoliday } from './public-holidays.ts';

/**
 * Opening hours in the part of OSM's `opening_hours` that the directory uses:
 *
 *   24/7
 *   Mo-Fr 09:00-12:30,13:30-17:00; Sa 09:00-12:00; PH off
 *   Mo,We 22:00-02:00          (past midnight; `22:00-26:00` says the same)
 *
 * As in OSM, a later rule replaces an earlier one for the days it names. Anything else is refused with null: hours
 * that were half understood are worse than none. The clock and the place are passed in; nothing here reads them.
 */
export function parseOpeningHours(text: string): OpeningHours | null {
  const trimmed = text.trim();
  if (trimmed === '24/7') return alwaysOpen;
  const days: (readonly Span[])[] = Array.from({ length: 7 }, () => []);
  let publicHolidays: readonly Span[] | undefined;
  const rules = trimmed.replace(/;\s*$/, '').split(';');
  for (const rule of rules) {
    const parsed = parseRule(rule.trim());
    if (parsed === null) return null;
    for (const day of parsed.days) days[day] = parsed.spans;
    if (parsed.publicHolidays) publicHolidays = parsed.spans;
  }
  return makeOpeningHours(days, publicHolidays);
}

/** Sorts and joins the spans; null when no day has any, or a span is no span. `days[0]` is Monday. */
export function makeOpeningHours(days: readonly (readonly Span[])[], publicHolidays?: readonly Span[]): OpeningHours | null {
  if (days.length !== 7) return null;
  const week: (readonly Span[])[] = [];
  for (const spans of days) {
    const joined = joinSpans(spans);
    if (joined === null) return null;
    week.push(joined);
  }
  const holidays = publicHolidays === undefined ? undefined : joinSpans(publicHolidays);
  if (holidays === null) return null;
  if (week.every((spans) => spans.length === 0) && (holidays === undefined || holidays.length === 0)) return null;
  const wholeWeek = week.every((spans) => spans.length === 1 && spans[0]?.from === 0 && spans[0].to === MINUTES_A_DAY);
  if (wholeWeek && holidays === undefined) return alwaysOpen;
  return { days: week, ...(holidays === undefined ? {} : { publicHolidays: holidays }) };
}

/** One writing for equal hours: days in order, runs of equal days as a range. `parse(render(x))` equals x. */
export function renderOpeningHours(hours: OpeningHours): string {
  if (hours.days.every((spans) => spans.length === 1 && spans[0]?.from === 0 && spans[0].to === MINUTES_A_DAY)) {
    if (hours.publicHolidays === undefined) return '24/7';
  }
  const rules: string[] = [];
  for (let first = 0; first < 7; ) {
    const times = renderSpans(hours.days[first] ?? []);
    let last = first;
    while (last < 6 && renderSpans(hours.days[last + 1] ?? []) === times) last += 1;
    if (times !== '') rules.push(`${dayRange(first, last)} ${times}`);
    first = last + 1;
  }
  if (hours.publicHolidays !== undefined) rules.push(`PH ${renderSpans(hours.publicHolidays) || 'off'}`);
  return rules.join('; ');
}

/**
 * Open or closed at an instant. `until` and `next` are in the place's own time; `until` is absent when it never closes,
 * `next` when no opening comes within three weeks. `mayDiffer` names today's public holiday when the hours do not say
 * what happens on public holidays. Null hours are 'unknown'. An unknown time zone throws a RangeError, as Intl does.
 */
export function openState(hours: OpeningHours | null, instant: Date, zone: string, department?: string): OpenState {
  if (hours === null) return 'unknown';
  const now = localTime(instant, zone);
  const today = dayNumber(now);
  const minute = now.minute + today * MINUTES_A_DAY;
  const spans = absoluteSpans(hours, today, department);
  const holiday = hours.publicHolidays === undefined ? publicHolidayOn(now, department) : null;
  const mayDiffer = holiday === null || isAlways(hours) ? {} : { mayDiffer: holiday };
  const current = spans.find((span) => span.from <= minute && minute < span.to);
  if (current !== undefined) {
    const endless = current.to >= (today + HORIZON_DAYS) * MINUTES_A_DAY;
    return { open: true, ...(endless ? {} : { until: weekMoment(current.to, today) }), ...mayDiffer };
  }
  const following = spans.find((span) => span.from > minute);
  return { open: false, ...(following === undefined ? {} : { next: weekMoment(following.from, today) }), ...mayDiffer };
}

/** IANA time zone of a department's code; overseas ones differ from Paris by up to twelve hours. */
export function zoneOf(department: string): string {
  return overseasZones[department] ?? 'Europe/Paris';
}

function parseRule(rule: string): ParsedRule | null {
  const match = /^(?:(\S+?)\s+)?(off|closed|\d.*)$/.exec(rule);
  if (match?.[2] === undefined) return null;
  const selected = match[1] === undefined ? { days: everyDay, publicHolidays: false } : parseDays(match[1]);
  if (selected === null) return null;
  if (match[2] === 'off' || match[2] === 'closed') return { ...selected, spans: [] };
  const spans: Span[] = [];
  for (const time of match[2].split(',')) {
    const span = parseSpan(time.trim());
    if (span === null) return null;
    spans.push(span);
  }
  return { ...selected, spans };
}

function parseDays(text: string): { days: readonly number[]; publicHolidays: boolean } | null {
  const days: number[] = [];
  let publicHolidays = false;
  for (const part of text.split(',')) {
    if (part === 'PH') {
      publicHolidays = true;
      continue;
    }
    const [firstName = '', lastName = firstName, ...more] = part.split('-');
    const first = dayNames.findIndex((name) => name === firstName);
    const last = dayNames.findIndex((name) => name === lastName);
    if (first < 0 || last < 0 || more.length > 0) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === last) break;
    }
  }
  return { days, publicHolidays };
}

function parseSpan(text: string): Span | null {
  const match = /^(\d\d):([0-5]\d)-(\d\d):([0-5]\d)$/.exec(text);
  if (match === null) return null;
  const from = Number(match[1]) * 60 + Number(match[2]);
  const end = Number(match[3]) * 60 + Number(match[4]);
  const to = end < from ? end + MINUTES_A_DAY : end;
  return isSpan({ from, to }) ? { from, to } : null;
}

/**
 * `00:00-00:00` is how DILA writes "see the note": an empty span is no span. One that ends after midnight ends before
 * it would begin again, since `10:00-10:00` could not be told from an empty one.
 */
function isSpan({ from, to }: Span): boolean {
  if (!Number.isInteger(from) || !Number.isInteger(to)) return false;
  return from >= 0 && to > from && (to <= MINUTES_A_DAY || to - MINUTES_A_DAY < from) && from < MINUTES_A_DAY;
}

function joinSpans(spans: readonly Span[]): readonly Span[] | null {
  if (!spans.every(isSpan)) return null;
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const previous = joined.at(-1);
    if (previous !== undefined && span.from <= previous.to) {
      joined[joined.length - 1] = { from: previous.from, to: Math.max(previous.to, span.to) };
    } else joined.push(span);
  }
  return joined.every(isSpan) ? joined : null;
}

function absoluteSpans(hours: OpeningHours, today: number, department: string | undefined): Span[] {
  const spans: Span[] = [];
  for (let day = today - 1; day <= today + HORIZON_DAYS; day += 1) {
    const onHoliday = hours.publicHolidays !== undefined && publicHolidayOn(calendarDay(day), department) !== null;
    const ofDay = onHoliday ? hours.publicHolidays : hours.days[weekdayOf(day)];
    for (const span of ofDay ?? []) {
      spans.push({ from: day * MINUTES_A_DAY + span.from, to: day * MINUTES_A_DAY + span.to });
    }
  }
  const joined: Span[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const previous = joined.at(-1);
    if (previous !== undefined && span.from <= previous.to) {
      joined[joined.length - 1] = { from: previous.from, to: Math.max(previous.to, span.to) };
    } else joined.push(span);
  }
  return joined;
}

function isAlways(hours: OpeningHours): boolean {
  return renderOpeningHours(hours) === '24/7';
}

function weekMoment(minute: number, today: number): WeekMoment {
  const day = Math.floor(minute / MINUTES_A_DAY);
  return {
    weekday: dayNames[weekdayOf(day)] ?? 'Mo',
    time: clock(minute - day * MINUTES_A_DAY),
    inDays: day - today
  };
}

/** 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function localTime(instant: Date, zone: string): CalendarDay & { minute: number } {
  const format = new Intl.DateTimeFormat('en-GB-u-ca-gregory', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric'
  });
  const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  return { year: read('year'), month: read('month'), day: read('day'), minute: read('hour') * 60 + read('minute') };
}

function renderSpans(spans: readonly Span[]): string {
  return spans.map(({ from, to }) => `${clock(from)}-${clock(to > MINUTES_A_DAY ? to - MINUTES_A_DAY : to)}`).join(',');
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function dayRange(first: number, last: number): string {
  const from = dayNames[first] ?? '';
  const to = dayNames[last] ?? '';
  if (first === last) return from;
  return last === first + 1 ? `${from},${to}` : `${from}-${to}`;
}

const MINUTES_A_DAY = 1440;

/** Weekly hours repeat after 7 days; a `PH off` can strike the same weekday twice in a row (Easter and May), not thrice. */
const HORIZON_DAYS = 21;

const dayNames: readonly Weekday[] = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const everyDay: readonly number[] = [0, 1, 2, 3, 4, 5, 6];
const alwaysOpen: OpeningHours = { days: everyDay.map(() => [{ from: 0, to: MINUTES_A_DAY }]) };

const overseasZones: Readonly<Partial<Record<string, string>>> = {
  '971': 'America/Guadeloupe',
  '972': 'America/Martinique',
  '973': 'America/Cayenne',
  '974': 'Indian/Reunion',
  '975': 'America/Miquelon',
  '976': 'Indian/Mayotte',
  '977': 'America/St_Barthelemy',
  '978': 'America/Marigot',
  '986': 'Pacific/Wallis',
  '987': 'Pacific/Tahiti',
  '988': 'Pacific/Noumea'
};

export type Weekday = 'Mo' | 'Tu' | 'We' | 'Th' | 'Fr' | 'Sa' | 'Su';

/** Minutes since the day's midnight; `to` goes beyond 1440 when the span ends after midnight. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface OpeningHours {
  /** Seven lists, Monday first. */
  readonly days: readonly (readonly Span[])[];
  /** Absent when the hours say nothing of public holidays; empty when closed then. */
  readonly publicHolidays?: readonly Span[];
}

/** In the place's own time. `inDays` counts from today (0), since a weekday alone may be this week's or the next one's. */
export interface WeekMoment {
  readonly weekday: Weekday;
  readonly time: string;
  readonly inDays: number;
}

export type OpenState =
  | { readonly open: true; readonly until?: WeekMoment; readonly mayDiffer?: PublicHoliday }
  | { readonly open: false; readonly next?: WeekMoment; readonly mayDiffer?: PublicHoliday }
  | 'unknown';

interface ParsedRule {
  readonly days: readonly number[];
  readonly publicHolidays: boolean;
  readonly spans: readonly Span[];
}
