import type { ReportTyped } from './report-typed.ts';

/** The day, or the month, that "today", "yesterday" and "this week" are, by the calendar of the phone. */
export function dateOf(when: ReportTyped['when'], now: Date): string {
  if (when === 'today') return dayOf(now);
  if (when === 'yesterday') return dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1));
  // A report knows days and months: of "this week" the month is sure enough, a day would be made up.
  return when === 'week' ? dayOf(now).slice(0, 7) : '';
}

/** `2026-11-25`. */
export function dayOf(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** This month and those before, newest first, `2026-11`. */
export function monthsBefore(now: Date, count: number): readonly string[] {
  return Array.from({ length: count }, (_, back) => dayOf(new Date(now.getFullYear(), now.getMonth() - back, 1)).slice(0, 7));
}
