import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldPlace, searchPlaces } from './place-search.ts';
import { shortName } from './town-names.ts';
import type { Town } from './town-pack.ts';

const towns: readonly Town[] = [
  town('75056', 'Paris', 2_100_000, ...Array.from({ length: 20 }, (_, index) => String(75_001 + index))),
  town('75101', 'Paris 1er Arrondissement', 15_000, '75001'),
  town('75102', 'Paris 2e Arrondissement', 20_000, '75002'),
  town('75112', 'Paris 12e Arrondissement', 138_000, '75012'),
  town('69123', 'Lyon', 520_000, '69001', '69003'),
  town('69383', 'Lyon 3e Arrondissement', 100_000, '69003'),
  town('93066', 'Saint-Denis', 149_000, '93200', '93210'),
  town('97411', 'Saint-Denis', 155_000, '97400', '97490'),
  town('11339', 'Saint-Denis', 500, '11310'),
  town('93031', 'Épinay-sur-Seine', 53_000, '93800'),
  town('93039', "L'Île-Saint-Denis", 8600, '93450'),
  town('17300', 'La Rochelle', 78_000, '17000'),
  town('34172', 'Montpellier', 302_000, '34000', '34070'),
  town('13055', 'Marseille', 870_000, '13001'),
  town('42218', 'Saint-Étienne', 173_000, '42000', '42100'),
  town('67482', 'Strasbourg', 291_000, '67000', '67100'),
  town('2A004', 'Ajaccio', 73_000, '20000', '20090'),
  town('80829', 'Y', 90, '80190'),
  town('76217', 'Dieppe', 28_000, '76200'),
  town('29103', 'Ploudalmézeau', 6300, '29830'),
  town('38559', 'Vinay', 4300, '38470'),
  town('38004', "L'Albenc", 1200, '38470')
];

describe('a town', () => {
  it.each([
    ['Paris', '75056'],
    ['  pARIS ', '75056'],
    ['saint denis', '97411'],
    ['st-denis', '97411'],
    ['ST DENIS (93)', '93066'],
    ['Saint-Denis 974', '97411'],
    ['saint-denis 93210', '93066'],
    ['epinay sur seine', '93031'],
    ['épinay', '93031'],
    ['ile saint denis', '93039'],
    ["l'ile st denis", '93039'],
    ['rochelle', '17300'],
    ['larochelle', '17300'],
    ['montpelier', '34172'],
    ['monpelier', '34172'],
    ['marseile', '13055'],
    ['Pairs', '75056'],
    ['strasbur', '67482'],
    ['69003', '69383'],
    ['75001', '75101'],
    ['st etiene', '42218'],
    ['ploudalmezo', '29103'],
    ['y', '80829'],
    ['75012', '75112'],
    ['75 012', '75112'],
    ['paris 12', '75112'],
    ['Paris 75012', '75112'],
    ['75012 Paris', '75112'],
    ['93200 Saint-Denis', '93066'],
    ["93200 'st denis'", '93066'],
    ['12 rue de Rivoli 75001 Paris', '75101'],
    ['97400 st denis', '97411'],
    ['Saint-Denis 93200', '93066'],
    ['75012 paris', '75112'],
    ['97400 Saint-Denis CEDEX 9', '97411'],
    ['69433 Lyon Cedex 03', '69123'],
    ['Lyon 69433', '69123'],
    ["38470 L'Albenc", '38004'],
    ['38470 Vinay', '38559'],
    ['paris 12e', '75112'],
    ['Paris 12ème arrondissement', '75112'],
    ['paris12', '75112'],
    ['lyon 3e', '69383'],
    ['lyon 3', '69383'],
    ['paris 1', '75101'],
    ['paris 1er', '75101'],
    ['paris 02', '75102'],
    ['93200', '93066'],
    ['93', '93066'],
    ['2a', '2A004'],
    ['974', '97411'],
    ['34967', '34172']
  ])('%s is %s', (query, code) => {
    expect(searchPlaces(towns, query, 5)[0]?.town.code).toBe(code);
  });

  it.each(['', ' ', '?', '7', 'zzzzzz', '99'])('is not found by %j', (query) => {
    expect(searchPlaces(towns, query, 5)).toEqual([]);
  });

  it('says how sure the answer is', () => {
    const kind = (query: string) => searchPlaces(towns, query, 1)[0]?.kind;
    expect([kind('lyon'), kind('lyo'), kind('seine'), kind('lyom'), kind('69003'), kind('69')]).toEqual(['exact', 'start', 'word', 'near', 'exact', 'start']);
  });

  it('leaves room for a smaller town when none of the postcode is called as typed', () => {
    const large = towns.filter(({ population }) => population >= 2000);
    expect(searchPlaces(large, "38470 L'Albenc", 1)).toMatchObject([{ town: { code: '38559' }, kind: 'near' }]);
    expect(searchPlaces(towns, "38470 L'Albenc", 1)).toMatchObject([{ town: { code: '38004' }, kind: 'exact' }]);
  });

  it('with more people comes first among equals', () => {
    expect(searchPlaces(towns, 'saint-denis', 9).map(({ town: { code } }) => code).slice(0, 3)).toEqual(['97411', '93066', '11339']);
  });
});

