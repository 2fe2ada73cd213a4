import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AlertContentSchema } from './alert.ts';
import { sameName, similarity, WORTH_A_LOOK, type Comparable } from './similarity.ts';

const told = (more: object = {}): Comparable => v.parse(AlertContentSchema, { level: 'risky', areas: ['75'], ...more });

describe('two tellings', () => {
  const number = { identifiers: [{ kind: 'phone', value: '+33639980001' }] };

  it('that share a number come before those that share all else', () => {
    const all = { vehicle: { type: 'van', colour: 'white' }, appearance: { gender: 'man', age: '40s', height: 'tall', signs: ['scar'] }, where: { town: 'Lyon' }, events: ['robbery', 'threats'] };
    const byNumber = similarity(told(number), told(number));
    const byAllElse = similarity(told(all), told(all));
    expect(byNumber.reasons).toEqual(['identifier']);
    expect(byAllElse.reasons).toEqual(['vehicle', 'signs', 'looks', 'town', 'events']);
    expect(byNumber.score).toBeGreaterThan(byAllElse.score);
    expect(byAllElse.score).toBeGreaterThanOrEqual(WORTH_A_LOOK);
  });

  it('of different kinds are not the same by equal values', () => {
    expect(similarity(told({ identifiers: [{ kind: 'plate', value: 'AB123CD' }] }), told({ identifiers: [{ kind: 'email', value: 'AB123CD' }] })).score).toBe(0);
  });

  it('with one thing that cannot be true of both do not look alike', () => {
    const looks = { gender: 'man', age: '40s', height: 'tall' };
    expect(similarity(told({ appearance: looks }), told({ appearance: { ...looks, age: '20s' } })).reasons).toEqual([]);
  });

  it('of a town and a kind of event alone are no reason to look', () => {
    const common = { where: { town: 'Paris' }, events: ['robbery'] };
    expect(similarity(told(common), told(common)).score).toBeLessThan(WORTH_A_LOOK);
  });

  it('are alike both ways round, and nothing is like nothing', () => {
    expect(similarity(told(), told())).toEqual({ score: 0, reasons: [] });
    const name = fc.string({ minLength: 0, maxLength: 8 });
    fc.assert(fc.property(name, name, (a, b) => sameName(a, b) === sameName(b, a)));
  });
});

it.each([
  ['Marc', 'marc ', true],
  ['José-Luis', 'jose luis', true],
  ['Marco', 'Marko', true],
  ['Marco', 'Marcos', true],
  ['Max', 'Mix', false],
  ['Marco', 'Mauro', false],
  ['', '', false],
  ['Иван', 'иван', true]
])('the name %s and the name %s', (one, other, same) => {
  expect(sameName(one, other)).toBe(same);
});
