import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { ReadingLanguage } from '$domain/language.ts';
import { formatIssues } from '$lib/reading/front-matter.server.ts';
import { topics, type Topic } from './topics.ts';
import type { Video } from './video.ts';

const fileName = v.pipe(v.string(), v.regex(/^[\w-]+\.[\w]+$/, 'must be a plain file name inside the media folder'));
const Texts = v.strictObject({ fr: v.string(), en: v.string() });

const Media = v.record(
  v.picklist(topics),
  v.strictObject({
    title: Texts,
    file: fileName,
    type: v.picklist(['video/mp4', 'video/webm']),
    poster: fileName,
    width: v.pipe(v.number(), v.integer(), v.minValue(1)),
    height: v.pipe(v.number(), v.integer(), v.minValue(1)),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
    seconds: v.pipe(v.number(), v.minValue(1)),
    subtitles: v.pipe(v.record(v.string(), fileName), v.check((files) => Object.keys(files).length > 0, 'a video needs subtitles')),
    transcript: v.strictObject({ fr: v.array(v.string()), en: v.array(v.string()) })
  })
);

const media = readMedia();

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

function readMedia(): v.InferOutput<typeof Media> {
  const path = process.env['JASMINE_MEDIA_FILE'];
  if (!path) return {};
  const result = v.safeParse(Media, JSON.parse(readFileSync(path, 'utf8')));
  if (!result.success) throw new Error(`${path}: ${formatIssues(result.issues)}`);
  return result.output;
}
