/**
 * Stands in the page's bundle for what age-encryption imports and nobody calls (vite.config.ts), 20 KB of it: post-quantum and
 * P-256 recipients, which `sealTo` refuses, and its own scrypt, in whose place passphrase.ts derives in small steps. Throws
 * should that ever change.
 */
const unused = new Proxy(
  {},
  {
    get(): never {
      throw new Error('only X25519 recipients are used here');
    }
  }
);

function scrypt(): never {
  throw new Error('age’s own scrypt is not used here');
}

export { scrypt, unused as MLKEM768P256, unused as MLKEM768X25519, unused as p256 };
