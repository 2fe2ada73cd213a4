import { contactKey, maskContact, readContact } from './contact.ts';
import { normalisePlate, showPlate } from './licence-plate.ts';
import { normalisePhone } from './phone-number.ts';
import { groupedPhone } from './phone-groups.ts';

/** What a person is found by. `value` is in its one form, so that equal values mean the same. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** The kinds that are looked up (C1). Names and links are shown, and searched as text. */
export const identifierKinds = ['phone', 'plate', 'email'] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** What was typed, read as one kind; null for what is none. */
export function readIdentifierAs(kind: IdentifierKind, typed: string): Identifier | null {
  const value = { phone: normalisePhone, plate: normalisePlate, email: normaliseEmail }[kind](typed.trim());
  return value === null ? null : { kind, value };
}

/**
 * What was typed into one search field: an `@` makes an address, digits alone a number, letters and digits a plate.
 * Null for what is none of them.
 */
export function readIdentifier(typed: string): Identifier | null {
  if (typed.includes('@')) return readIdentifierAs('email', typed);
  // Digits alone are a number that is not whole yet: of a few of them, as a plate, nothing would be known.
  return readIdentifierAs('phone', typed) ?? (/[a-z]/i.test(typed.normalize('NFKC')) ? readIdentifierAs('plate', typed) : null);
}

/** As people write it. */
export function showIdentifier({ kind, value }: Identifier): string {
  if (kind === 'phone') return groupedPhone(value);
  return kind === 'plate' ? showPlate(value) : value;
}

/** In lists: enough for whoever knows it already. */
export function maskIdentifier({ kind, value }: Identifier): string {
  if (kind === 'plate') {
    // Of a short one, two ends of two signs would be nearly all of it.
    const end = value.length < SHORT_PLATE ? 1 : 2;
    return `${value.slice(0, end)}•••${value.slice(-end)}`;
  }
  return maskContact({ kind, value });
}

/** What its search token is made of. */
export function identifierKey({ kind, value }: Identifier): string {
  return kind === 'plate' ? `plate:${value}` : contactKey({ kind, value });
}

function normaliseEmail(typed: string): string | null {
  const read = readContact(typed);
  return 'kind' in read && read.kind === 'email' ? read.value : null;
}

const SHORT_PLATE = 7;
