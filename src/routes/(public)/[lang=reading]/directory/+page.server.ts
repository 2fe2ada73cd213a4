import { error } from '@sveltejs/kit';
import { isReadingLanguage } from '$domain/language.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
  if (!isReadingLanguage(params.lang)) error(404);
  return { texts: { ...messagesOf(params.lang, 'directory'), ...messagesOf(params.lang, 'places') }, categories: messagesOf(params.lang, 'categories') };
};
