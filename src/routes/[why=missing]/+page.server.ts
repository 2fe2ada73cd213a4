import { readingLanguages } from '$domain/language.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import { operator } from '$lib/operator/operator.server.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

/** No link leads here: the server and the worker answer with these where there is no page. */
export const entries: EntryGenerator = () => [{ why: 'not-found' }, { why: 'not-kept' }];

export const load: PageServerLoad = ({ params }) => ({
  why: params.why === 'not-found' ? ('notFound' as const) : ('notKept' as const),
  exit: messagesOf('fr', 'layout')['exit'] ?? '',
  texts: readingLanguages.map((language) => ({ language, messages: messagesOf(language, 'missing') })),
  exitSite: operator.exitSite
});
