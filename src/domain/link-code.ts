/** The code that is typed from the page into the app where the phone does not hand it over: 40 bits in Crockford's base 32 (`human-code.ts`). */

/** 5 random bytes to `7K3M-9QXT`. */
export function writeLinkCode(bytes: Uint8Array): string {
  if (bytes.length !== LINK_CODE_BYTES) throw new RangeError('a code stands for 5 bytes');
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let digits = '';
  for (; digits.length < DIGITS; value >>= 5n) digits = (alphabet[Number(value & 31n)] ?? '') + digits;
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** The code as it was written, or null for what cannot be one. */
export function readLinkCode(text: string): string | null {
  const digits = text
    .toUpperCase()
    .replace(/[\s\-._\u2010-\u2015\u00a0]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(digits) ? `${digits.slice(0, 4)}-${digits.slice(4)}` : null;
}

export const LINK_CODE_BYTES = 5;
const DIGITS = 8;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
