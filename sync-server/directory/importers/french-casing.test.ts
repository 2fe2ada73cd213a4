import { describe, expect, test } from 'vitest';
import { casedName, casedStreet, casedTown, isShouted, withTownName } from './french-casing.ts';

describe('towns', () => {
  test.each([
    ['BOURG EN BRESSE', 'Bourg-en-Bresse'],
    ['LES SABLES D OLONNE', "Les Sables-d'Olonne"],
    ['LA ROCHE SUR YON', 'La Roche-sur-Yon'],
    ['POINTE A PITRE', 'Pointe-à-Pitre'],
    ['ST PIERRE ET MIQUELON', 'Saint-Pierre-et-Miquelon'],
    ['STE CLOTILDE', 'Sainte-Clotilde'],
    ['LE MANS', 'Le Mans'],
    ["L'HAY LES ROSES", "L'Hay-les-Roses"],
    ['RODEZ', 'Rodez']
  ])('%s is %s', (text, cased) => {
    expect(casedTown(text)).toBe(cased);
  });
});

describe('streets', () => {
  test.each([
    ['900 RTE DE PARIS', '900 route de Paris'],
    ['R DU DOCTEUR JOURDAN', 'Rue du Docteur Jourdan'],
    ['9B R DE SAINT GERMAIN', '9 bis rue de Saint Germain'],
    ['18 AV DU 8 MAI 1945', '18 avenue du 8 Mai 1945'],
    ["2 R DE L'HOPITAL", "2 rue de l'Hôpital"],
    ['32 AVENUE ALSACE LORRAINE', '32 avenue Alsace Lorraine'],
    ['PARVIS DU TRIBUNAL', 'Parvis du Tribunal'],
    ['1 BD JEAN XXIII', '1 boulevard Jean XXIII']
  ])('%s is %s', (text, cased) => {
    expect(casedStreet(text)).toBe(cased);
  });
});

describe('names', () => {
  test.each([
    ['CH DE FLEYRIAT', 'CH de Fleyriat'],
    ["HOPITAL PRIVE DE L'EST LYONNAIS (HPEL)", "Hôpital privé de l'Est Lyonnais (HPEL)"],
    ['C.H. STE MARIE', 'C.H. Sainte Marie'],
    ['CMCO D EVRY', "CMCO d'Évry"],
    ["CLINIQUE GENERALE D'ANNECY", "Clinique générale d'Annecy"],
    ['CH RIVES DE SEINE SITE NEUILLY S/SEINE', 'CH Rives de Seine site Neuilly sur Seine']
  ])('%s is %s', (text, cased) => {
    expect(casedName(text)).toBe(cased);
  });

  test("a known town's accents come back", () => {
    expect(withTownName('CH des Escartons de Briancon', 'Briançon')).toBe('CH des Escartons de Briançon');
    expect(withTownName('CH Region de Saint Omer', 'Saint-Omer')).toBe('CH Region de Saint-Omer');
    expect(withTownName('Clinique du Parc', 'Arc')).toBe('Clinique du Parc');
  });
});

test('only capitals throughout are shouted', () => {
  expect(isShouted('VAL DE BRIEY')).toBe(true);
  expect(isShouted('Val de BRIEY')).toBe(false);
  expect(isShouted('12')).toBe(false);
});
