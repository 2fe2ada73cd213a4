import type { Language } from '$domain/language.ts';
import type { Organisation } from '$domain/organisation.ts';
import { departmentOf, shortName } from '$domain/town-names.ts';
import type { Town } from '$domain/town-pack.ts';
import type { Translate } from '$lib/i18n/translate.ts';
import { departmentName } from '$domain/department-names.ts';

/** How the directory's figures are said. */
export interface Wording {
  readonly t: Translate;
  readonly language: Language;
}

/** Rounded to what the positions are worth: nobody walks 347 m. */
export function distanceText({ t, language }: Wording, metres: number): string {
  const number = (value: number, digits: number): string => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  if (metres < 950) return t('m', { m: number(Math.max(50, Math.round(metres / 50) * 50), 0) });
  return t('km', { km: number(metres / 1000, metres < 9950 ? 1 : 0) });
}

/** How far an organisation is; `rough`: the place it is measured from is itself a guess. */
export function farText(wording: Wording, { position }: Organisation, metres: number, rough: boolean): string {
  const text = distanceText(wording, metres);
  return rough || position?.precision === 'town' ? wording.t('about', { distance: text }) : text;
}

/** Of bytes: `60 KB`, `1.2 MB`; French counts octets. */
export function sizeText({ language }: Wording, bytes: number): string {
  const kilo = bytes / 1000;
  const [value, unit] = kilo < 1000 ? [Math.max(1, Math.round(kilo)), 'kilobyte'] : [kilo / 1000, 'megabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value);
}

export function agoText({ t, language }: Wording, then: Date, now: Date): string {
  const minutes = Math.round((now.getTime() - then.getTime()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (minutes < 1) return t('justNow');
  if (minutes < 60) return relative.format(-minutes, 'minute');
  return minutes < 2880 ? relative.format(-Math.round(minutes / 60), 'hour') : relative.format(-Math.round(minutes / 1440), 'day');
}

/** A date of the day, whatever the zone of the phone. */
export function dateText({ language }: Wording, date: string): string {
  const day = new Date(`${date}T12:00:00Z`);
  return Number.isNaN(day.getTime()) ? date : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(day);
}

/** `Saint-Denis (93, Seine-Saint-Denis)`: there are many towns of one name. */
export function townText(town: Town): string {
  const department = departmentOf(town.code);
  const name = departmentName(department);
  return name === town.name ? `${shortName(town)} (${department})` : `${shortName(town)} (${department}, ${name})`;
}

export function languageText({ language }: Wording, tag: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
