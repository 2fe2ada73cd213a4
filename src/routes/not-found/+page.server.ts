import { readingLanguages } from '$domain/language.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import { operator } from '$lib/operator/operator.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({
  exit: messagesOf('fr', 'layout')['exit'] ?? '',
  texts: readingLanguages.map((language) => ({ language, messages: messagesOf(language, 'missing') })),
  exitSite: operator.exitSite
});
