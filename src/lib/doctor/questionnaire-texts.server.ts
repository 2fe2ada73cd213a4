import * as v from 'valibot';
import sheet from '$content/questionnaire/sheet.fr.json';
import type { Language } from '$domain/language.ts';
import type { Messages } from '$lib/i18n/translate.ts';

const File = v.object({ meta: v.object({ reviewed: v.boolean() }), texts: v.record(v.string(), v.pipe(v.string(), v.minLength(1))) });

const files = import.meta.glob<unknown>('/src/content/questionnaire/*.json', { eager: true, import: 'default' });

/** Wording of the French sheet, by key. */
export const sheetTexts: Messages = sheet;

/** All texts of the questionnaire in one language, and whether a native speaker has reviewed them. */
export function questionnaireTexts(language: Language): { texts: Messages; reviewed: boolean } {
  const { meta, texts } = v.parse(File, files[`/src/content/questionnaire/${language}.json`]);
  return { texts, reviewed: meta.reviewed };
}
