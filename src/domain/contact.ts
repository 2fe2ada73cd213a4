import { canGetTexts, maskPhone, normalisePhone } from './phone-number.ts';

/** Where the team's messages reach somebody. */
export type Contact =
  | { readonly kind: 'email'; readonly value: string }
  /** E.164. */
  | { readonly kind: 'phone'; readonly value: string };

export type ContactProblem = 'neither' | 'landline';

/** Reads what was typed, in whatever writing: an e-mail address or a phone number that gets text messages. */
export function readContact(text: string): Contact | { readonly problem: ContactProblem } {
  const typed = text.trim();
  if (typed.includes('@')) {
    // The domain has no case, and no provider tells two people apart by the case of what stands before it.
    const address = typed.toLowerCase();
    return isEmail(address) ? { kind: 'email', value: address } : { problem: 'neither' };
  }
  const number = normalisePhone(typed);
  if (number === null) return { problem: 'neither' };
  return canGetTexts(number) ? { kind: 'phone', value: number } : { problem: 'landline' };
}

/** What identifies a contact: equal texts mean one and the same. */
export function contactKey({ kind, value }: Contact): string {
  return `${kind}:${value}`;
}

/** What a list shows: enough for whoever knows it. */
export function maskContact({ kind, value }: Contact): string {
  if (kind === 'phone') return maskPhone(value);
  const [name = '', host = ''] = value.split('@');
  return `${name.slice(0, 1)}•••@${host}`;
}

/** As strict as a mistyped address needs: the code that is sent there proves the rest. */
function isEmail(address: string): boolean {
  return address.length <= LONGEST_EMAIL && /^[^\s@,;<>"()]+@[^\s@,;<>"().]+(\.[^\s@,;<>"().]+)+$/.test(address);
}

/** RFC 5321, 4.5.3.1.3, less the angle brackets. */
const LONGEST_EMAIL = 254;
