/**
 * One form for one number, on the server, in the page and in the Android app (`caller-filter.md`, "Numbers"): the same
 * table stands in Java, and `tests/vectors/phone-numbers.json` holds both to it.
 *
 * libphonenumber reads `0690 12 34 56` as an invalid +33 number, so that numbers of the overseas departments would never
 * match; hence rules of our own.
 */

/** E.164 with the plus sign (`+33612345678`), or null for what is no number that can call or be called from abroad. */
export function normalisePhone(text: string): string | null {
  const written = asciiDigits((text.split(/[;,]/)[0] ?? '').replace(separators, ''));
  if (!/^\+?\d+$/.test(written)) return null;
  const digits = internationalDigits(written);
  if (digits === null) return null;
  const moved = overseas(withoutTrunkZero(digits));
  return moved.length >= SHORTEST && moved.length <= LONGEST ? `+${moved}` : null;
}

/** French fixed lines get no text messages; of numbers of other countries nothing is known. */
export function canGetTexts(number: string): boolean {
  if (number.startsWith('+33')) return /^\+33[67]/.test(number);
  if (/^\+(262|590|594|596)/.test(number)) return /^\+(262(639|69[23]|709)|590(69[01]|709)|594(694|709)|596(69[67]|709))/.test(number);
  return true;
}

/** What a list shows: the ends, not the middle (`+33 6•• ••• •78`). Enough for whoever knows the number. */
export function maskPhone(number: string): string {
  return `${number.slice(0, 4)}${'•'.repeat(Math.max(0, number.length - 6))}${number.slice(-2)}`;
}

function internationalDigits(written: string): string | null {
  if (written.startsWith('+')) return written.slice(1);
  if (written.startsWith('00')) return written.slice(2);
  if (/^0[1-9]\d{8}$/.test(written)) return `33${written.slice(1)}`;
  return /^(33|262|590|594|596)\d{9}$/.test(written) ? written : null;
}

/** `+33 (0)6 ...`: the 0 is dialled inside France only. */
function withoutTrunkZero(digits: string): string {
  return digits.replace(/^(33|262|590|594|596)0/, '$1');
}

/** Ranges of the overseas departments, written by many as if they were of metropolitan France. */
function overseas(digits: string): string {
  const national = /^33(\d{9})$/.exec(digits)?.[1];
  if (national === undefined) return digits;
  for (const [range, code] of overseasRanges) if (range.test(national)) return code + national;
  return digits;
}

const overseasRanges: readonly (readonly [RegExp, string])[] = [
  [/^(690|691|7090|590)/, '590'],
  [/^(694|7093[0-3]|594)/, '594'],
  [/^(696|697|7091|596)/, '596'],
  [/^(692|693|7092|262)/, '262'],
  [/^(639|7093[5-7])/, '262']
];

/** Spaces, dots, dashes, brackets, and marks that only turn the writing direction. */
const separators = /[\s.()[\]\-\u2010-\u2015\u2212\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u200b]/g;

/** Digits of every script as 0 to 9. */
export function asciiDigits(text: string): string {
  return text.replace(/(?!\d)\p{Nd}/gu, asciiDigit);
}

/** Unicode puts the ten digits of each script in one row, and the rows of some, such as mathematical ones, directly after each other. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

/** ITU-T E.164: at most 15 digits; nothing shorter than 7 is dialled from another country. */
const SHORTEST = 7;
const LONGEST = 15;
