export const prerender = true;
export const trailingSlash = 'never';
/** Nothing here needs a script until accounts open. */
export const csr = false;
