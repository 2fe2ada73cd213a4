import { expect, test } from 'vitest';
import { tellingName } from './town-names.ts';

const towns = [
  { code: '04126', name: 'Montclar' },
  { code: '11242', name: 'Montclar' },
  { code: '97411', name: 'Saint-Denis' },
  { code: '93066', name: 'Saint-Denis' },
  { code: '93039', name: "L'Île-Saint-Denis" },
  { code: '75112', name: 'Paris 12e Arrondissement' }
];

test.each([
  ['04126', 'Montclar (04)'],
  ['97411', 'Saint-Denis (974)'],
  ['93039', "L'Île-Saint-Denis"],
  ['75112', 'Paris 12e']
])('%s is told apart as %s', (code, expected) => {
  const town = towns.find((one) => one.code === code);
  expect(town && tellingName(town, towns)).toBe(expected);
});
