import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Topic } from '../../src/lib/guides/topics.ts';
import type { Clip } from './webm-clip.ts';

/** The site as an operator builds it who has a video for one topic. */
export interface VideoSite {
  /** What the server must be told to serve it. */
  readonly environment: Readonly<Record<string, string>>;
  [Symbol.dispose](): void;
}

export const said = {
  title: { fr: 'Se défendre : le clip', en: 'Defend yourself: the clip' },
  subtitles: { fr: 'D’abord du rouge.', en: 'First there is red.' },
  transcript: { fr: ['D’abord du rouge.', 'Puis du bleu.'], en: ['First there is red.', 'Then there is blue.'] }
} as const;

export async function buildVideoSite(topic: Topic, clip: Clip): Promise<VideoSite> {
  const folder = mkdtempSync(join(tmpdir(), 'jasmine-video-'));
  const mediaDir = join(folder, 'media');
  mkdirSync(mediaDir);
  writeFileSync(join(mediaDir, 'clip.webm'), clip.webm);
  writeFileSync(join(mediaDir, 'clip.png'), clip.poster);
  for (const language of ['fr', 'en'] as const) {
    const cues = `WEBVTT\n\n00:00.000 --> 00:03.000\n${said.subtitles[language]}\n\n00:03.000 --> 00:06.000\n${said.transcript[language][1]}\n`;
    writeFileSync(join(mediaDir, `clip.${language}.vtt`), cues);
  }
  const list = {
    [topic]: {
      title: said.title,
      file: 'clip.webm',
      type: 'video/webm',
      poster: 'clip.png',
      width: clip.width,
      height: clip.height,
      bytes: clip.webm.length,
      seconds: clip.seconds,
      subtitles: { fr: 'clip.fr.vtt', en: 'clip.en.vtt' },
      transcript: said.transcript
    }
  };
  writeFileSync(join(folder, 'media.json'), JSON.stringify(list));
  const environment = { BUILD_DIR: join(folder, 'site'), JASMINE_MEDIA_DIR: mediaDir };
  await promisify(execFile)(process.execPath, ['scripts/build.ts'], {
    env: { ...process.env, ...environment, JASMINE_MEDIA_FILE: join(folder, 'media.json') }
  });
  return { environment, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
