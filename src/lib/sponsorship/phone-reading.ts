import { groupedPhone } from '$domain/phone-groups.ts';
import { canGetTexts, normalisePhone } from '$domain/phone-number.ts';

/** How a number was understood, for whoever types it: in groups, with the country code, so that a slip is seen. */
export type PhoneReading = { readonly number: string; readonly shown: string } | { readonly problem: 'missing' | 'neither' | 'landline' };

export function readPhone(typed: string): PhoneReading {
  if (typed.trim() === '') return { problem: 'missing' };
  const number = normalisePhone(typed);
  if (number === null) return { problem: 'neither' };
  return canGetTexts(number) ? { number, shown: groupedPhone(number) } : { problem: 'landline' };
}

/** Whether enough is typed for an error to be said: before, every beginning of a number would be one. */
export function worthReading(typed: string): boolean {
  return typed.replace(/\P{Nd}/gu, '').length >= 10 || /\p{L}|@/u.test(typed);
}
