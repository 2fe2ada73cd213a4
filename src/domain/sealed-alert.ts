import { fromBase64Url, toBase64Url } from './base64url.ts';

/**
 * Alerts as they lie in the store and on phones (security.md 5): AES-256-GCM under the area's key of a month. The nonce is a keyed
 * hash of all that is sealed, so that equal documents seal equally (nothing is written, or sent, anew) and no nonce ever
 * serves two plaintexts. Made on the server, opened on the server and on phones; `tests/vectors/sealed-alert.json` holds both to it.
 */
export interface SealingKeys {
  readonly sealing: AlertKey;
  /** HMAC, of the server alone. */
  readonly nonce: AlertKey;
}

/** Base64url of nonce, ciphertext and tag. `context` names document and key: moved elsewhere it does not open. */
export async function sealAlert({ sealing, nonce }: SealingKeys, context: string, plain: string): Promise<string> {
  const bytes = encoder.encode(plain);
  return toBase64Url(await sealBytes({ sealing, nonce }, context, bytes));
}

/** The same as bytes, of bytes. */
export async function sealBytes({ sealing, nonce }: SealingKeys, context: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const named = encoder.encode(context);
  // The length first: no two pairs of context and text come to the same bytes.
  const hashed = new Uint8Array(4 + named.length + bytes.length);
  new DataView(hashed.buffer).setUint32(0, named.length);
  hashed.set(named, 4);
  hashed.set(bytes, 4 + named.length);
  return sealAgain(sealing, new Uint8Array(await crypto.subtle.sign('HMAC', nonce, hashed)).slice(0, NONCE_BYTES), context, bytes);
}

/**
 * Seals what was sealed before, with the nonce that it had: the same bytes once more. For phones, which get the alerts of a snapshot opened and
 * do not have the key of nonces. With any other nonce than that of the same text under the same key it would give both away.
 */
export async function sealAgain(sealing: AlertKey, iv: Uint8Array<ArrayBuffer>, context: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encoder.encode(context) }, sealing, bytes));
  const whole = new Uint8Array(NONCE_BYTES + sealed.length);
  whole.set(iv);
  whole.set(sealed, NONCE_BYTES);
  return whole;
}

/** Throws for anything that was changed, moved, or sealed under another key. */
export async function openAlert(sealing: AlertKey, context: string, sealed: string): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await openBytes(sealing, context, fromBase64Url(sealed)));
}

/** Throws as `openAlert` does. */
export async function openBytes(sealing: AlertKey, context: string, whole: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: whole.subarray(0, NONCE_BYTES), additionalData: encoder.encode(context) }, sealing, whole.subarray(NONCE_BYTES)));
}

/** What an area's document is sealed to: moved to another document or key it does not open. */
export function areaContext(keyId: string, id: string): string {
  return `${keyId}/${id}`;
}

/** The key of an area in a month: `75-2026-11`. */
export function areaKeyId(area: string, month: string): string {
  return `${area}-${month}`;
}

/** From 32 bytes; cannot be taken out again. */
export async function sealingKey(bytes: Uint8Array<ArrayBuffer>): Promise<AlertKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export async function nonceKey(bytes: Uint8Array<ArrayBuffer>): Promise<AlertKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/** Node and the browser have the type under different names. */
export type AlertKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const encoder = new TextEncoder();
/** NIST SP 800-38D. */
export const NONCE_BYTES = 12;
