import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { formatIssues } from '$lib/reading/front-matter.server.ts';
import { topics } from './topics.ts';

const fileName = v.pipe(v.string(), v.regex(/^[\w-]+(\.[\w-]+)+$/, 'must be a plain file name inside the media folder'));
const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'));
const languageTag = v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'must be a language tag, such as fr or pt-BR'));

const MediaList = v.record(
  v.picklist(topics, ({ input }) => `${JSON.stringify(input)} is not a topic: use one of ${topics.join(', ')}`),
  v.strictObject({
    title: v.strictObject({ fr: text, en: text }),
    file: fileName,
    type: v.picklist(['video/mp4', 'video/webm']),
    poster: fileName,
    width: v.pipe(v.number(), v.integer(), v.minValue(1)),
    height: v.pipe(v.number(), v.integer(), v.minValue(1)),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
    seconds: v.pipe(v.number(), v.minValue(1)),
    subtitles: v.pipe(v.record(languageTag, fileName), v.check((files) => Object.keys(files).length > 0, 'a video needs subtitles')),
    transcript: v.strictObject({ fr: v.array(text), en: v.array(text) })
  })
);

export type MediaList = v.InferOutput<typeof MediaList>;

/** The operator's list of videos. Throws a sentence that names the file, the field and what it must be. */
export function readMediaList(path: string): MediaList {
  const result = v.safeParse(MediaList, parsed(path));
  if (!result.success) throw new MediaListError(path, formatIssues(result.issues, 'the list'));
  return result.output;
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new MediaListError(path, error instanceof SyntaxError ? `is not JSON: ${error.message}` : 'cannot be read');
  }
}

/** The build stops with this sentence. */
export class MediaListError extends Error {
  constructor(path: string, reason: string) {
    super(`JASMINE_MEDIA_FILE ${path}: ${reason}`);
  }
}
