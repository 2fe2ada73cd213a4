import { readingLanguages } from '$domain/language.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import { operator } from '$lib/operator/operator.server.ts';
import type { PageServerLoad } from './$types';

/** One address for every language, so that the address tells nothing: both languages are in the page. */
export const load: PageServerLoad = () => ({
  layout: messagesOf('fr', 'layout'),
  texts: readingLanguages.map((language) => ({ language, messages: messagesOf(language, 'app'), layout: messagesOf(language, 'layout') })),
  exitSite: operator.exitSite,
  contact: { phone: operator.contactPhone, email: operator.contactEmail }
});
