import { bareAddress } from './alert-text.ts';
import { foldText } from './folded-text.ts';
import { spelling } from './spelling.ts';

/** What was typed, in each way in which it can be meant: any one of them is enough. */
export interface Fragment {
  /** Of what is written, or of a plate; folded. */
  readonly text?: string;
  readonly isNearlyIn?: (text: string) => boolean;
  /** Of a number, in any of these writings; a space is its beginning. */
  readonly numbers?: readonly string[];
  /** Of an e-mail address or link. */
  readonly address?: string;
  /** All of these, in any order. */
  readonly parts?: readonly Fragment[];
}

/**
 * Three digits or more of a number, three signs of a plate or an address, or words of two letters. Null for what is too short to say anything.
 * It remembers the spellings that it was held against: read it anew for each search.
 */
export function readFragment(typed: string): Fragment | null {
  // `+33 (0)6 ...`: the 0 is dialled inside France only.
  const plain = bareAddress(typed).replaceAll('(0)', ' ').trim();
  const folded = foldText(plain);
  const close = folded.replaceAll(' ', '');
  if (isDigits(plain.replace(/\s/g, ''))) return close.length < SHORTEST ? null : { text: close, numbers: writings(plain, close) };
  const parts = partsOf(plain);
  const isPlate = /^[a-z\d]+$/.test(close) && /\d/.test(close) && close.length >= SHORTEST && close.length <= LONGEST_PLATE;
  // `ab-1`: every text has words that short somewhere, so these stay together.
  if (isPlate && !/[a-z]{3}/.test(folded)) return { text: close, parts: [{ text: folded }] };
  return isPlate || parts.length > 0 ? { ...(isPlate ? { text: close } : {}), ...(parts.length > 0 ? { parts } : {}) } : null;
}

/** Digits in a row are one number in groups, or several. */
function partsOf(plain: string): readonly Fragment[] {
  const parts: Fragment[] = [];
  let groups: string[] = [];
  for (const word of [...plain.split(/\s+/), '']) {
    if (isDigits(word)) groups.push(word);
    else {
      parts.push(...ofDigits(groups), ...ofWord(word));
      groups = [];
    }
  }
  return parts;
}

function ofDigits(groups: readonly string[]): readonly Fragment[] {
  const each = groups.map(foldText).filter((digits) => digits.length > 1);
  const close = foldText(groups.join('')).replaceAll(' ', '');
  if (close.length < SHORTEST) return each.map((text) => ({ text }));
  return [{ text: close, numbers: writings(groups.join(''), close), ...(each.length > 1 ? { parts: each.map((text) => ({ text })) } : {}) }];
}

function ofWord(word: string): readonly Fragment[] {
  const parts = foldText(word)
    .split(' ')
    .filter((one) => one.length > 1 || /\p{Script=Han}/u.test(one))
    .map((text) => ({ text, isNearlyIn: spelling(text), ...(/^\d{3,}$/.test(text) ? { numbers: [text] } : {}) }));
  const isAddress = word.length >= SHORTEST && /[\p{L}\p{N}]/u.test(word);
  if (word.includes('@')) return isAddress ? [{ address: word }] : [];
  return isAddress && /[./]/.test(word) && parts.length > 0 ? [{ address: word, parts }] : parts;
}

/** `+` is the beginning of a number; the 0 of `33 06` is dialled inside France only. */
function writings(typed: string, digits: string): readonly string[] {
  const begun = typed.startsWith('+') ? ` 00${digits}` : digits;
  const without = begun.replace(/^( 00|00)?(33|262|590|594|596)0/, '$1$2');
  return without === begun || without.trim().length < SHORTEST ? [begun] : [begun, without];
}

function isDigits(word: string): boolean {
  return /^[+\p{Nd}\p{P}]+$/u.test(word) && !word.includes('@');
}

/** Signs: below, everything has it. */
const SHORTEST = 3;
const LONGEST_PLATE = 10;
