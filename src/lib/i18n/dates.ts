import type { ReadingLanguage } from '$domain/language.ts';

/** A day (`2026-11-24`, or the day of an instant), the same whatever the zone of the phone. */
export function dayText(language: ReadingLanguage, date: string): string {
  const day = new Date(`${date.slice(0, 10)}T12:00:00Z`);
  return Number.isNaN(day.getTime()) ? date : new Intl.DateTimeFormat(places[language], { dateStyle: 'long', timeZone: 'UTC' }).format(day);
}

/** An instant, by the clock of the phone. */
export function momentText(language: ReadingLanguage, instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : new Intl.DateTimeFormat(places[language], { dateStyle: 'long', timeStyle: 'short' }).format(date);
}

/** In France the day comes before the month, in English too. */
const places: Readonly<Record<ReadingLanguage, string>> = { fr: 'fr-FR', en: 'en-GB' };
