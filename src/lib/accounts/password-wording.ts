import type { Translate } from '$lib/i18n/translate.ts';
import type { Problem } from '$lib/shell/fault-wording.ts';
import { passwordProblems } from './sign-up-checks.ts';

/** What is wrong with a new password, at its two fields. */
export function passwordWording(t: Translate, typed: { password: string; again: string }, username: string, isCommon: (password: string) => boolean): Problem[] {
  return passwordProblems(typed, username, isCommon).flatMap(([field, problem]) => {
    if (problem === undefined) return [];
    return [{ field, text: t(problem === 'missing' ? 'problem.missing.password' : problem === 'too-short' ? 'problem.too-short.password' : `problem.${problem}`) }];
  });
}
