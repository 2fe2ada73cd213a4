import examples from 'libphonenumber-js/mobile/examples';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { seeded } from '../support/seeded.ts';

/**
 * Numbers that are valid by libphonenumber, each in one of the writings in which a phone, a contact or a person has it. `number`: E.164, as
 * libphonenumber has it of the country that the number was drawn for; the same seed, the same numbers.
 */
export function writtenNumbers(count: number, seed: number): readonly WrittenNumber[] {
  const chance = seeded(seed);
  const draw: Draw = (all) => all[Math.floor(chance() * all.length)] as never;
  const found: WrittenNumber[] = [];
  while (found.length < count) {
    const drawn = chance() < 0.7 ? frenchNumber(draw) : foreignNumber(draw);
    if (drawn) found.push({ typed: dressed(written(drawn, draw), draw), number: `+${drawn.code}${drawn.national}` });
  }
  return found;
}

/** As a number reads in France: its country code stands for one of these. */
function frenchNumber(draw: Draw): Drawn | undefined {
  const [country, prefixes] = draw(french);
  const prefix = draw(prefixes);
  return valid(country, prefix + digits(9 - prefix.length, draw));
}

function foreignNumber(draw: Draw): Drawn | undefined {
  const country = draw(foreign);
  const example = examples[country];
  const kept = Math.max(2, example.length - draw([3, 4, 5, 6]));
  return valid(country, example.slice(0, kept) + digits(example.length - kept, draw));
}

function valid(country: CountryCode, national: string): Drawn | undefined {
  const phone = parsePhoneNumberFromString(national, country);
  // Some countries' examples hold a prefix that is dialled inside only: libphonenumber then says so by another national number.
  if (!phone?.isValid() || phone.country !== country || phone.nationalNumber !== national) return undefined;
  return { code: phone.countryCallingCode, national, inFrance: french.some(([each]) => each === country) };
}

function written({ code, national, inFrance }: Drawn, draw: Draw): string {
  const abroad = [`+${code} ${grouped(national, draw)}`, `00${code} ${grouped(national, draw)}`, `+${code}${national}`];
  if (!inFrance) return draw(abroad);
  return draw([...abroad, `0${grouped(national, draw)}`, `0${grouped(national, draw)}`, `${code}${national}`, `+${code} (0)${grouped(national, draw)}`, `00${code}0${national}`]);
}

function grouped(national: string, draw: Draw): string {
  const separator = draw(['', ' ', '.', '-', '\u00a0', '\u202f', '\u2011', '\u2212', ' - ']);
  return [national.slice(0, 1), ...(national.slice(1).match(/\d{1,2}/g) ?? [])].join(separator);
}

/** What copies, contacts and phones of other languages put around and into a number. */
function dressed(text: string, draw: Draw): string {
  const zero = draw(['0', '0', '0', '0', '\u0660', '\u06f0', '\u0966', '\uff10']).charCodeAt(0);
  const inScript = text.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
  const [before, after] = draw([['', ''], ['', ''], ['\u202a', '\u202c'], ['\u200e', ''], ['\u2066', '\u2069'], [' ', ' '], ['', ';ext=12'], ['', ',,3'], ['\u200f', '\u200f']]);
  return before + inScript + after;
}

function digits(count: number, draw: Draw): string {
  return Array.from({ length: count }, () => String(draw([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))).join('');
}

/** Ranges of people's phones in the territories; of the mainland all that begins with one digit. */
const french: readonly (readonly [CountryCode, readonly string[]])[] = [
  ['FR', ['1', '2', '3', '4', '5', '6', '6', '6', '7', '7', '9', '263', '269', '596', '976', '800', '709']],
  ['RE', ['262', '263', '692', '693', '7092']],
  ['YT', ['269', '639', '7093', '976']],
  ['GP', ['590', '690', '691', '7090']],
  ['GF', ['594', '694', '7093']],
  ['MQ', ['596', '696', '697', '7091']]
];
/** These have the same code as one above, and their numbers are told from those by nobody who calls. */
const alike = new Set<string>(['BL', 'MF']);
const foreign = (Object.keys(examples) as CountryCode[]).filter((country) => !alike.has(country) && !french.some(([each]) => each === country));

type Draw = <Value>(all: readonly Value[]) => Value;

interface Drawn {
  readonly code: string;
  readonly national: string;
  readonly inFrance: boolean;
}

export interface WrittenNumber {
  readonly typed: string;
  readonly number: string;
}
