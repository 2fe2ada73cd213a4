import type { ParamMatcher } from '@sveltejs/kit';

export const match = ((name) => name === 'not-found' || name === 'not-kept') satisfies ParamMatcher;
