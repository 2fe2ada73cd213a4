import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { codedFields } from '../../domain/description.ts';
import type { ReadingLanguage } from '../../domain/language.ts';
import { allMessages } from '../i18n/messages.server.ts';
import { translator, type Translate } from '../i18n/translate.ts';
import { choiceText, codedRows, placeText, type Coded, type CodedPart } from './coded-rows.ts';

const texts = (language: ReadingLanguage): Translate => translator(language, allMessages().find((one) => one.view === 'choices' && one.language === language)?.messages ?? {});
const coded = (said: object): Coded => v.parse(v.strictObject(codedFields), said);
const all: readonly CodedPart[] = ['events', 'profile', 'when', 'where', 'looks', 'vehicle'];

describe('the coded part', () => {
  const said = coded({
    events: ['strangling', 'robbery'],
    profile: ['false-client'],
    people: 2,
    when: { date: '2026-11', partOfDay: 'night' },
    where: { department: '69', town: 'Lyon', placeType: 'car-park' },
    appearance: { age: '40s', hair: ['short'], signs: ['tattoo'] },
    vehicle: { type: 'van', colour: 'white', model: 'Kangoo' }
  });

  it('is said in the language of the reader, in order, without what was not said', () => {
    expect(codedRows(texts('en'), 'en', said, all).map(({ title, texts: words }) => `${title} = ${words.join(' + ')}`)).toEqual([
      'What happened = Strangling + Robbery',
      'Who it was = False client + 2 people',
      'When = November 2026 + Night',
      'Where = Lyon (69, Rhône) + Car park or rest area',
      'Age = 40 to 49',
      'Hair = Short',
      'Signs that tell = Tattoo',
      'Vehicle = Van',
      'Colour of the vehicle = White',
      'Make and model = Kangoo'
    ]);
    expect(codedRows(texts('fr'), 'fr', said, ['events', 'when']).map(({ texts: words }) => words)).toEqual([
      ['Étranglement', 'Vol'],
      ['novembre 2026', 'Nuit']
    ]);
  });

  it('has no line when nothing was said', () => {
    expect(codedRows(texts('en'), 'en', coded({}), all)).toEqual([]);
  });

  it('says a day as a day', () => {
    expect(codedRows(texts('en'), 'en', coded({ when: { date: '2026-11-03' } }), ['when'])[0]?.texts).toEqual(['3 November 2026']);
  });

  it('shows a code that this copy has no words for', () => {
    expect(choiceText(texts('en'), 'event', 'brand-new' as 'other')).toBe('brand new');
  });
});

it.each([
  [{}, undefined],
  [{ town: 'Lyon' }, 'Lyon'],
  [{ department: '93' }, 'Seine-Saint-Denis (93)'],
  [{ department: '75', town: 'Paris' }, 'Paris (75)'],
  [{ department: '93', town: 'Bobigny' }, 'Bobigny (93, Seine-Saint-Denis)']
])('a place: %o', (where, text) => {
  expect(placeText(coded({ where }).where)).toBe(text);
});
