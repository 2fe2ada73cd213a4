import type { ParamMatcher } from '@sveltejs/kit';

/** Reading pages that are neither guides nor lists; their texts are in `src/content/pages/<language>/`. */
export const match: ParamMatcher = (name) => ['leaving-quickly', 'terms', 'privacy'].includes(name);