const anyTown = fc.constantFrom(...towns.filter(({ name }) => name.length > 4));

describe('whatever is typed', () => {
  it('a postcode beside a name decides, wherever it stands', () => {
    fc.assert(
      fc.property(anyTown, fc.nat(), fc.boolean(), fc.string({ maxLength: 12 }).filter((text) => !/\d/.test(text)), (one, choice, before, words) => {
        const postcode = one.postcodes[choice % one.postcodes.length] ?? '';
        const found = searchPlaces(towns, before ? `${postcode} ${words}` : `${words} ${postcode}`, 1)[0];
        expect(found?.town.postcodes).toContain(postcode);
      })
    );
  });

  it('no town comes twice, none is made up, and there are no more than asked for', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9' -]{1,12}$/)), fc.integer({ min: 0, max: 30 }), (query, limit) => {
        const found = searchPlaces(towns, query, limit).map((match) => match.town);
        expect(found.length).toBeLessThanOrEqual(limit);
        expect(new Set(found).size).toBe(found.length);
        for (const one of found) expect(towns).toContain(one);
      })
    );
  });

  it('every beginning of a name of two letters or more finds the town', () => {
    fc.assert(
      fc.property(anyTown, fc.nat(), (one, cut) => {
        const typed = shortName(one).slice(0, 2 + (cut % (one.name.length - 1)));
        if (foldPlace(typed).replaceAll(' ', '').length < 2) return;
        expect(searchPlaces(towns, typed, towns.length).map((match) => match.town)).toContain(one);
      })
    );
  });

  it('accents, capitals, hyphens and spaces change nothing', () => {
    fc.assert(
      fc.property(anyTown, fc.constantFrom('-', ' ', '  ', "'", '’'), fc.boolean(), (one, between, loud) => {
        const plain = one.name.normalize('NFD').replace(/\p{Diacritic}/gu, '').replace(/[ '-]/g, between);
        const typed = loud ? plain.toUpperCase() : plain.toLowerCase();
        expect(searchPlaces(towns, typed, 5)).toEqual(searchPlaces(towns, one.name, 5));
      })
    );
  });

  it('one mistake in a name of four letters or more is forgiven', () => {
    fc.assert(
      fc.property(anyTown.filter(({ name }) => !/\d/.test(name)), fc.nat(), fc.constantFrom('x', 'q', ''), fc.boolean(), (one, at, letter, inserted) => {
        const name = foldPlace(one.name).replaceAll(' ', '');
        const place = at % name.length;
        const typed = name.slice(0, place) + letter + name.slice(inserted && letter !== '' ? place : place + 1);
        expect(searchPlaces(towns, typed, towns.length).map((match) => match.town)).toContain(one);
      })
    );
  });
});

function town(code: string, name: string, population: number, ...postcodes: string[]): Town {
  return { code, name, population, postcodes, latitude: 0, longitude: 0, approximate: false };
}
