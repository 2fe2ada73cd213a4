export const prerender = true;
export const trailingSlash = 'never';
export const csr = false;
