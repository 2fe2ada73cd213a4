import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayPhone, readPhone, readPhones } from './phone-writing.ts';

describe('writings of a number', () => {
  test.each([
    ['04 74 38 00 35', undefined, '+33474380035', false],
    ['04.74.38.00.35', undefined, '+33474380035', false],
    ['04-74-38-00-35', undefined, '+33474380035', false],
    ['0474380035', undefined, '+33474380035', false],
    ['05 31 74 36  80', undefined, '+33531743680', false],
    ['+33 4 50 40 59 30', undefined, '+33450405930', false],
    ['+33 (0)4 50 40 59 30', undefined, '+33450405930', false],
    ['0033 4 50 40 59 30', undefined, '+33450405930', false],
    ['Tél. : 04 50 40 59 30', undefined, '+33450405930', false],
    ['474380035', undefined, '+33474380035', true],
    ['0 806 00 00 92', undefined, '+33806000092', false],
    ['0800 17 18 05', undefined, '+33800171805', false],
    ['3430', undefined, '3430', false],
    ['17', undefined, '17', false],
    ['116 006', undefined, '116006', false],
    ['+594 28 09 07', undefined, '+594594280907', true],
    ['+594 5 94 29 98 00', undefined, '+594594299800', false],
    ['+590 0590 80 63 63', undefined, '+590590806363', true],
    ['0(590)806363', undefined, '+590590806363', false],
    ['+33 5 90 80 63 63', undefined, '+590590806363', false],
    ['+262 38 03 94', '974', '+262262380394', true],
    ['+262 38 03 94', undefined, '+262262380394', true],
    ['+262 61 12 22', '976', '+262269611222', true],
    ['+262 2 69 62 00 48', '976', '+262269620048', false],
    ['0692 12 34 56', undefined, '+262692123456', false],
    ['28 09 07', '973', '+594594280907', true],
    ['+508 41 02 70', '975', '+508410270', false],
    ['0(508)410320', '975', '+508410320', false],
    ['+687 44 88 35', '988', '+687448835', false],
    ['+687 250 004', '988', '+687250004', false],
    ['+689 40 50 73 05', '987', '+68940507305', false],
    ['+689 54 79 25', '987', '+68940547925', true],
    ['+681 72 32 17', '986', '+681723217', false]
  ])('%s in %s is %s', (text, department, number, repaired) => {
    expect(readPhone(text, department)).toEqual({ number, repaired });
  });

  test.each(['', '-', 'sur rendez-vous', '04 74 38 00', '04 74 38 00 35 1', '12', '280907', '+33 4 74', 'appeler le 17 ou 112', '00'])('%s is refused', (text) => {
    expect(readPhone(text)).toBeNull();
  });

  test('several in one field are read apart, each once', () => {
    const numbers = readPhones('04 74 38 00 35 / 06 12 34 56 78 ou 04.74.38.00.35').map(({ number }) => number);
    expect(numbers).toEqual(['+33474380035', '+33612345678']);
  });
});

describe('display', () => {
  test.each([
    ['+33474380035', '04 74 38 00 35'],
    ['+594594280907', '0594 28 09 07'],
    ['+262692123456', '0692 12 34 56'],
    ['+33800171805', '0 800 17 18 05'],
    ['+508410270', '0508 41 02 70'],
    ['+687250004', '+687 25 00 04'],
    ['+68940507305', '+689 40 50 73 05'],
    ['3430', '3430'],
    ['116006', '116 006'],
    ['+34600000000', '+34600000000']
  ])('%s is shown as %s', (number, shown) => {
    expect(displayPhone(number)).toBe(shown);
  });

  test('what is shown reads back as the same number, unrepaired', () => {
    const nationals = fc.integer({ min: 100_000_000, max: 999_999_999 }).map((digits) => `0${String(digits)}`);
    fc.assert(
      fc.property(nationals, (text) => {
        const phone = readPhone(text);
        if (phone === null) return;
        expect(readPhone(displayPhone(phone.number))).toEqual({ number: phone.number, repaired: false });
      })
    );
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Array.isArray(readPhones(text))).toBe(true);
        expect(typeof displayPhone(text)).toBe('string');
      })
    );
  });
});
