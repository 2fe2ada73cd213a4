import * as curves from '@noble/curves/nist.js';
import * as hashes from '@noble/hashes/scrypt.js';
import * as hybrid from '@noble/post-quantum/hybrid.js';
import { expect, test } from 'vitest';
import * as unused from './unused-recipients.ts';

test('it stands for names that are really there, and each refuses to be used', () => {
  for (const [name, one] of Object.entries(unused)) {
    expect({ ...hybrid, ...curves, ...hashes }).toHaveProperty(name);
    expect(() => (typeof one === 'function' ? one() : (one as { getPublicKey: unknown }).getPublicKey), name).toThrow('used here');
  }
  expect(Object.keys(unused).sort()).toEqual(['MLKEM768P256', 'MLKEM768X25519', 'p256', 'scrypt']);
});
