import { x25519 as whole } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { x25519 } from './x25519.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
const hex = (some: Uint8Array): string => Buffer.from(some).toString('hex');

test('the vectors of RFC 7748', () => {
  // Section 5.2, first vector, and the thousandfold iteration; section 6.1.
  expect(hex(x25519.scalarMult(bytes('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4'), bytes('e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c')))).toBe('c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552');
  let [k, u] = [bytes(`09${'00'.repeat(31)}`), bytes(`09${'00'.repeat(31)}`)];
  for (let turn = 0; turn < 1000; turn += 1) [k, u] = [x25519.scalarMult(k, u), k];
  expect(hex(k)).toBe('684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51');
  expect(hex(x25519.scalarMultBase(bytes('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a')))).toBe('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a');
});

test('says what the whole library says, and refuses what it refuses', () => {
  const scalar = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(scalar, scalar, (k, u) => {
      expect(hex(x25519.scalarMultBase(k))).toBe(hex(whole.scalarMultBase(k)));
      expect(hex(x25519.scalarMult(k, u))).toBe(hex(whole.scalarMult(k, u)));
    }),
    { numRuns: 25 }
  );
  for (const point of ['00'.repeat(32), `01${'00'.repeat(31)}`, 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800']) {
    expect(() => x25519.scalarMult(bytes('11'.repeat(32)), bytes(point))).toThrow();
  }
  expect(hex(x25519.GuBytes)).toBe(hex(whole.GuBytes));
});
