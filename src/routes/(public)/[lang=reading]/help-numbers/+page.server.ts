import { error } from '@sveltejs/kit';
import { isReadingLanguage } from '$domain/language.ts';
import { helpNumbers } from '$lib/help-numbers/help-numbers.server.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
  if (!isReadingLanguage(params.lang)) error(404);
  return { texts: messagesOf(params.lang, 'numbers'), numbers: helpNumbers(params.lang) };
};
