import { expect, test } from 'vitest';
import { readPhone, worthReading } from './phone-reading.ts';

test.each([
  ['06 12 34 56 78', '+33 6 12 34 56 78'],
  ['0033 (0)6.12.34.56.78', '+33 6 12 34 56 78'],
  ['0692 12 34 56', '+262 692 12 34 56'],
  ['+40 721 234 567', '+40 721 234 567'],
  ['٠٦١٢٣٤٥٦٧٨', '+33 6 12 34 56 78']
])('%s is shown as %s', (typed, shown) => {
  expect(readPhone(typed)).toMatchObject({ shown });
});

test('what is no number, or gets no text messages, is told apart', () => {
  expect(readPhone(' ')).toEqual({ problem: 'missing' });
  expect(readPhone('Léa')).toEqual({ problem: 'neither' });
  expect(readPhone('01 44 92 15 15')).toEqual({ problem: 'landline' });
});

test('a number that is still being typed is not called wrong', () => {
  expect(worthReading('06 12')).toBe(false);
  expect(worthReading('06 12 34 56 78')).toBe(true);
  expect(worthReading('lea@')).toBe(true);
});
