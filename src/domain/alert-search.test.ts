import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullAlert } from '../../tests/support/alert-examples.ts';
import type { Alert } from './alert.ts';
import { countsOf, newestFirst, pageOf } from './alert-list.ts';
import { ENOUGH, hasFragment, nearlyHasFragment, prepareAlert, readFragment, searchAlerts } from './alert-search.ts';
import { dangerLevels } from './danger-level.ts';
import { groupedPhone } from './phone-groups.ts';

const bare = { ...fullAlert, identifiers: [], pseudonyms: [], links: [], where: {}, vehicle: {}, looks: undefined, text: undefined } as unknown as Alert;
const withText = (text: string): Alert => ({ ...bare, text });
const withNumber = (value: string): Alert => ({ ...bare, identifiers: [{ kind: 'phone', value }] });
const withPlate = (value: string): Alert => ({ ...bare, identifiers: [{ kind: 'plate', value }] });

function match(alert: Alert, typed: string): 'exact' | 'forgiven' | undefined {
  const fragment = readFragment(typed);
  if (!fragment) return undefined;
  const prepared = prepareAlert(alert);
  return hasFragment(prepared, fragment) ? 'exact' : nearlyHasFragment(prepared, fragment) ? 'forgiven' : undefined;
}

describe('a part of a number', () => {
  it.each(['06 12', '+33 6 12', '0033612', '5678', '34.56.78', '612', '٠٦١٢'])('%s finds +33612345678', (typed) => expect(match(withNumber('+33612345678'), typed)).toBe('exact'));
  it.each(['06 13', '12', '56789', '+44'])('%s does not', (typed) => expect(match(withNumber('+33612345678'), typed)).toBeUndefined());

  it('any three digits or more in a row, in any writing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 600_000_000, max: 799_999_999 }), fc.boolean(), fc.nat(), fc.nat(), (digits, abroad, from, length) => {
        const number = `+33${digits}`;
        const written = abroad ? groupedPhone(number).replace(/^\+/, '') : `0${digits}`.replace(/(..)(?=.)/g, '$1 ');
        const places = written.split('').flatMap((sign, place) => (/\d/.test(sign) ? [place] : []));
        const first = from % (places.length - 2);
        const last = Math.min(places.length - 1, first + 2 + (length % places.length));
        // Two noughts at the front are how one dials abroad: they are part of no number.
        fc.pre(!written.slice(places[first]).replace(/\D/g, '').startsWith('00'));
        expect(match(withNumber(number), written.slice(places[first], (places[last] ?? 0) + 1))).toBe('exact');
      })
    );
  });
});

describe('a part of a plate', () => {
  it.each(['ab-1', 'AB 123', '123-c', '3cd', '123'])('%s finds AB123CD', (typed) => expect(match(withPlate('AB123CD'), typed)).toBe('exact'));
  it.each(['ab', 'ab-2', '1cd'])('%s does not', (typed) => expect(match(withPlate('AB123CD'), typed)).toBeUndefined());

  it('any three signs or more in a row, with a digit among them', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{2}\d{3}[A-Z]{2}$/), fc.nat({ max: 4 }), fc.integer({ min: 3, max: 7 }), (plate, from, length) => {
        expect(match(withPlate(plate), plate.slice(from, from + length).toLowerCase())).toBe('exact');
      })
    );
  });
});

