import { sizeText as size } from '$lib/i18n/sizes.ts';
import type { ReadingLanguage } from '$domain/language.ts';
import type { Organisation } from '$domain/organisation.ts';
import type { Translate } from '$lib/i18n/translate.ts';
import { distanceText } from '$lib/places/place-wording.ts';

/** How the directory's figures are said. */
export interface Wording {
  readonly t: Translate;
  readonly language: ReadingLanguage;
}

/** How far an organisation is; `rough`: the place it is measured from is itself a guess. */
export function farText(wording: Wording, { position }: Organisation, metres: number, rough: boolean): string {
  const text = distanceText(wording.t, wording.language, metres);
  return rough || position?.precision === 'town' ? wording.t('about', { distance: text }) : text;
}

export function sizeText({ language }: Wording, bytes: number): string {
  return size(language, bytes);
}

export function agoText({ t, language }: Wording, then: Date, now: Date): string {
  const minutes = Math.round((now.getTime() - then.getTime()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (minutes < 1) return t('justNow');
  if (minutes < 60) return relative.format(-minutes, 'minute');
  return minutes < 2880 ? relative.format(-Math.round(minutes / 60), 'hour') : relative.format(-Math.round(minutes / 1440), 'day');
}

export function languageText({ language }: Wording, tag: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
