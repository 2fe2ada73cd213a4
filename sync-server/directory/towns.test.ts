import { expect, test } from 'vitest';
import { arrondissementOf, withPositions } from './towns.ts';

test.each([
  ['75056', '75001', '75101'],
  ['75056', '75020', '75120'],
  ['75056', '75116', '75116'],
  ['75056', '75021', '75056'],
  ['75056', '75700', '75056'],
  ['69123', '69009', '69389'],
  ['69123', '69100', '69123'],
  ['13055', '13016', '13216'],
  ['13055', '13017', '13055'],
  ['13001', '13001', '13001']
])('commune %s with postcode %s is in %s', (code, postcode, expected) => {
  expect(arrondissementOf(code, postcode)).toBe(expected);
});

test('towns get the positions that search uses, and know which are guesses', () => {
  const town = { code: '97311', name: 'Saint-Laurent-du-Maroni', department: '973', postcodes: ['97320'] };
  const other = { ...town, code: '97399' };
  const located = { ...town, population: 50_000, latitude: 5.5, longitude: -54.03, approximate: false };
  expect(withPositions([town, other], [located])).toEqual([{ ...town, latitude: 5.5, longitude: -54.03, approximate: false }, other]);
});
