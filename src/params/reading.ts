import type { ParamMatcher } from '@sveltejs/kit';
import { isReadingLanguage } from '$domain/language.ts';

export const match: ParamMatcher = (tag) => isReadingLanguage(tag);
