import type { ReadingLanguage } from '$domain/language.ts';
import type { Translate } from '$lib/i18n/translate.ts';

/** Texts of the form's parts: its own, those of coded choices, those of places. */
export interface ReportTexts {
  readonly t: Translate;
  readonly words: Translate;
  readonly places: Translate;
  readonly language: ReadingLanguage;
}
