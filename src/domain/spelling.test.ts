import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNear, soundOf, spelling } from './spelling.ts';

const nearlyHas = (text: string, word: string): boolean => spelling(word)(` ${text} `);

describe('names that were heard', () => {
  it.each([
    ['philippe', 'filipe'],
    ['christophe', 'kristof'],
    ['joseph', 'josef'],
    ['karim', 'carim'],
    ['khaled', 'kaled'],
    ['jacques', 'jaques'],
    ['mickael', 'mikael'],
    ['jerome', 'gerome'],
    ['djibril', 'gibrile'],
    ['georges', 'jorge'],
    ['geoffroy', 'jofroi'],
    ['guillaume', 'guiyome'],
    ['xavier', 'gzavier'],
    ['maxime', 'maksim'],
    ['yassine', 'yacine'],
    ['thierry', 'tieri'],
    ['wilfried', 'vilfrid'],
    ['ouahid', 'wahid'],
    ['mohammed', 'mouhamed'],
    ['vincent', 'vinsan'],
    ['laurent', 'loran'],
    ['aurelien', 'orelien'],
    ['tchetchene', 'chechene'],
    ['moustapha', 'mustafa'],
    ['olivier', 'olivie'],
    ['hakim', 'akime'],
    ['camionnette', 'camionete']
  ])('%s is meant by %s, and the other way round', (name, heard) => {
    expect(nearlyHas(`un certain ${name} du nord`, heard)).toBe(true);
    expect(nearlyHas(`un certain ${heard} du nord`, name)).toBe(true);
  });

  it.each([
    ['karim', 'marco'],
    ['bernard', 'bertrand'],
    ['couteau', 'gateau'],
    ['voiture', 'toilette neuve'],
    ['camion', 'champion'],
    ['paris', 'marie']
  ])('%s is not meant by %s', (word, text) => expect(nearlyHas(text, word)).toBe(false));

  it('short words and figures are right or wrong', () => {
    expect(nearlyHas('marc', 'mark')).toBe(false);
    expect(nearlyHas('12346 ab124cd', '12345')).toBe(false);
    expect(nearlyHas('ab124cd', 'ab123cd')).toBe(false);
  });
});

const word = fc.stringMatching(/^[a-z]{6,12}$/);

describe('slips of a finger', () => {
  const slips: Readonly<Record<string, (text: string, at: number, letter: string) => string>> = {
    wrong: (text, at, letter) => text.slice(0, at) + letter + text.slice(at + 1),
    missing: (text, at) => text.slice(0, at) + text.slice(at + 1),
    added: (text, at, letter) => text.slice(0, at) + letter + text.slice(at),
    swapped: (text, at) => text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
  };
  it.each(Object.entries(slips))('one letter %s in six or more is forgiven', (_, slip) => {
    fc.assert(fc.property(word, fc.nat(), fc.stringMatching(/^[a-z]$/), (text, at, letter) => {
      expect(nearlyHas(`il ${text} la`, slip(text, at % text.length, letter))).toBe(true);
    }));
  });

  it('two words that share no letter are not near', () => {
    fc.assert(fc.property(fc.stringMatching(/^[bdflm]{5,12}$/), fc.stringMatching(/^[nrtv]{5,12}$/), (one, other) => {
      expect(nearlyHas(one, other)).toBe(false);
    }));
  });
});

it('what is left out in haste would not have been found', () => {
  // Letters that the rules of sounds are about, so that equal sounds come up.
  const heard = fc.stringMatching(/^(?:ph|f|ch|sh|tch|ck|k|qu|c|x|gz|s|z|dj|j|g|gu|h|w|v|y|a|e|i|o|u|ou|au|eau|ai|l|ll|n|t|p){2,5}$/);
  fc.assert(
    fc.property(heard, fc.array(heard, { minLength: 1, maxLength: 8 }), (typed, words) => {
      fc.pre(typed.length >= 5);
      const naive = words.some((one) => isNear(typed, one) || (Math.abs(one.length - typed.length) <= 3 && soundOf(typed).length >= 3 && soundOf(one) === soundOf(typed)));
      expect(nearlyHas(words.join(' '), typed)).toBe(naive);
    }),
    { numRuns: 20_000 }
  );
});
