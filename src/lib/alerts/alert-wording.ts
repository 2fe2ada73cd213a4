import type { ApiFault } from '$domain/account-api.ts';
import type { Alert, AlertEntry } from '$domain/alert.ts';
import { maskIdentifier, showIdentifier, type Identifier } from '$domain/identifier.ts';
import type { ReadingLanguage } from '$domain/language.ts';
import { momentText } from '$lib/i18n/dates.ts';
import type { Translate } from '$lib/i18n/translate.ts';
import { loadingFaultText } from '$lib/shell/fault-wording.ts';

/** Why there is no answer. Too many questions: when it works again, by the clock. */
export function searchFaultText(t: Translate, language: ReadingLanguage, fault: ApiFault, now: Date): string {
  if (fault.retryAfter === undefined) return loadingFaultText(t, fault);
  const key = fault.error === 'too_many_lookups' ? 'fault.too-many-lookups' : 'fault.too-many-questions';
  return t(key, { moment: momentText(language, new Date(now.getTime() + fault.retryAfter * 1000).toISOString()) });
}

/** An alert as lists show it: masked, but for what was searched. */
export function entryOf(alert: Alert, searched: Identifier): AlertEntry {
  const isSearched = ({ kind, value }: Identifier): boolean => kind === searched.kind && value === searched.value;
  // What was searched first: it is what the reader looks for.
  const order = [...alert.identifiers].sort((one, other) => Number(isSearched(other)) - Number(isSearched(one)));
  return { ...alert, identifiers: order.map((identifier) => ({ kind: identifier.kind, shown: isSearched(identifier) ? showIdentifier(identifier) : maskIdentifier(identifier) })) };
}

/** What a text is written in, in the reader's words. */
export function languageName(language: ReadingLanguage, tag: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
}

/** By the clock of the phone: `14:32`. */
export function clockText(language: ReadingLanguage, at: number): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { timeStyle: 'short' }).format(at);
}
