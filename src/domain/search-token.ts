import { fromBase64Url, toBase64Url } from './base64url.ts';
import { identifierKey, type Identifier } from './identifier.ts';

/**
 * What stands for an identifier in the store and in questions to the server: HMAC-SHA256 of its one form under a key that
 * the database never sees, cut to 96 bits, base64url (16 characters). Whoever has the database cannot try numbers on it.
 */
export async function searchToken(key: SearchKey, identifier: Identifier): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(identifierKey(identifier)));
  return toBase64Url(new Uint8Array(mac, 0, TOKEN_BYTES));
}

/** From the 32 bytes of `GET /api/keys`, base64url; cannot be taken out of the browser again. */
export async function searchKey(text: string): Promise<SearchKey> {
  return crypto.subtle.importKey('raw', fromBase64Url(text), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/** Named by what makes it: Node and the browser have the type under different names. */
export type SearchKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const TOKEN_BYTES = 12;
