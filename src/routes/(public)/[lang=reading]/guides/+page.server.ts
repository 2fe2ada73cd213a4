import { error } from '@sveltejs/kit';
import { isReadingLanguage } from '$domain/language.ts';
import { guidesOfTab } from '$lib/guides/guide.server.ts';
import { tabs, type Tab } from '$lib/guides/topics.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
  if (!isReadingLanguage(params.lang)) error(404);
  const language = params.lang;
  return {
    guides: messagesOf(language, 'guides'),
    tabs: (Object.keys(tabs) as Tab[]).map((tab) => ({
      tab,
      cards: guidesOfTab(tab, language).map(({ topic, title, card }) => ({ topic, title, card }))
    }))
  };
};
