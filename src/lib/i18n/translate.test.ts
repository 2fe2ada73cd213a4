import { describe, expect, it } from 'vitest';
import type { Language } from '../../domain/language.ts';
import { translator } from './translate.ts';

describe('a text', () => {
  const t = translator<Record<string, string>>('en', { plain: 'Back', filled: 'From {{from}} to {{to}}, then {{to}}.', marked: '<b> & {{name}}' });

  it('is filled in with what is given, every time it is named', () => {
    expect(t('plain')).toBe('Back');
    expect(t('filled', { from: 1, to: 'Lyon' })).toBe('From 1 to Lyon, then Lyon.');
  });

  it('keeps what somebody typed: markup, braces, dollars', () => {
    expect(t('marked', { name: "O'Neil <i> {{to}} $& $1" })).toBe("<b> & O'Neil <i> {{to}} $& $1");
  });

  it('has nothing where a value is missing, and is as written where none is given', () => {
    expect(t('filled', { from: 0 })).toBe('From 0 to , then .');
    expect(t('filled')).toBe('From {{from}} to {{to}}, then {{to}}.');
  });

  it('that is not there comes back as its key', () => {
    expect(t('fault.teapot', { count: 3 })).toBe('fault.teapot');
  });
});

describe('a count', () => {
  const forms = Object.fromEntries(['one', 'two', 'few', 'many', 'other'].map((form) => [`n_${form}`, `${form} {{count}}`]));
  it.each<[Language, [number, string][]]>([
    ['fr', [[0, 'one'], [1, 'one'], [1.5, 'one'], [2, 'other'], [1_000_000, 'many']]],
    ['en', [[0, 'other'], [1, 'one'], [2, 'other']]],
    ['es', [[0, 'other'], [1, 'one'], [2, 'other'], [1_000_000, 'many']]],
    ['pt-BR', [[0, 'one'], [1, 'one'], [2, 'other']]],
    ['zh-Hans', [[0, 'other'], [1, 'other'], [2, 'other']]],
    ['ro', [[0, 'few'], [1, 'one'], [2, 'few'], [19, 'few'], [20, 'other']]],
    ['bg', [[0, 'other'], [1, 'one'], [2, 'other']]],
    ['ru', [[1, 'one'], [2, 'few'], [5, 'many'], [11, 'many'], [21, 'one'], [22, 'few']]],
    ['ar', [[1, 'one'], [2, 'two'], [3, 'few'], [11, 'many'], [100, 'other']]],
    ['sq', [[0, 'other'], [1, 'one'], [2, 'other']]]
  ])('is said by the rule of %s', (language, expected) => {
    const t = translator<Record<string, string>>(language, forms);
    for (const [count, form] of expected) expect(t('n', { count }), String(count)).toBe(`${form} ${count}`);
  });

  it('of none has words of its own where there are any', () => {
    const t = translator<Record<string, string>>('fr', { ...forms, n_zero: 'none' });
    expect(t('n', { count: 0 })).toBe('none');
  });

  it('takes the general form where its own is missing, and the plain text where there are no forms', () => {
    const t = translator<Record<string, string>>('fr', { n_other: '{{count}} lines', plain: 'At most {{count}}.' });
    expect(t('n', { count: 1 })).toBe('1 lines');
    expect(t('plain', { count: 5 })).toBe('At most 5.');
  });
});