describe('words', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Il se fait appeler « Le Doc », près de l’Hôtel', 'hotel doc'],
    ['Bărbatul conduce o mașină neagră', 'masina neagra'],
    ['Não paga, agressão na estação', 'agressao estacao'],
    ['Мъжът носи нож', 'нож'],
    ['رجل خطير يحمل سكّيناً في المدينة', 'سكينا المدينه'],
    ['他开一辆黑色汽车', '黑色'],
    ['Një burrë me mjekër të zezë', 'mjeker'],
    ['Straße und Cœur', 'strasse coeur'],
    ['Ｄｏｃ', 'doc']
  ];
  it.each(cases)('%s is found by %s', (text, typed) => expect(match(withText(text), typed)).toBe('exact'));

  it.each([['Philippe', 'filipe'], ['Karim', 'carim'], ['Jérôme', 'gérome'], ['Mickaël', 'Mikael'], ['camionnette', 'camionette'], ['Bernard', 'Bernrad']])('%s is forgiven as %s', (text, typed) => expect(match(withText(`un certain ${text} du nord`), typed)).toBe('forgiven'));

  it('accents put on or taken off change nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.integer({ min: 0, max: 11 }), (word, place) => {
        const accented = `${word.slice(0, place + 1)}\u0301${word.slice(place + 1)}`;
        expect(match(withText(accented), word)).toBe('exact');
        expect(match(withText(word), accented)).toBe('exact');
      })
    );
  });

  it('one wrong letter in six or more is forgiven; another word is not', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-m]{6,12}$/), fc.nat(), fc.stringMatching(/^[n-z]{6,12}$/), (word, at, other) => {
        const place = at % word.length;
        expect(match(withText(word), `${word.slice(0, place)}z${word.slice(place + 1)}`)).toBe('forgiven');
        expect(match(withText(word), other)).toBeUndefined();
      })
    );
  });

  it('of an address or a link any part, with its signs', () => {
    const alert: Alert = { ...bare, identifiers: [{ kind: 'email', value: 'someone@example.org' }], links: ['https://site.example/profil/42'] };
    for (const typed of ['one@exam', 'example.org', '/profil/42', 'someone']) expect(match(alert, typed), typed).toBe('exact');
    expect(match(alert, 'other@exam')).toBeUndefined();
  });

  it('too little says nothing', () => {
    for (const typed of ['', ' ', '1', '12', 'a', '@', '...']) expect(readFragment(typed), typed).toBeNull();
  });
});

const many = fc.array(fc.record({ id: fc.stringMatching(/^[a-z]{6}$/), level: fc.constantFrom(...dangerLevels), day: fc.integer({ min: 10, max: 28 }), word: fc.constantFrom('bernard', 'bernart', 'autre') }), { maxLength: 200 });
const levelSet = fc.subarray([...dangerLevels]);

describe('lists', () => {
  const alerts = (made: readonly { id: string; level: (typeof dangerLevels)[number]; day: number; word: string }[]): Alert[] =>
    [...new Map(made.map((one) => [one.id, one])).values()].map(({ id, level, day, word }) => ({ ...bare, id, level, updatedOn: `2026-11-${day}`, text: word }));

  it('pages one after the other are all of the levels, newest first, once each', () => {
    fc.assert(
      fc.property(many, levelSet, (made, levels) => {
        const sorted = alerts(made).sort(newestFirst);
        const seen: string[] = [];
        let next: string | undefined;
        do {
          const answer = pageOf(sorted, levels, next);
          seen.push(...answer.page.map(({ id }) => id));
          next = answer.next;
        } while (next !== undefined);
        expect(seen).toEqual(sorted.filter(({ level }) => levels.length === 0 || levels.includes(level)).map(({ id }) => id));
      })
    );
  });

  it('hits are exact ones first, newest first within each, counted whatever the levels', () => {
    fc.assert(
      fc.property(many, levelSet, (made, levels) => {
        const all = alerts(made);
        const found = searchAlerts(all.map(prepareAlert), readFragment('bernard') ?? {}, levels, 1000);
        const wanted = (word: string) => all.filter(({ text, level }) => text === word && (levels.length === 0 || levels.includes(level))).sort(newestFirst);
        const few = all.filter(({ text }) => text === 'bernard').length < ENOUGH;
        expect(found.alerts).toEqual([...wanted('bernard'), ...(few ? wanted('bernart') : [])]);
        expect(found.counts).toEqual(countsOf(all.filter(({ text }) => text === 'bernard' || (few && text === 'bernart'))));
      })
    );
  });
});
