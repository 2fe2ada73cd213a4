import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullAlert } from '../../tests/support/alert-examples.ts';
import type { Alert } from './alert.ts';
import { readFragment } from './alert-fragment.ts';
import { countsOf, newestFirst, pageOf } from './alert-list.ts';
import { matchFragment, searchAlerts, type Match } from './alert-search.ts';
import { prepareAlert } from './alert-text.ts';
import { dangerLevels } from './danger-level.ts';
import { groupedPhone } from './phone-groups.ts';

const bare = { ...fullAlert, identifiers: [], pseudonyms: [], links: [], where: {}, vehicle: {}, looks: undefined, text: undefined } as unknown as Alert;
const withText = (text: string): Alert => ({ ...bare, text });
const withNumber = (value: string): Alert => ({ ...bare, identifiers: [{ kind: 'phone', value }] });
const withPlate = (value: string): Alert => ({ ...bare, identifiers: [{ kind: 'plate', value }] });

function match(alert: Alert, typed: string): Match | undefined {
  const fragment = readFragment(typed);
  return fragment ? matchFragment(prepareAlert(alert), fragment) : undefined;
}

describe('a part of a number', () => {
  const number = '+33612345678';
  it.each(['06 12', '+33 6 12', '0033612', '+33 (0)6 12', '33 06 12', '5678', '34.56.78', '612', '٠٦١٢', '０６１２'])('%s finds +33612345678', (typed) => expect(match(withNumber(number), typed)).toBe('exact'));
  it.each(['06 13', '12', '56789', '+44', '+612', '001'])('%s does not', (typed) => expect(match(withNumber(number), typed)).toBeUndefined());

  it.each([['+262692123456', '0692 12'], ['+32470123456', '0470 12'], ['+32470123456', '+32 (0)470'], ['+40721234567', '0721'], ['+39061234567', '061234']])('%s is found by %s', (value, typed) => expect(match(withNumber(value), typed)).toBe('exact'));

  it('in a text, too, as it may be written there', () => {
    const alert = withText('Il rappelle du 06 98 76 54 32 ou du +33.7.11.22.33.44.');
    for (const typed of ['0698', '+33 6 98', '5432', '07 11', '3344']) expect(match(alert, typed), typed).toBe('exact');
    expect(match(alert, '4406')).toBeUndefined();
  });

  it('any three digits or more in a row, in any writing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 600_000_000, max: 799_999_999 }), fc.constantFrom('+', '00', '0'), fc.nat(), fc.nat(), fc.constantFrom('', ' ', '.', '-'), (digits, prefix, from, length, sign) => {
        const value = `+33${digits}`;
        const written = prefix === '0' ? `0${digits}` : groupedPhone(value).replace('+', prefix).replaceAll(' ', '');
        const first = from % (written.length - 2);
        const part = written.slice(first, first + 3 + (length % written.length));
        // The sign is no digit.
        fc.pre(part !== '+33');
        expect(match(withNumber(value), part.split('').join(sign)), part).toBe('exact');
      })
    );
  });

  it('no others', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-4]{9}$/), fc.stringMatching(/^[5-9][05-9]{2,8}$/), (digits, typed) => {
        expect(match(withNumber(`+33${digits}`), typed)).toBeUndefined();
      })
    );
  });
});

describe('a part of a plate', () => {
  it.each(['ab-1', 'AB 123', '123-c', '3cd', '123', 'b.12'])('%s finds AB123CD', (typed) => expect(match(withPlate('AB123CD'), typed)).toBe('exact'));
  it.each(['ac', 'ab-2', '1cd'])('%s does not', (typed) => expect(match(withPlate('AB123CD'), typed)).toBeUndefined());

  it('in a text, too; its letters alone are no reason', () => {
    expect(match(withText('immatriculée AB-123-CD, ou 1234 AB 75'), 'ab123')).toBe('exact');
    expect(match(withText('immatriculée AB-123-CD, ou 1234 AB 75'), '34ab7')).toBe('exact');
    expect(match(withText('il habite au 12'), 'ab-1')).toBeUndefined();
  });

  it('any three signs or more in a row, with a digit among them', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{2}\d{3}[A-Z]{2}$/), fc.nat({ max: 4 }), fc.integer({ min: 3, max: 7 }), fc.constantFrom('', '-', ' '), (plate, from, length, sign) => {
        expect(match(withPlate(plate), plate.slice(from, from + length).toLowerCase().split('').join(sign))).toBe('exact');
      })
    );
  });
});

