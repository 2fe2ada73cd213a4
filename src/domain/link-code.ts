import { codeDigits, typedDigits } from './human-code.ts';

/** The code that is typed from the page into the app where the phone does not hand it over: 40 bits, read and written as other codes are. */

/** 5 random bytes to `7K3M-9QXT`. */
export function writeLinkCode(bytes: Uint8Array): string {
  if (bytes.length !== LINK_CODE_BYTES) throw new RangeError('a code stands for 5 bytes');
  return grouped(codeDigits(bytes, DIGITS));
}

/** The code as it was written, or null for what cannot be one. */
export function readLinkCode(text: string): string | null {
  const digits = typedDigits(text, DIGITS);
  return digits === null ? null : grouped(digits);
}

function grouped(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

export const LINK_CODE_BYTES = 5;
const DIGITS = 8;
