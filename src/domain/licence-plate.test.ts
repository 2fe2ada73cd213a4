import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisePlate, showPlate } from './licence-plate.ts';

describe('a licence plate', () => {
  it('has one form, whatever the writing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{2}\d{3}[A-Z]{2}$/), fc.constantFrom('', ' ', '-', '.', '·', '•', '–', '/'), fc.boolean(), (plate, separator, small) => {
        const written = [plate.slice(0, 2), plate.slice(2, 5), plate.slice(5)].join(separator);
        expect(normalisePlate(small ? written.toLowerCase() : written)).toBe(plate);
      })
    );
  });

  it('stays what it is when normalised once more, and when shown', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 .-]{3,14}$/), (written) => {
        const plate = normalisePlate(written);
        if (plate === null) return;
        expect(normalisePlate(plate)).toBe(plate);
        expect(normalisePlate(showPlate(plate))).toBe(plate);
      })
    );
  });

  it.each([
    ['AA000AA', 'AA-000-AA'],
    ['0000AA75', '0000 AA 75'],
    ['00AAA2A', '00 AAA 2A'],
    ['0AA971', '0 AA 971'],
    ['BAA0000', 'BAA0000']
  ])('%s is shown as it stands on the car', (plate, shown) => expect(showPlate(plate)).toBe(shown));

  it.each([['letters alone', 'AABBCC'], ['three signs', 'A12'], ['eleven signs', 'AA000AA0000'], ['other signs', 'AA#000'], ['an accent', 'ÀA000AA'], ['nothing', '']])('is not %s', (_what, text) =>
    expect(normalisePlate(text)).toBeNull()
  );
});
