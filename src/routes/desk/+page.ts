export const prerender = true;
export const trailingSlash = 'never';
/** Reports are opened in the browser, and nowhere else. */
export const csr = true;
