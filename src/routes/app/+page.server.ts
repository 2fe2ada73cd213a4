import { readingLanguages } from '$domain/language.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import { operator } from '$lib/operator/operator.server.ts';
import type { PageServerLoad } from './$types';

/** One address for every language, so that the address tells nothing: the cover is in both. Other texts come with the views. */
export const load: PageServerLoad = () => ({
  cover: readingLanguages.map((language) => ({ language, texts: messagesOf(language, 'cover') })),
  exit: { fr: messagesOf('fr', 'layout')['exit'] ?? '', en: messagesOf('en', 'layout')['exit'] ?? '' },
  exitSite: operator.exitSite,
  team: { phone: operator.contactPhone, email: operator.contactEmail }
});
