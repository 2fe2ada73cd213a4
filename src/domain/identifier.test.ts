import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifierKey, identifierKinds, maskIdentifier, readIdentifier, readIdentifierAs, showIdentifier } from './identifier.ts';

const vectors = JSON.parse(readFileSync(new URL('../../tests/vectors/identifiers.json', import.meta.url), 'utf8')) as Vector[];

describe('what somebody is found by', () => {
  it.each(vectors)('$typed', ({ typed, kind, value, shown, masked }) => {
    const read = readIdentifier(typed);
    if (kind === null) return expect(read).toBeNull();
    expect(read).toEqual({ kind, value });
    if (read) expect([showIdentifier(read), maskIdentifier(read)]).toEqual([shown, masked]);
  });

  it('reads back what it shows, as the same', () => {
    for (const { typed } of vectors) {
      const read = readIdentifier(typed);
      if (read) expect(readIdentifierAs(read.kind, showIdentifier(read))).toEqual(read);
    }
  });

  it('is hidden by its mask: of no plate and no number stands everything in a list', () => {
    const anyPlate = fc.stringMatching(/^[A-Z0-9]{4,10}$/).filter((text) => /\d/.test(text));
    fc.assert(
      fc.property(anyPlate, (plate) => {
        const read = readIdentifierAs('plate', plate);
        if (read) expect(maskIdentifier(read).replace(/•/g, '').length).toBeLessThanOrEqual(read.value.length - 2);
      })
    );
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (number) => {
        const read = readIdentifierAs('phone', number);
        if (read) expect(maskIdentifier(read).replace(/•/g, '').length).toBeLessThanOrEqual(read.value.length - 2);
      })
    );
  });

  it('is told apart by kind: the same signs of two kinds are two', () => {
    expect(new Set(identifierKinds.map((kind) => identifierKey({ kind, value: '1234567' }))).size).toBe(identifierKinds.length);
  });
});

interface Vector {
  readonly typed: string;
  readonly kind: 'phone' | 'plate' | 'email' | null;
  readonly value?: string;
  readonly shown?: string;
  readonly masked?: string;
}
