import { error } from '@sveltejs/kit';
import { isReadingLanguage } from '$domain/language.ts';
import DirectoryIsland from '$lib/directory/DirectoryIsland.svelte';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import { drawIsland } from '$lib/ui/island.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params: { lang: language } }) => {
  if (!isReadingLanguage(language)) error(404);
  const texts = { ...messagesOf(language, 'directory'), ...messagesOf(language, 'places') };
  return { title: texts.title, island: drawIsland('directory', DirectoryIsland, { language, texts, categories: messagesOf(language, 'categories') }) };
};
