import { readIdentifierAs, showIdentifier, type IdentifierKind } from '$domain/identifier.ts';

/** How a line was understood; `unread`: it is whole, and is nothing of its kind. */
export type LineReading = { readonly shown: string; readonly unread?: undefined } | { readonly unread: boolean };

export function readLine(kind: IdentifierKind, typed: string): LineReading {
  const identifier = readIdentifierAs(kind, typed);
  return identifier ? { shown: showIdentifier(identifier) } : { unread: isWhole[kind](typed.trim()) };
}

/** Before, every beginning would be told to be wrong. */
const isWhole: Readonly<Record<IdentifierKind, (typed: string) => boolean>> = {
  phone: (typed) => typed.replace(/\P{Nd}/gu, '').length >= 8 || /\p{L}/u.test(typed),
  email: (typed) => typed.length > 3 && (!typed.includes('@') || /@.+\.|@.{12}/.test(typed)),
  plate: (typed) => typed.length >= 4
};
