import type { ReadingLanguage } from '$domain/language.ts';
import { readMediaList, type MediaList } from './media-list.server.ts';
import type { Topic } from './topics.ts';
import type { Video } from './video.ts';

const path = process.env['JASMINE_MEDIA_FILE'];
const media: MediaList = path ? readMediaList(path) : {};

/** The operator's video for a topic, or nothing: a topic without a file shows no frame at all. */
export function videoOf(topic: Topic, language: ReadingLanguage): Video | undefined {
  const entry = media[topic];
  if (!entry) return undefined;
  const { title, file, poster, subtitles, transcript, ...rest } = entry;
  return {
    ...rest,
    topic,
    title: title[language],
    src: `/media/${file}`,
    poster: `/media/${poster}`,
    subtitles: Object.entries(subtitles).map(([tag, name]) => ({ language: tag, src: `/media/${name}` })),
    transcript: transcript[language]
  };
}
