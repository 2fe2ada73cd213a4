import { error } from '@sveltejs/kit';
import { isLanguage, languages } from '$domain/language.ts';
import { questionnaireTexts, sheetTexts } from '$lib/doctor/questionnaire-texts.server.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () => languages.map((lang) => ({ lang }));

export const load: PageServerLoad = ({ params }) => {
  if (!isLanguage(params.lang)) error(404);
  return { ...questionnaireTexts(params.lang), french: sheetTexts };
};
