import type { ReadingLanguage } from '$domain/language.ts';

/** `2026-11-24` or `2026-11` in words; what is neither comes back as it is. The same whatever the zone of the phone. */
export function incidentDay(language: ReadingLanguage, date: string): string {
  const month = /^\d{4}-\d\d$/.test(date);
  const day = new Date(`${month ? `${date}-15` : date}T12:00:00Z`);
  if (Number.isNaN(day.getTime())) return date;
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { year: 'numeric', month: 'long', ...(month ? {} : { day: 'numeric' }), timeZone: 'UTC' }).format(day);
}
