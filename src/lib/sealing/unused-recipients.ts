/**
 * Stands in the page's bundle for the post-quantum and P-256 code that age-encryption imports (vite.config.ts): 19 KB that
 * nobody calls, since `sealTo` refuses every recipient but X25519. Throws should that ever change.
 */
const unused = new Proxy(
  {},
  {
    get(): never {
      throw new Error('only X25519 recipients are used here');
    }
  }
);

export { unused as MLKEM768P256, unused as MLKEM768X25519, unused as p256 };
