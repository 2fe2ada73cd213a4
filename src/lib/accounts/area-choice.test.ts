import { expect, test } from 'vitest';
import { departmentsLike, sameAreas, toggled } from './area-choice.ts';

const codes = (typed: string): string[] => departmentsLike(typed).map(({ code }) => code);

test('a department is found by its code and by any part of its name, without accents', () => {
  expect(codes('69')).toEqual(['69']);
  expect(codes('2a')).toEqual(['2A']);
  expect(codes('herault')).toEqual(['34']);
  expect(codes('SÈVRES')).toEqual(['79']);
  expect(codes("val d'oise")).toEqual(['95']);
  expect(codes('nowhere')).toEqual([]);
});

test('all are offered while nothing is typed, in order, and none where nobody lives', () => {
  const all = codes(' ');
  expect(all.slice(0, 2)).toEqual(['01', '02']);
  expect(all.slice(18, 23)).toEqual(['19', '21', '22', '23', '24']);
  expect(all.slice(27, 31)).toEqual(['29', '2A', '2B', '30']);
  expect(all).toContain('976');
  expect(all).not.toContain('989');
});

test('no more than five are chosen', () => {
  const five = ['01', '02', '03', '04', '05'];
  expect(toggled(five, '06')).toEqual(five);
  expect(toggled(five, '03')).toEqual(['01', '02', '04', '05']);
  expect(toggled(['01'], '06')).toEqual(['01', '06']);
  expect(sameAreas(['01', '06'], ['06', '01'])).toBe(true);
  expect(sameAreas(['01'], ['06'])).toBe(false);
});
