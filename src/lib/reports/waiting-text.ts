import type { Translate } from '$lib/i18n/translate.ts';
import type { Entry } from '$lib/offline/outbox.ts';

/** Why a report is still on this phone, and what happens next. Without an entry it is not sealed yet. */
export function waitingText(t: Translate, entry: Entry | undefined): string {
  return t(`waits.${entry ? (entry.problem ?? 'new') : 'unsealed'}`);
}
