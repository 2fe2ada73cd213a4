import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MediaListError, readMediaList } from './media-list.server.ts';

const sound = {
  title: { fr: 'Se défendre', en: 'Defend yourself' },
  file: 'defence.webm',
  type: 'video/webm',
  poster: 'defence.png',
  width: 640,
  height: 360,
  bytes: 9_000_000,
  seconds: 75.4,
  subtitles: { fr: 'defence.fr.vtt' },
  transcript: { fr: ['Bonjour.'], en: ['Hello.'] }
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'media-list-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('reads a list', () => {
  const list = { 'swag-self-defence': { ...sound, subtitles: { fr: 'defence.fr.vtt', 'pt-BR': 'defence.pt-BR.vtt' } } };
  expect(readMediaList(written(JSON.stringify(list)))).toEqual(list);
});

it.each([
  ['{"swag-self-defence": ', 'is not JSON'],
  ['"none"', 'the list: '],
  [JSON.stringify({ 'self-defence': sound }), 'self-defence: "self-defence" is not a topic: use one of talking-to-a-doctor, '],
  [changed({ file: '../secret.webm' }), 'swag-self-defence.file: must be a plain file name inside the media folder'],
  [changed({ file: 'https://tube.example/v.webm' }), 'swag-self-defence.file: must be a plain file name'],
  [changed({ type: 'video/avi' }), 'swag-self-defence.type: '],
  [changed({ bytes: '9 MB' }), 'swag-self-defence.bytes: '],
  [changed({ subtitles: {} }), 'swag-self-defence.subtitles: a video needs subtitles'],
  [changed({ subtitles: { French: 'defence.vtt' } }), 'must be a language tag'],
  [changed({ title: { fr: 'Se défendre', en: ' ' } }), 'swag-self-defence.title.en: must not be empty'],
  [changed({ transcript: { fr: ['Bonjour.'] } }), 'swag-self-defence.transcript.en: '],
  [changed({ autoplay: true }), 'swag-self-defence.autoplay: ']
])('refuses a wrong list, naming the file, the place and the rule: %#', (content, sentence) => {
  const path = written(content);
  expect(() => readMediaList(path)).toThrow(MediaListError);
  expect(() => readMediaList(path)).toThrow(`JASMINE_MEDIA_FILE ${path}: `);
  expect(() => readMediaList(path)).toThrow(sentence);
});

it('refuses a file that is not there', () => {
  expect(() => readMediaList(`${folder}/none.json`)).toThrow(`JASMINE_MEDIA_FILE ${folder}/none.json: cannot be read`);
});

function changed(change: object): string {
  return JSON.stringify({ 'swag-self-defence': { ...sound, ...change } });
}

function written(content: string): string {
  const path = join(folder, 'media.json');
  writeFileSync(path, content);
  return path;
}
