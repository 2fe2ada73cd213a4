import type { ReadingLanguage } from '$domain/language.ts';
import { dayText } from '$lib/i18n/dates.ts';

/** A day, or a month (`2026-11`). */
export function dateText(language: ReadingLanguage, date: string): string {
  if (date.length > 7) return dayText(language, date);
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}-15T12:00:00Z`));
}
