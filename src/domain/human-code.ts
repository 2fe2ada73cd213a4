/**
 * Codes that people read on one screen and type on another: 64 bits in Crockford's base 32 (no I, L, O, U), written in
 * groups, read in any case and spacing, with the usual slips of the eye forgiven.
 */

/** 8 random bytes to `7K3M-9QXT-2VBNA`. */
export function writeHumanCode(bytes: Uint8Array): string {
  if (bytes.length !== CODE_BYTES) throw new RangeError('a code stands for 8 bytes');
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let digits = '';
  for (let index = 0; index < CODE_DIGITS; index++) {
    digits = (alphabet[Number(value & 31n)] ?? '') + digits;
    value >>= 5n;
  }
  return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}

/** The code as it was written, or null for what cannot be one. */
export function readHumanCode(text: string): string | null {
  const digits = text
    .toUpperCase()
    .replace(/[\s\-._\u2010-\u2015\u00a0]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{13}$/.test(digits)) return null;
  return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}

export const CODE_BYTES = 8;
/** 13 times 5 bits hold 64. */
const CODE_DIGITS = 13;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
