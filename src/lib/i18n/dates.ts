import type { ReadingLanguage } from '$domain/language.ts';

/** A day (`2026-11-24`, or the day of an instant), the same whatever the zone of the phone. */
export function dayText(language: ReadingLanguage, date: string): string {
  const day = new Date(`${date.slice(0, 10)}T12:00:00Z`);
  return Number.isNaN(day.getTime()) ? date : long(language, day, { timeZone: 'UTC' });
}

/** An instant, by the clock of the phone. */
export function momentText(language: ReadingLanguage, instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : long(language, date, { timeStyle: 'short' });
}

function long(language: ReadingLanguage, date: Date, more: Intl.DateTimeFormatOptions): string {
  const text = new Intl.DateTimeFormat(places[language], { dateStyle: 'long', ...more }).format(date);
  // The first of a month is an ordinal in French, and in French only; the browser's own words do not know it.
  return language === 'fr' ? text.replace(/^1 /, '1er ') : text;
}

/** In France the day comes before the month, in English too. */
const places: Readonly<Record<ReadingLanguage, string>> = { fr: 'fr-FR', en: 'en-GB' };
