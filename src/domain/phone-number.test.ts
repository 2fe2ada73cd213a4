import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { canGetTexts, maskPhone, normalisePhone } from './phone-number.ts';

const vectors = JSON.parse(readFileSync(new URL('../../tests/vectors/phone-numbers.json', import.meta.url), 'utf8')) as { typed: string; number: string | null }[];

describe('a phone number', () => {
  it.each(vectors)('$typed', ({ typed, number }) => {
    expect(normalisePhone(typed)).toBe(number);
  });

  it('has one form, whatever the writing', () => {
    fc.assert(
      fc.property(fc.constantFrom('6', '7'), fc.stringMatching(/^\d{8}$/), fc.constantFrom('0', '+33', '0033', '+33 (0)', '33'), fc.constantFrom('', ' ', '.', '-'), (range, rest, prefix, separator) => {
        const written = prefix + [range, ...rest.match(/\d\d/g) ?? []].join(separator);
        expect(normalisePhone(written)).toBe(normalisePhone(`0${range}${rest}`));
      })
    );
  });

  it('is what libphonenumber makes of it, wherever that knows the number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0[1-9]\d{8}$/), (written) => {
        // These four prefixes belong to two places each: caller-filter.md.
        if (/^0(263|269|596|976)/.test(written)) return;
        const oracle = parsePhoneNumberFromString(written, 'FR');
        if (oracle?.isValid()) expect(normalisePhone(written)).toBe(oracle.number);
      }),
      { numRuns: 5000 }
    );
  });

  it('gets text messages unless it is a fixed line', () => {
    expect(['+33612345678', '+590690123456', '+32470123456'].map(canGetTexts)).toEqual([true, true, true]);
    expect(['+33142000000', '+33970000000', '+590590123456'].map(canGetTexts)).toEqual([false, false, false]);
  });

  it('is shown by its ends', () => {
    expect(maskPhone('+33612345678')).toBe('+336••••••78');
  });
});
