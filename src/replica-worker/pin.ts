/** Keys under a PIN: AES-256-GCM under what PBKDF2 makes of it. Its cost is what stands between a copied phone and six digits. */
export interface Wrapped {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** What a right PIN has opened, and what puts newer keys under the same PIN without asking for it again. */
export interface Opened {
  readonly text: string;
  readonly again: (text: string) => Promise<Wrapped>;
}

export async function wrap(pin: string, text: string): Promise<{ readonly wrapped: Wrapped } & Opened> {
  const salt = random(SALT_BYTES);
  const again = wrapper(await derive(pin, salt, ITERATIONS), salt, ITERATIONS);
  return { wrapped: await again(text), text, again };
}

/** Undefined for a wrong PIN. */
export async function unwrap(pin: string, { salt, iterations, nonce, sealed }: Wrapped): Promise<Opened | undefined> {
  const key = await derive(pin, salt, iterations);
  try {
    const text = new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, sealed));
    return { text, again: wrapper(key, salt, iterations) };
  } catch {
    return undefined;
  }
}

function wrapper(key: CryptoKey, salt: Wrapped['salt'], iterations: number): Opened['again'] {
  return async (text) => {
    const nonce = random(NONCE_BYTES);
    return { salt, iterations, nonce, sealed: new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, new TextEncoder().encode(text))) };
  };
}

async function derive(pin: string, salt: Wrapped['salt'], iterations: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, typed, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

function random(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

/** OWASP, Password Storage Cheat Sheet, for PBKDF2 with SHA-256. */
const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
