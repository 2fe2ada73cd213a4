import { Decrypter, Encrypter } from 'age-encryption';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vector from '../../../tests/vectors/sealed-report.json' with { type: 'json' };
import { sizeClasses } from '../../domain/padding.ts';
import { fromBase64Url, toBase64Url } from '../../domain/base64url.ts';
import { digestOf, newIdentity, openWith, recipientOf, sealTo } from './seal.ts';

const one = await newIdentity();
const other = await newIdentity();

test('what was sealed once is still opened, by each of those it was sealed to', async () => {
  for (const { identity, recipient } of vector.identities) {
    expect(await openWith(identity, vector.sealed)).toBe(vector.text);
    expect(await recipientOf(identity)).toBe(recipient);
  }
  expect(await digestOf(vector.sealed)).toBe(vector.digest);
});

test('any text comes back to each recipient, and to nobody else', async () => {
  const stranger = await newIdentity();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 500 }), async (text) => {
      const sealed = await sealTo([one.recipient, other.recipient], text);
      expect(await openWith(one.identity, sealed)).toBe(text);
      expect(await openWith(other.identity, sealed)).toBe(text);
      await expect(openWith(stranger.identity, sealed)).rejects.toMatchObject({ fault: 'sealed' });
    }),
    { numRuns: 30 }
  );
});

test('one byte more, less or other, wherever it is, and nothing is opened', async () => {
  const bytes = fromBase64Url(await sealTo([one.recipient], 'a report'));
  const refused = (changed: Uint8Array): Promise<void> => expect(openWith(one.identity, toBase64Url(changed))).rejects.toMatchObject({ fault: 'sealed' });
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      await refused(bytes.map((byte, index) => (index === at ? byte ^ flip : byte)));
    }),
    { numRuns: 200 }
  );
  // The header is where a lenient reader would be lenient: every byte of it.
  for (let at = 0; at < 200; at += 1) await refused(bytes.map((byte, index) => (index === at ? byte ^ 0x20 : byte)));
  await refused(bytes.subarray(0, -1));
  await refused(new Uint8Array([...bytes, 0]));
  await refused(bytes.subarray(1));
});

test('one ciphertext has one writing', async () => {
  const sealed = await sealTo([one.recipient], 'x');
  for (const changed of [`${sealed}=`, ` ${sealed}`, `${sealed}\n`, sealed.replace(/.$/, (last) => `${last}A`), '', 'é', `${sealed}A`.repeat(30)]) {
    await expect(openWith(one.identity, changed), JSON.stringify(changed.slice(-5))).rejects.toMatchObject({ fault: 'sealed' });
  }
});

test('the size tells the class of the length and nothing else', async () => {
  const sizeOf = async (length: number): Promise<number> => (await sealTo([one.recipient], 'x'.repeat(length))).length;
  const classes = await Promise.all(sizeClasses.map((size) => sizeOf(size - 1)));
  expect(new Set(classes).size).toBe(sizeClasses.length);
  expect(await sizeOf(0)).toBe(classes[0]);
  expect(await sizeOf(4096)).toBe(classes[1]);
  await fc.assert(
    fc.asyncProperty(fc.nat(65_535), async (length) => {
      expect(await sizeOf(length)).toBe(classes[sizeClasses.findIndex((size) => size > length)]);
    }),
    { numRuns: 20 }
  );
  await expect(sealTo([one.recipient], 'x'.repeat(65_536))).rejects.toMatchObject({ fault: 'too-long' });
  // What the server takes: the largest class, to as many as there may be.
  const many = await Promise.all(Array.from({ length: 60 }, async () => (await newIdentity()).recipient));
  expect((await sealTo(many, 'x'.repeat(65_535))).length).toBeLessThan(100_000);
});

test('the same text is never sealed twice alike', async () => {
  expect(await sealTo([one.recipient], 'x')).not.toBe(await sealTo([one.recipient], 'x'));
});

describe('nobody else can be made a reader', () => {
  const wrong = one.recipient.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q'));
  test.each([
    ['nobody', []],
    ['a wrong checksum', [wrong]],
    ['one wrong among right ones', [one.recipient, wrong]],
    ['an identity', [one.identity]],
    ['a tag recipient', ['age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e']],
    ['a post-quantum recipient', [`age1pq1${'q'.repeat(1959)}`]],
    ['capitals', [one.recipient.toUpperCase()]],
    ['a space', [` ${one.recipient}`]]
  ])('%s', async (_what, recipients) => {
    await expect(sealTo(recipients, 'x')).rejects.toMatchObject({ fault: 'recipients' });
  });
});

test('an error never quotes an identity', async () => {
  for (const identity of [one.identity.toLowerCase(), one.identity.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q')), one.recipient, '']) {
    const error = await openWith(identity, vector.sealed).catch((reason: unknown) => reason as Error & { fault?: string });
    expect(error).toMatchObject({ fault: 'identity', message: 'sealing: identity' });
    expect((error as Error).cause).toBeUndefined();
    await expect(recipientOf(identity)).rejects.toMatchObject({ fault: 'identity' });
  }
});

test("it is age's own format, both ways", async () => {
  const decrypter = new Decrypter();
  decrypter.addIdentity(one.identity);
  const opened = await decrypter.decrypt(fromBase64Url(await sealTo([one.recipient], 'é')));
  expect(opened).toHaveLength(4096);
  expect([...opened.subarray(0, 3)]).toEqual([0xc3, 0xa9, 0x80]);

  const encrypter = new Encrypter();
  encrypter.addRecipient(one.recipient);
  const padded = new Uint8Array(4096);
  padded.set([0x61, 0x80]);
  expect(await openWith(one.identity, toBase64Url(await encrypter.encrypt(padded)))).toBe('a');
  // Sealed by age, and not padded: not ours.
  await expect(openWith(one.identity, toBase64Url(await encrypter.encrypt('a')))).rejects.toMatchObject({ fault: 'sealed' });
});

test('the bytes of a text that is not UTF-8 are not guessed at', async () => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(one.recipient);
  const padded = new Uint8Array(4096);
  padded.set([0xff, 0x80]);
  await expect(openWith(one.identity, toBase64Url(await encrypter.encrypt(padded)))).rejects.toMatchObject({ fault: 'sealed' });
});
