import { Decrypter, Encrypter } from 'age-encryption';
import { expect, test } from 'vitest';
import vector from '../../../tests/vectors/sealed-report.json' with { type: 'json' };
import { fromBase64Url, toBase64Url } from '../../domain/base64url.ts';
import { unwrapIdentity, wrapIdentity } from './passphrase.ts';
import { newIdentity } from './seal.ts';

const quick = { workFactor: 4 };
const { identity } = await newIdentity();

test('an identity comes back with its passphrase, also one that was wrapped long ago', async () => {
  expect(await unwrapIdentity(await wrapIdentity(identity, 'six short words', quick), 'six short words')).toBe(identity);
  expect(await unwrapIdentity(vector.wrapped, vector.passphrase)).toBe(vector.identities[0]?.identity);
});

test('another passphrase opens nothing, and is told from a text that is none', async () => {
  const wrapped = await wrapIdentity(identity, 'six short words', quick);
  await expect(unwrapIdentity(wrapped, 'six short word')).rejects.toMatchObject({ fault: 'passphrase' });
  const bytes = fromBase64Url(wrapped);
  for (const changed of ['', 'x', toBase64Url(bytes.subarray(0, -1)), toBase64Url(bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte))), vector.sealed]) {
    await expect(unwrapIdentity(changed, 'six short words')).rejects.toMatchObject({ fault: 'sealed' });
  }
});

test('an accent is the same however the keyboard writes it', async () => {
  expect(await unwrapIdentity(await wrapIdentity(identity, 'cafe\u0301', quick), 'caf\u00e9')).toBe(identity);
});

test("it is age's own passphrase format, both ways", async () => {
  const decrypter = new Decrypter();
  decrypter.addPassphrase('words');
  expect(await decrypter.decrypt(fromBase64Url(await wrapIdentity(identity, 'words', quick)), 'text')).toBe(identity);

  const encrypter = new Encrypter();
  encrypter.setPassphrase('words');
  encrypter.setScryptWorkFactor(4);
  expect(await unwrapIdentity(toBase64Url(await encrypter.encrypt(identity)), 'words')).toBe(identity);
  // A whole text under that passphrase that is no identity.
  await expect(unwrapIdentity(toBase64Url(await encrypter.encrypt('something')), 'words')).rejects.toMatchObject({ fault: 'sealed' });
});

test('the work factor is 18 unless said otherwise, and a file that asks for more is refused before any work', async () => {
  const header = (factor: number): string => `age-encryption.org/v1\n-> scrypt ${'A'.repeat(22)} ${factor}\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`;
  await expect(unwrapIdentity(toBase64Url(new TextEncoder().encode(header(19))), 'x')).rejects.toMatchObject({ fault: 'sealed' });
  await expect(unwrapIdentity(toBase64Url(new TextEncoder().encode(header(2))), 'x')).rejects.toMatchObject({ fault: 'passphrase' });
  const told: number[] = [];
  expect(new TextDecoder().decode(fromBase64Url(await wrapIdentity(identity, 'x', { tell: (share) => told.push(share) })))).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S{22} 18\n/);
  expect(told.at(-1)).toBe(1);
});

test('nothing but an identity is wrapped', async () => {
  await expect(wrapIdentity('words', 'x', quick)).rejects.toMatchObject({ fault: 'identity' });
});
