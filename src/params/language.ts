import type { ParamMatcher } from '@sveltejs/kit';
import { isLanguage } from '$domain/language.ts';

export const match: ParamMatcher = (tag) => isLanguage(tag);
