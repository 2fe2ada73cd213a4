import { isReadingLanguage, languages, nativeNames, readingLanguages } from '$domain/language.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import { error } from '@sveltejs/kit';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () => readingLanguages.map((lang) => ({ lang }));

export const load: PageServerLoad = ({ params }) => {
  if (!isReadingLanguage(params.lang)) error(404);
  return { home: messagesOf(params.lang, 'home'), doctorLanguages: languages.map((tag) => ({ tag, name: nativeNames[tag] })) };
};
