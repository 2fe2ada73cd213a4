import { error } from '@sveltejs/kit';
import { isLanguage, languages } from '$domain/language.ts';
import DoctorIsland from '$lib/doctor/DoctorIsland.svelte';
import { questionnaireTexts, sheetTexts } from '$lib/doctor/questionnaire-texts.server.ts';
import { drawIsland } from '$lib/ui/island.server.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () => languages.map((lang) => ({ lang }));

export const load: PageServerLoad = ({ params: { lang: language } }) => {
  if (!isLanguage(language)) error(404);
  const { texts, reviewed } = questionnaireTexts(language);
  return { title: texts['ui.title'], island: drawIsland('doctor', DoctorIsland, { language, texts, reviewed, french: sheetTexts }) };
};
