import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pad, sizeClasses, unpad } from './padding.ts';

interface Vector {
  readonly text: string;
  readonly repeat?: number;
  readonly size: number;
  /** Where `hex` stands in the padded bytes. */
  readonly from: number;
  readonly hex: string;
}
const vectors = JSON.parse(readFileSync(new URL('../../tests/vectors/padding.json', import.meta.url), 'utf8')) as Vector[];
/** Any text that UTF-8 can hold, also long ones. */
const text = fc.tuple(fc.string({ unit: 'grapheme' }), fc.nat({ max: 2000 })).map(([some, times]) => some.repeat(times).slice(0, 16_000).toWellFormed());

describe('padding', () => {
  it.each(vectors)('of $repeat "$text" fills $size bytes', ({ text: one, repeat = 1, size, from, hex }) => {
    const padded = pad(one.repeat(repeat));
    expect(padded.length).toBe(size);
    expect(Buffer.from(padded.subarray(from, from + hex.length / 2)).toString('hex')).toBe(hex);
    expect(unpad(padded)).toBe(one.repeat(repeat));
  });

  it('gives back every text, and shows of its length the class alone: the smallest that holds it', () => {
    fc.assert(
      fc.property(text, (one) => {
        const padded = pad(one);
        expect(unpad(padded)).toBe(one);
        const bytes = Buffer.byteLength(one);
        expect(padded.length).toBe(sizeClasses.find((size) => size > bytes));
      })
    );
  });

  it('refuses what fits no class', () => {
    expect(() => pad('a'.repeat(65_536))).toThrow(RangeError);
    expect(() => pad('é'.repeat(32_768))).toThrow(RangeError);
  });

  it('refuses what it did not make', () => {
    expect(() => unpad(new Uint8Array(4096))).toThrow(RangeError);
    expect(() => unpad(new Uint8Array())).toThrow(RangeError);
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 127 }), (one, where, byte) => {
        const padded = pad(one);
        const end = Buffer.byteLength(one) + 1;
        // Anything but zeros behind the mark.
        if (end < padded.length) padded[end + (where % (padded.length - end))] = byte;
        else padded[end - 1] = byte;
        expect(() => unpad(padded)).toThrow(RangeError);
      })
    );
  });

  it('refuses bytes that are no text', () => {
    expect(() => unpad(Uint8Array.of(0xff, 0x80, 0))).toThrow(TypeError);
  });
});
