import { describe, expect, it } from 'vitest';
import { readOrigin, readWords } from './words.ts';

describe('the words behind a command', () => {
  it('are read by name', () => {
    expect(readWords(['origin', 'to'], ['--to=/tmp/a=b', '--origin=https://jasmine.example'])).toEqual({ to: '/tmp/a=b', origin: 'https://jasmine.example' });
  });

  it('end it when they are mistyped: another server must not be built in', () => {
    expect(() => readWords(['origin'], ['--orgin=https://jasmine.example'])).toThrow('--orgin=https://jasmine.example is not known here');
    expect(() => readWords([], ['--to=x'])).toThrow('Known: nothing');
  });
});

describe('the origin that is built in', () => {
  const standard = 'https://jasmine.example';

  it('is what was said, else the setting, else the standard one', () => {
    expect(readOrigin('https://said.example', standard, { PUBLIC_ORIGIN: 'https://set.example' }).host).toBe('said.example');
    expect(readOrigin(undefined, standard, { PUBLIC_ORIGIN: 'https://set.example' }).host).toBe('set.example');
    expect(readOrigin(undefined, standard, { PUBLIC_ORIGIN: '' }).host).toBe('jasmine.example');
  });

  it('is in clear on this machine only', () => {
    expect(readOrigin('http://localhost:8080', standard).origin).toBe('http://localhost:8080');
    expect(() => readOrigin('http://jasmine.example', standard)).toThrow('must begin with https');
    expect(() => readOrigin('http://localhost.example', standard)).toThrow('must begin with https');
  });

  it.each([['jasmine.example', 'is no address'], ['https://jasmine.example/', 'without a path'], ['https://jasmine.example/app', 'without a path'], ['', 'is no address']])(
    'is not %s',
    (text, sentence) => {
      expect(() => readOrigin(text, standard)).toThrow(sentence);
    }
  );
});
