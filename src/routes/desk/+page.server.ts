import { readingLanguages } from '$domain/language.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import { operator } from '$lib/operator/operator.server.ts';
import type { PageServerLoad } from './$types';

/** One address for both languages; texts come with the page's parts. */
export const load: PageServerLoad = () => ({
  opening: readingLanguages.map((language) => {
    const { opening: text = '', openingFailed: failed = '', retry = '', noScript = '' } = messagesOf(language, 'desk');
    return { language, text, failed, retry, noScript };
  }),
  exit: { fr: messagesOf('fr', 'layout')['exit'] ?? '', en: messagesOf('en', 'layout')['exit'] ?? '' },
  exitSite: operator.exitSite
});
