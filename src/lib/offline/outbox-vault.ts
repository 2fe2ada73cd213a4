import type { KeptKey, Locked } from './outbox-tables.ts';

/**
 * Encrypts what is kept on the phone: AES-256-GCM under a key that scripts cannot take out of the browser. What that
 * protects against, and what not, is said in SECURITY.md.
 */
export class Vault {
  readonly kept: KeptKey;

  constructor(kept: KeptKey) {
    this.kept = kept;
  }

  static async withNewKey(): Promise<Vault> {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    return new Vault({ name: String(crypto.getRandomValues(new Uint32Array(2))), key });
  }

  /** `name` is bound to it: what was kept as one thing is not taken for another. */
  async lock(name: string, value: unknown): Promise<Locked> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const text = new TextEncoder().encode(JSON.stringify(value));
    const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm(name, nonce), this.kept.key, text));
    const locked = new Uint8Array(nonce.length + sealed.length);
    locked.set(nonce);
    locked.set(sealed, nonce.length);
    return locked;
  }

  /** Undefined for what this key did not lock. */
  async unlock(name: string, locked: Locked): Promise<unknown> {
    try {
      const text = await crypto.subtle.decrypt(algorithm(name, locked.subarray(0, NONCE_BYTES)), this.kept.key, locked.subarray(NONCE_BYTES));
      return JSON.parse(new TextDecoder().decode(text)) as unknown;
    } catch {
      return undefined;
    }
  }
}

function algorithm(name: string, nonce: Locked): AesGcmParams {
  return { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(name) };
}

const NONCE_BYTES = 12;
