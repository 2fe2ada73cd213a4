import { readingLanguageFor, isLanguage, type Language } from '$domain/language.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import { operator } from '$lib/operator/operator.server.ts';
import type { LayoutServerLoad } from './$types';

export const prerender = true;
/** No page needs the framework as a whole: parts that run are islands (lib/ui/island.server.ts). */
export const csr = false;
export const trailingSlash = 'always';

export const load: LayoutServerLoad = ({ url }) => {
  const tag = url.pathname.split('/')[1] ?? '';
  const language: Language = isLanguage(tag) ? tag : 'en';
  return {
    language,
    /** Where links to reading pages lead. */
    reading: readingLanguageFor(language),
    layout: messagesOf(language, 'layout'),
    exitSite: operator.exitSite,
    contact: { email: operator.contactEmail, phone: operator.contactPhone }
  };
};
