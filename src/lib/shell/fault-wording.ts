import type { ApiFault } from '$domain/account-api.ts';
import type { Translate } from '$lib/i18n/translate.ts';

/** What keeps a form from being sent: at one of its fields, or of the whole. */
export interface Problem {
  readonly field?: string;
  readonly text: string;
}

/** The sentence for a refusal: the view's own text `fault.<error>`, else `fault.failed`. */
export function faultText(t: Translate, { error, retryAfter }: ApiFault): string {
  const key = `fault.${error.replaceAll('_', '-')}`;
  // Whole minutes, rounded up: a try one second too early would be one more refusal.
  const text = t(key, { count: Math.max(1, Math.ceil((retryAfter ?? 60) / 60)) });
  return text === key ? t('fault.failed') : text;
}

/** The sentence where nothing was typed: the view itself could not be filled. */
export function loadingFaultText(t: Translate, fault: ApiFault): string {
  return fault.error === 'offline' ? t('offline') : faultText(t, fault);
}

/** A form's refusal, at the fields it is about. `at` names the field of a refusal that has one, such as `wrong_password`. */
export function faultProblems(t: Translate, fault: ApiFault, at: Readonly<Partial<Record<string, string>>> = {}): readonly Problem[] {
  if (fault.error === 'invalid_fields' && fault.fields && Object.keys(fault.fields).length > 0) {
    return Object.entries(fault.fields).map(([field, problem]) => ({ field, text: problemText(t, problem, field) }));
  }
  const field = at[fault.error];
  return [{ ...(field === undefined ? {} : { field }), text: faultText(t, fault) }];
}

/** A sentence for this very field where there is one. */
function problemText(t: Translate, problem: string, field: string): string {
  const own = `problem.${problem}.${field}`;
  const text = t(own);
  return text === own ? t(`problem.${problem}`) : text;
}
