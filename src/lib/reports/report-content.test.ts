import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { choices, type ChoiceList } from '../../domain/coded-choices.ts';
import { ReportContentSchema } from '../../domain/report.ts';
import { dateOf, dayOf, monthsBefore } from './incident-date.ts';
import { contentOf, isTooLong, missingIn, readyOf } from './report-content.ts';
import { isEmpty, nothingTyped, typedFrom, type ReportTyped } from './report-typed.ts';

const replyTo = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
const unread = (kind: string, text: string): string => `${kind}: ${text}`;
const parsed = (typed: ReportTyped) => v.parse(ReportContentSchema, { ...contentOf(typed, 'fr', unread), replyTo });

const lists = Object.entries(choices) as [ChoiceList, readonly string[]][];
const line = fc.string({ unit: 'grapheme', maxLength: 40 });
const lines = fc.array(line, { minLength: 1, maxLength: 10 });
const anyTyped: fc.Arbitrary<ReportTyped> = fc.record({
  long: fc.boolean(),
  chosen: fc.record(Object.fromEntries(lists.map(([list, codes]) => [list, fc.subarray([...codes])])), { requiredKeys: [] }),
  when: fc.constantFrom('', 'day' as const),
  date: fc.constantFrom('', '2026-11', '2026-11-24'),
  town: line,
  townCode: fc.constantFrom('', '69123', '2A004'),
  department: fc.constantFrom('', '69', '2A', '974'),
  place: line,
  details: fc.string({ unit: 'grapheme', maxLength: 3000 }),
  phone: lines,
  email: lines,
  plate: lines,
  pseudonyms: lines,
  links: lines,
  looks: line,
  model: line,
  people: fc.constantFrom('', '0', '3', '20', '21', 'two', '-1', '1e9'),
  level: fc.constantFrom('', 'risky', 'nonsense'),
  callBack: line,
  onBehalf: fc.boolean(),
  agreed: fc.constantFrom('', 'spoken' as const, 'written' as const),
  agreedOn: fc.constant('2026-11-25'),
  share: fc.boolean(),
  transfer: fc.boolean()
});

test('whatever is typed makes a report that the desk can read', () => {
  fc.assert(fc.property(anyTyped, (typed) => {
      parsed(typed);
    }), { numRuns: 300 });
});

test('nothing typed is a report, too: nothing is required but the consent to share', () => {
  expect(parsed(nothingTyped())).toMatchObject({ events: [], consents: { share: true, transfer: false } });
  expect(missingIn(nothingTyped(), new Date())).toEqual([{ part: 3, field: 'share' }]);
  expect(missingIn({ ...nothingTyped(), share: true }, new Date())).toEqual([]);
});

test('an identifier has its one form; what cannot be read goes with the text, whole', () => {
  const content = parsed({ ...nothingTyped(), details: ' He said so. ', phone: ['06 12 34 56 78', '+33612345678', '06 12'], email: ['A@Example.org', ''], plate: ['ab-123-cd', '?'] });
  expect(content.identifiers).toEqual([
    { kind: 'phone', value: '+33612345678' },
    { kind: 'plate', value: 'AB123CD' },
    { kind: 'email', value: 'a@example.org' }
  ]);
  expect(content.details).toBe('He said so.\nphone: 06 12\nplate: ?');
});

test('for somebody else it does not leave without their agreement', () => {
  const typed = { ...nothingTyped(), share: true, onBehalf: true };
  expect(missingIn(typed, new Date())).toEqual([{ part: 3, field: 'agreed' }]);
  expect(parsed({ ...typed, agreed: 'written', agreedOn: '2026-11-25' }).onBehalf).toEqual({ consent: 'written', recordedOn: '2026-11-25' });
});

test('a day that has not come is said; today is not one', () => {
  const now = new Date(2026, 10, 25, 23, 59);
  expect(missingIn({ ...nothingTyped(), share: true, date: '2026-11-26' }, now)).toEqual([{ part: 1, field: 'date' }]);
  for (const date of ['2026-11-25', '2026-11', '']) expect(missingIn({ ...nothingTyped(), share: true, date }, now)).toEqual([]);
});

test('the days are those of the calendar on the phone', () => {
  const newYear = new Date(2027, 0, 1, 0, 30);
  expect(dateOf('today', newYear)).toBe('2027-01-01');
  expect(dateOf('yesterday', newYear)).toBe('2026-12-31');
  expect(dateOf('week', newYear)).toBe('2027-01');
  expect(dateOf('', newYear)).toBe('');
  expect(monthsBefore(new Date(2027, 2, 31), 3)).toEqual(['2027-03', '2027-02', '2027-01']);
  expect(dayOf(new Date(2026, 1, 3))).toBe('2026-02-03');
});

test('the department stands outside, for the queue; nothing else does', () => {
  const typed = { ...nothingTyped(), department: '69', town: 'Lyon', transfer: true };
  expect(readyOf(contentOf(typed, 'fr', unread))).toMatchObject({ department: '69', consents: { share: true, transfer: true } });
  expect(Object.keys(readyOf(contentOf(typed, 'fr', unread))).sort()).toEqual(['consents', 'content', 'department']);
});

test('longer than the largest class is told before it is sealed', () => {
  expect(isTooLong(contentOf({ ...nothingTyped(), details: '你'.repeat(10_000) }, 'fr', unread))).toBe(false);
  expect(isTooLong(contentOf({ ...nothingTyped(), details: '你'.repeat(10_000), place: '你'.repeat(10_000), looks: '你'.repeat(10_000) }, 'fr', unread))).toBe(true);
});

test('a draft comes back as it was; of one that does not fit, what does', () => {
  fc.assert(fc.property(anyTyped, (typed) => {
      expect(typedFrom(JSON.parse(JSON.stringify(typed)))).toEqual(typed);
    }), { numRuns: 50 });
  expect(typedFrom({ details: 7, phone: 'x', place: 'there', chosen: { event: ['rape', 'unheard-of'], colours: ['x'] }, extra: 1 })).toEqual({ ...nothingTyped(), place: 'there', chosen: { event: ['rape'] } });
  for (const nothing of [null, undefined, 'x', []]) expect(typedFrom(nothing)).toEqual(nothingTyped());
});

test('a form that was only opened is no draft', () => {
  expect(isEmpty({ ...nothingTyped(), long: true, phone: ['', ''], chosen: { event: [] } })).toBe(true);
  for (const typed of [{ details: 'x' }, { phone: ['', '0'] }, { chosen: { event: ['rape'] } }, { share: true }, { when: 'today' as const, date: '2026-11-25' }]) {
    expect(isEmpty({ ...nothingTyped(), ...typed }), JSON.stringify(typed)).toBe(false);
  }
});
