import * as curves from '@noble/curves/nist.js';
import * as hybrid from '@noble/post-quantum/hybrid.js';
import { expect, test } from 'vitest';
import * as unused from './unused-recipients.ts';

test('it stands for names that are really there, and each refuses to be used', () => {
  expect({ ...hybrid, ...curves }).toMatchObject({ MLKEM768P256: expect.anything() as unknown, MLKEM768X25519: expect.anything() as unknown, p256: expect.anything() as unknown });
  for (const one of Object.values(unused)) expect(() => (one as { getPublicKey: unknown }).getPublicKey).toThrow('only X25519');
  expect(Object.keys(unused).sort()).toEqual(['MLKEM768P256', 'MLKEM768X25519', 'p256']);
});
