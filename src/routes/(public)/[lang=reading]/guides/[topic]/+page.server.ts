import { error } from '@sveltejs/kit';
import { isReadingLanguage, readingLanguages } from '$domain/language.ts';
import { guideOn } from '$lib/guides/guide.server.ts';
import { isTopic, topics } from '$lib/guides/topics.ts';
import { videoOf } from '$lib/guides/video.server.ts';
import { helpNumber } from '$lib/help-numbers/help-numbers.server.ts';
import { messagesOf } from '$lib/i18n/messages.server.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () => readingLanguages.flatMap((lang) => topics.map((topic) => ({ lang, topic })));

export const load: PageServerLoad = ({ params }) => {
  if (!isReadingLanguage(params.lang) || !isTopic(params.topic)) error(404);
  const language = params.lang;
  const guide = guideOn(params.topic, language);
  if (!guide) error(404);
  return {
    guides: messagesOf(language, 'guides'),
    categories: messagesOf(language, 'categories'),
    guide,
    numbers: guide.numbers.map((id) => helpNumber(id, language)),
    video: guide.video ? videoOf(guide.video, language) : undefined
  };
};
