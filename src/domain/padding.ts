/**
 * Size classes of sealed texts: whoever sees the ciphertext learns the class, not the length. Doubling classes from 4 KB: a
 * short report is most of them, and a long one does not stand out more than by its class.
 */
export const sizeClasses = [4096, 8192, 16_384, 32_768, 65_536] as const;

/** The text's bytes, a 0x80, then zeros up to the next class (ISO/IEC 7816-4). Throws RangeError beyond the largest. */
export function pad(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  const size = sizeClasses.find((one) => one > bytes.length);
  if (size === undefined) throw new RangeError('longer than any size class');
  const padded = new Uint8Array(size);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  return padded;
}

/** Throws RangeError for what `pad` did not make. */
export function unpad(padded: Uint8Array): string {
  const end = padded.lastIndexOf(0x80);
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new RangeError('not padded');
  return new TextDecoder('utf-8', { fatal: true }).decode(padded.subarray(0, end));
}
