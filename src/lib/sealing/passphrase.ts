import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { Decrypter, Encrypter, Stanza } from 'age-encryption';
import { fromBase64Url, toBase64Url } from '../../domain/base64url.ts';
import { isIdentity } from './seal.ts';
import { SealingError } from './sealing-error.ts';

/**
 * An identity wrapped by a passphrase: an age file with one scrypt stanza, as `age -p` writes it. age's own way blocks the
 * page for seconds; this derives the same key in small steps, telling how far it is (0 to 1).
 */
export async function wrapIdentity(identity: string, passphrase: string, { workFactor = WORK_FACTOR, tell = silent }: Work = {}): Promise<string> {
  if (!isIdentity(identity)) throw new SealingError('identity');
  const encrypter = new Encrypter();
  encrypter.addRecipient({
    wrapFileKey: async (fileKey) => {
      const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
      const key = await derive(passphrase, salt, workFactor, tell);
      return [new Stanza([KIND, base64(salt), String(workFactor)], chacha20poly1305(key, NONCE).encrypt(fileKey))];
    }
  });
  return toBase64Url(await encrypter.encrypt(identity));
}

/** Throws SealingError `passphrase` for a wrong one, `sealed` for what is no wrapped identity. */
export async function unwrapIdentity(wrapped: string, passphrase: string, { tell = silent }: Pick<Work, 'tell'> = {}): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity({
    unwrapFileKey: async (stanzas) => {
      const { salt, workFactor, body } = readStanza(stanzas);
      const key = await derive(passphrase, salt, workFactor, tell);
      try {
        return chacha20poly1305(key, NONCE).decrypt(body);
      } catch {
        throw new SealingError('passphrase');
      }
    }
  });
  let identity: string;
  try {
    identity = await decrypter.decrypt(fromBase64Url(wrapped), 'text');
  } catch (error) {
    throw error instanceof SealingError ? error : new SealingError('sealed');
  }
  if (!isIdentity(identity)) throw new SealingError('sealed');
  return identity;
}

export interface Work {
  /** log2 of scrypt's N. Lower only where no real passphrase is. */
  readonly workFactor?: number;
  readonly tell?: (share: number) => void;
}

function readStanza(stanzas: readonly Stanza[]): { salt: Uint8Array<ArrayBuffer>; workFactor: number; body: Uint8Array } {
  const [stanza] = stanzas;
  const [kind, salt = '', factor = ''] = stanza?.args ?? [];
  // A higher factor, from a server that means ill, would take all the memory there is.
  if (!stanza || stanzas.length !== 1 || kind !== KIND || stanza.args.length !== 3 || !/^[1-9]\d?$/.test(factor) || Number(factor) > WORK_FACTOR) throw new SealingError('sealed');
  const bytes = fromBase64Url(salt.replaceAll('+', '-').replaceAll('/', '_'));
  if (bytes.length !== SALT_BYTES || stanza.body.length !== WRAPPED_KEY_BYTES) throw new SealingError('sealed');
  return { salt: bytes, workFactor: Number(factor), body: stanza.body };
}

function derive(passphrase: string, salt: Uint8Array, workFactor: number, onProgress: (share: number) => void): Promise<Uint8Array> {
  const label = new TextEncoder().encode('age-encryption.org/v1/scrypt');
  const salted = new Uint8Array(label.length + salt.length);
  salted.set(label);
  salted.set(salt, label.length);
  // The same letters in one form: a phone and a computer write an accent differently.
  return scryptAsync(passphrase.normalize('NFC'), salted, { N: 2 ** workFactor, r: 8, p: 1, dkLen: 32, asyncTick: STEP_MS, onProgress });
}

function base64(bytes: Uint8Array): string {
  return toBase64Url(bytes).replaceAll('-', '+').replaceAll('_', '/');
}

const silent = (): void => undefined;

/** age's own: about a second on a computer, and 256 MB for as long. */
const WORK_FACTOR = 18;
const KIND = 'scrypt';
const SALT_BYTES = 16;
const WRAPPED_KEY_BYTES = 32;
/** Each key seals one file key only, so the nonce is fixed (age's format). */
const NONCE = new Uint8Array(12);
/** Milliseconds at a time: typing and the quick exit get their turn. */
const STEP_MS = 20;
