import { normalisePhone } from './phone-number.ts';

/**
 * A number as the phone shows who calls, read as what it may be (`caller-filter.md`, "Numbers"): E.164 with the plus sign, none when it is no
 * number. Four ranges that are written with a 0 are of the mainland and of an overseas department alike: both are given, the likelier first.
 */
export function readCallerNumber(text: string): readonly string[] {
  const number = normalisePhone(text);
  if (number === null) return [];
  const national = /^\+(33|262|596)(\d{9})$/.exec(number);
  const [, code = '', digits = ''] = national ?? [];
  const overseas = Object.entries(ambiguous).find(([range]) => digits.startsWith(range))?.[1];
  if (overseas === undefined) return [number];
  return [number, code === '33' ? `+${overseas}${digits}` : `+33${digits}`];
}

/**
 * The form under which a report of a number is kept in the filter: null for what can call nobody, and for what is dialled by everybody. After a French
 * code stand nine digits: `+33 116 006`, a help line, is the number of no caller.
 */
export function reportableNumber(text: string): string | null {
  const number = normalisePhone(text);
  return number !== null && (!frenchCode.test(number) || frenchNumber.test(number)) ? number : null;
}

const frenchCode = /^\+(33|262|590|594|596)/;
const frenchNumber = /^\+(33|262|590|594|596)[1-9]\d{8}$/;

/** Of the nine digits after the 0, and the other country code that they may have. */
const ambiguous: Readonly<Record<string, string>> = { '263': '262', '269': '262', '596': '596', '976': '262' };
