import type { Translate } from '$lib/i18n/translate.ts';
import type { Entry } from '$lib/offline/outbox.ts';

/**
 * Why a report is still on this phone, and what happens next. Without an entry it is not sealed yet. With `inPageOnly`
 * the phone's storage took nothing, and closing the page would lose it.
 */
export function waitingText(t: Translate, entry: Entry | undefined, inPageOnly: boolean): string {
  if (inPageOnly && !entry?.problem) return t('waits.here');
  return t(`waits.${entry ? (entry.problem ?? 'new') : 'unsealed'}`);
}
