import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { pad, unpad } from '../../domain/padding.ts';
import { fromBase64Url, toBase64Url } from '../../domain/base64url.ts';
import { SealingError } from './sealing-error.ts';

/**
 * Texts that only the holders of some age identities read (security.md 4): padded to a size class, sealed to each X25519
 * recipient, base64url. The format is age's own (https://age-encryption.org/v1), so that any age program can open it.
 */
export async function sealTo(recipients: readonly string[], text: string): Promise<string> {
  const all = [...new Set(recipients)];
  if (all.length === 0 || all.length > MOST_RECIPIENTS || !all.every(isRecipient)) throw new SealingError('recipients');
  const padded = padOrRefuse(text);
  try {
    const encrypter = new Encrypter();
    for (const recipient of all) encrypter.addRecipient(recipient);
    return toBase64Url(await encrypter.encrypt(padded));
  } catch {
    // Its checksum is wrong, or it is a point that no secret belongs to.
    throw new SealingError('recipients');
  }
}

/** What `sealTo` sealed, with the identity of one of its recipients. Throws SealingError for anything else. */
export async function openWith(identity: string, sealed: string): Promise<string> {
  if (!isIdentity(identity)) throw new SealingError('identity');
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new SealingError('identity');
  }
  try {
    if (sealed.length > LONGEST_SEALED) throw new SealingError('sealed');
    return unpad(await decrypter.decrypt(fromBase64Url(sealed)));
  } catch {
    throw new SealingError('sealed');
  }
}

/** A new pair: the identity opens what is sealed to the recipient. */
export async function newIdentity(): Promise<Identity> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

export async function recipientOf(identity: string): Promise<string> {
  if (!isIdentity(identity)) throw new SealingError('identity');
  try {
    return await identityToRecipient(identity);
  } catch {
    throw new SealingError('identity');
  }
}

export { digestOf } from './digest.ts';

export function isRecipient(text: string): boolean {
  return /^age1[02-9ac-hj-np-z]{58}$/.test(text);
}

export function isIdentity(text: string): boolean {
  return /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/.test(text);
}

export interface Identity {
  readonly identity: string;
  readonly recipient: string;
}

function padOrRefuse(text: string): Uint8Array<ArrayBuffer> {
  try {
    return pad(text);
  } catch {
    throw new SealingError('too-long');
  }
}

/** As many as a copy of a report may be sealed to (domain/desk-api.ts): the largest size class then stays below what is taken. */
const MOST_RECIPIENTS = 60;
/** As domain/report-api.ts takes it. */
const LONGEST_SEALED = 100_000;
