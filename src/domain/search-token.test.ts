import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Identifier } from './identifier.ts';
import { searchKey, searchToken } from './search-token.ts';

/** Made with another implementation (Python's hmac), so that page, server and app cannot be wrong together. */
const vectors = JSON.parse(readFileSync(new URL('../../tests/vectors/search-tokens.json', import.meta.url), 'utf8')) as (Identifier & { key: string; token: string })[];

describe('a search token', () => {
  it.each(vectors)('$kind $value', async ({ key, token, ...identifier }) => {
    expect(await searchToken(await searchKey(key), identifier)).toBe(token);
  });

  it('is made with a key that cannot be taken out of the browser again', async () => {
    const key = await searchKey(vectors[0]?.key ?? '');
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });
});
