import { toBase64Url } from '../../domain/base64url.ts';

/** Random bytes as base64url: 16 make an id, 32 a secret. */
export function randomText(bytes: number): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)));
}
