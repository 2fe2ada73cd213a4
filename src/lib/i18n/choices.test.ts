import { describe, expect, it } from 'vitest';
import { choices } from '../../domain/coded-choices.ts';
import { dangerLevels } from '../../domain/danger-level.ts';
import { identifierKinds } from '../../domain/identifier.ts';
import { readingLanguages } from '../../domain/language.ts';
import { allMessages } from './messages.server.ts';

describe.each(readingLanguages)('choices in %s', (language) => {
  const texts = allMessages().find((one) => one.view === 'choices' && one.language === language)?.messages ?? {};

  it('have a title for every list and a text of its own for every code', () => {
    for (const [list, codes] of Object.entries(choices)) {
      expect(texts[list], list).toBeTruthy();
      for (const code of codes) expect(texts[`${list}.${code}`], `${list}.${code}`).toBeTruthy();
      expect(new Set(codes.map((code) => texts[`${list}.${code}`])).size, list).toBe(codes.length);
    }
  });

  it('have a name and a description for every danger level, and a name for every kind of identifier', () => {
    for (const level of dangerLevels) {
      expect(texts[`level.${level}`], level).toBeTruthy();
      expect(texts[`level.${level}.description`], level).toMatch(/\.$/);
    }
    for (const kind of identifierKinds) expect(texts[`identifier.${kind}`], kind).toBeTruthy();
  });

  it('hold no text of a code that there is no more', () => {
    const lists = new Map<string, readonly string[]>([...Object.entries(choices), ['level', [...dangerLevels, 'bars', ...dangerLevels.map((level) => `${level}.description`)]], ['identifier', identifierKinds]]);
    for (const key of Object.keys(texts)) {
      const [list = '', ...rest] = key.split('.');
      if (rest.length > 0) expect(lists.get(list), key).toContain(rest.join('.'));
    }
  });
});
