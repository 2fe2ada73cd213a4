import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writtenNumbers } from '../../tests/callshield/written-numbers.ts';
import { readCallerNumber, reportableNumber } from './caller-number.ts';
import { normalisePhone } from './phone-number.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../tests/vectors/${name}.json`, import.meta.url), 'utf8'));
const vectors = read('caller-numbers') as { typed: string; numbers: string[] }[];
const phones = read('phone-numbers') as { typed: string; number: string | null }[];

test.each(vectors)('$typed may be $numbers', ({ typed, numbers }) => expect(readCallerNumber(typed)).toEqual(numbers));

test('the likelier number is the one under which a report of it is kept', () => {
  for (const { typed, number } of phones) expect(readCallerNumber(typed)[0] ?? null, typed).toBe(number);
  for (const { typed, numbers } of vectors) expect(normalisePhone(typed), typed).toBe(numbers[0] ?? null);
});

test('of 90,000 valid numbers in any writing all are read as libphonenumber knows them; two answers only where two places share a range', () => {
  let shared = 0;
  for (const { typed, number } of writtenNumbers(90_000, 20_261_125)) {
    const read = readCallerNumber(typed);
    if (read.length === 1) {
      expect(read[0], typed).toBe(number);
    } else {
      expect(read, typed).toContain(number);
      expect(number, typed).toMatch(/^\+(33|262|596)(263|269|596|976)\d{6}$/);
      shared += 1;
    }
  }
  expect(shared).toBeGreaterThan(1000);
});

test('what everybody dials is never kept: emergency and short numbers, in any writing', () => {
  for (const short of ['15', '17', '18', '112', '114', '115', '119', '191', '196', '116000', '116006', '116117', '3114', '3117', '3919', '1023', '118712']) {
    for (const typed of [short, `+33${short}`, `+33 ${short}`, `0033${short}`, `0${short}`, `+33 0${short}`, `+262${short}`]) expect(reportableNumber(typed), typed).toBeNull();
  }
  expect(['06 12 34 56 78', '0692 12 34 56', '0596 12 34 56', '+40 721 234 567', '+68987123456'].map(reportableNumber)).toEqual(['+33612345678', '+262692123456', '+596596123456', '+40721234567', '+68987123456']);
});
