/** Bytes as text that stands in JSON and nowhere needs escaping (RFC 4648 section 5, no padding). */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += STEP) binary += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Throws for what `toBase64Url` does not write: one text for the same bytes, so that equal things have equal digests. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new RangeError('not base64url');
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
  if (toBase64Url(bytes) !== text) throw new RangeError('not base64url');
  return bytes;
}

/** Arguments that one call takes everywhere. */
const STEP = 8192;