describe('several things at once', () => {
  const alert: Alert = { ...bare, pseudonyms: ['Le Doc', 'Jean-Marc', 'O’Brien'], vehicle: { model: 'Clio' }, where: { town: 'Saint-Étienne' }, identifiers: [...withNumber('+33612345678').identifiers, ...withPlate('AB123CD').identifiers] };
  it.each(['doc 5678', '06 12 34 doc', 'clio ab-123', 'etienne clio', 'clio 5678 doc', 'ledoc', 'jeanmarc', 'jean marc', 'obrien', 'st etienne', 'ST-ETIENNE', 'saint-etienne'])('%s', (typed) => expect(match(alert, typed)).toBe('exact'));
  it.each(['doc 5679', 'zu doc', 'clio ab-124', 'lyon clio', 'golf 5678'])('not %s', (typed) => expect(match(alert, typed)).toBeUndefined());
  it('one word may be spelled nearly so while the others are right', () => expect(match(alert, 'etiene 5678')).toBe('forgiven'));
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
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.nat(), fc.constantFrom('\u0301', '\u0308', '\u0327', '\u0306'), (word, at, accent) => {
        const place = 1 + (at % word.length);
        const accented = (word.slice(0, place) + accent + word.slice(place)).normalize('NFC');
        expect(match(withText(accented), word)).toBe('exact');
        expect(match(withText(word), accented)).toBe('exact');
      })
    );
  });

  it('all of them, in any order, in any field', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 4, maxLength: 4 }), fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 }), ([name = '', town = '', text = '', looks = ''], order) => {
        const alert = { ...bare, pseudonyms: [name], where: { town }, text, looks };
        const typed = order.map((place) => [name, town, text, looks][place]).join(' ');
        expect(match(alert, typed)).toBe('exact');
        expect(match(alert, `${typed} 不`)).toBeUndefined();
      })
    );
  });

  it('one slip in a word of six is forgiven; what shares nothing is not found', () => {
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
    for (const typed of ['one@exam', '@example', 'SOMEONE@', 'example.org', '/profil/42', 'someone', 'https://www.site.example/pro', 'example profil']) expect(match(alert, typed), typed).toBe('exact');
    for (const typed of ['other@exam', 'profil@', '@site']) expect(match(alert, typed), typed).toBeUndefined();
    expect(match(withText('Écrit de marco_75@mail.example, ou @Marco.75'), 'co_75@mail')).toBe('exact');
    expect(match(withText('Écrit de marco_75@mail.example, ou @Marco.75'), '@marco.7')).toBe('exact');
  });

  it('too little says nothing', () => {
    for (const typed of ['', ' ', '1', '12', 'a', 'a b c', 'l’a', '@', '@a', '@@@', '...', '///', '(0)', '+', '+3']) expect(readFragment(typed), typed).toBeNull();
  });
});

const many = fc.array(fc.record({ id: fc.stringMatching(/^[a-z]{6}$/), level: fc.constantFrom(...dangerLevels), day: fc.integer({ min: 10, max: 28 }), word: fc.constantFrom('bernard', 'bernart', 'autre') }), { maxLength: 200 });
const levelSet = fc.subarray([...dangerLevels]);

describe('lists', () => {
  const alerts = (made: readonly { id: string; level: (typeof dangerLevels)[number]; day: number; word: string }[]): Alert[] =>
    [...new Map(made.map((one) => [one.id, one])).values()].map(({ id, level, day, word }) => ({ ...bare, id, level, updatedOn: `2026-11-${day}`, text: word }));

  it('the newest day comes first, then the greater id, as in cursors', () => {
    fc.assert(
      fc.property(many, (made) => {
        const cursors = (ones: readonly Alert[]) => ones.map(({ updatedOn, id }) => `${updatedOn}.${id}`);
        expect(cursors(alerts(made).sort(newestFirst))).toEqual(cursors(alerts(made)).sort().reverse());
      })
    );
  });

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
      fc.property(many, levelSet, fc.integer({ min: 1, max: 100 }), (made, levels, most) => {
        const all = alerts(made);
        const found = searchAlerts(all.map(prepareAlert), readFragment('bernard') ?? {}, { levels, most });
        const wanted = (word: string) => all.filter(({ text, level }) => text === word && (levels.length === 0 || levels.includes(level))).sort(newestFirst);
        const shown = [...wanted('bernard'), ...wanted('bernart')];
        expect(found.alerts).toEqual(shown.slice(0, most));
        expect(found.counts).toEqual(countsOf(all.filter(({ text }) => text !== 'autre')));
      })
    );
  });
});
