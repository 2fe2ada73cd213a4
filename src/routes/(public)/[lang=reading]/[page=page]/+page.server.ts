import { error } from '@sveltejs/kit';
import { isReadingLanguage, readingLanguages } from '$domain/language.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import { pageText, pageTexts } from '$lib/reading/page-text.server.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () =>
  readingLanguages.flatMap((lang) => pageTexts.filter((page) => page.language === lang).map((page) => ({ lang, page: page.name })));

export const load: PageServerLoad = ({ params }) => {
  const text = isReadingLanguage(params.lang) ? pageText(params.page, params.lang) : undefined;
  if (!text) error(404);
  return { text, guides: messagesOf(text.language, 'guides') };
};
