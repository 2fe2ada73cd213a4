import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { preferredReadingLanguage } from './language.ts';

describe('preferredReadingLanguage', () => {
  it.each([
    ['en-GB,en;q=0.9', 'en'],
    ['fr', 'fr'],
    ['es-DO, es;q=0.9, en;q=0.5, fr;q=0.8', 'fr'],
    ['es, en;q=0.4', 'en'],
    ['zh-CN', 'fr'],
    ['en;q=0, fr;q=0.1', 'fr'],
    ['EN', 'en'],
    ['', 'fr']
  ])('%s gives %s', (header, language) => {
    expect(preferredReadingLanguage(header)).toBe(language);
  });

  it('answers any header at all', () => {
    fc.assert(fc.property(fc.string(), (header) => ['fr', 'en'].includes(preferredReadingLanguage(header))));
  });
});
