export const prerender = true;
export const trailingSlash = 'never';
/** Whoever is signed in, and what they see, is known to the phone and the server only. */
export const csr = true;
