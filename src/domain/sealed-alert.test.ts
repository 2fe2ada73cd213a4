import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nonceKey, openAlert, sealAlert, sealingKey } from './sealed-alert.ts';

/** Made with another implementation (OpenSSL, by way of node:crypto). */
const vectors = JSON.parse(readFileSync(new URL('../../tests/vectors/sealed-alert.json', import.meta.url), 'utf8')) as Record<'sealing' | 'nonce' | 'context' | 'plain' | 'sealed', string>[];

const keys = { sealing: await sealingKey(bytesOf(vectors[0]?.sealing ?? '')), nonce: await nonceKey(bytesOf(vectors[0]?.nonce ?? '')) };
const nonceOf = (sealed: string): string => Buffer.from(sealed, 'base64url').subarray(0, 12).toString('hex');

describe('a sealed alert', () => {
  it.each(vectors)('$context', async ({ sealing, nonce, context, plain, sealed }) => {
    const own = { sealing: await sealingKey(bytesOf(sealing)), nonce: await nonceKey(bytesOf(nonce)) };
    expect(await sealAlert(own, context, plain)).toBe(sealed);
    expect(await openAlert(own.sealing, context, sealed)).toBe(plain);
  });

  it('opens to what it was, and equal ones are equal', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (context, plain) => {
        const sealed = await sealAlert(keys, context, plain);
        expect(await openAlert(keys.sealing, context, sealed)).toBe(plain);
        expect(await sealAlert(keys, context, plain)).toBe(sealed);
      })
    );
  });

  it('never shares its nonce with another text, document or key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.tuple(text, text), { minLength: 2, maxLength: 20, selector: (pair) => JSON.stringify(pair) }), async (pairs) => {
        const nonces = await Promise.all(pairs.map(async ([context, plain]) => nonceOf(await sealAlert(keys, context, plain))));
        expect(new Set(nonces).size).toBe(pairs.length);
      })
    );
    // Where context ends and text begins is part of it.
    expect(nonceOf(await sealAlert(keys, 'ab', 'c'))).not.toBe(nonceOf(await sealAlert(keys, 'a', 'bc')));
  });

  it('does not open elsewhere, under another key, or with one bit changed', async () => {
    const [one, other] = [vectors[0], vectors[1]];
    if (!one || !other) throw new Error('no vectors');
    await expect(openAlert(keys.sealing, other.context, one.sealed)).rejects.toThrow();
    await expect(openAlert(await sealingKey(new Uint8Array(32)), one.context, one.sealed)).rejects.toThrow();
    await fc.assert(
      fc.asyncProperty(fc.nat(Buffer.from(one.sealed, 'base64url').length * 8 - 1), async (bit) => {
        const bytes = Buffer.from(one.sealed, 'base64url');
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await expect(openAlert(keys.sealing, one.context, bytes.toString('base64url'))).rejects.toThrow();
      })
    );
  });
});

const text = fc.string({ unit: 'grapheme', maxLength: 200 });

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64url, 'base64url'));
}
