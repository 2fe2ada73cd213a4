/**
 * Codes that people read on one screen and type on another: 64 bits in Crockford's base 32 (no I, L, O, U), written in
 * groups, read in any case and spacing, with the usual slips of the eye forgiven.
 */

/** 8 random bytes to `7K3M-9QXT-2VBNA`. */
export function writeHumanCode(bytes: Uint8Array): string {
  if (bytes.length !== CODE_BYTES) throw new RangeError('a code stands for 8 bytes');
  const digits = codeDigits(bytes, CODE_DIGITS);
  return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}

/** The code as it was written, or null for what cannot be one. */
export function readHumanCode(text: string): string | null {
  const digits = typedDigits(text, CODE_DIGITS);
  if (digits === null) return null;
  return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}

/** The last bits of some bytes, five a digit. */
export function codeDigits(bytes: Uint8Array, count: number): string {
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let digits = '';
  for (; digits.length < count; value >>= 5n) digits = (alphabet[Number(value & 31n)] ?? '') + digits;
  return digits;
}

/** As they were typed; null for what cannot be so many. */
export function typedDigits(text: string, count: number): string | null {
  const digits = text
    .toUpperCase()
    .replace(/[\s\-._\u2010-\u2015\u00a0]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return digits.length === count && /^[0-9A-HJKMNP-TV-Z]+$/.test(digits) ? digits : null;
}

export const CODE_BYTES = 8;
/** 13 times 5 bits hold 64. */
const CODE_DIGITS = 13;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
