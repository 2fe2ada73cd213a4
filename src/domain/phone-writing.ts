/**
 * Phone numbers as the directory's sources write them, and as people read them. It serves the directory alone: the
 * caller filter's rules, where one number must have one form on three platforms, are in `phone-number.ts`.
 */

/**
 * The numbers in a text ("04 74 38 00 35 / 06 ..."), each E.164 (`+33474380035`) or short as dialled (`3430`), in order
 * and once; what is not a number is left out. The department settles six digits written alone or after +262.
 */
export function readPhones(text: string, department?: string): readonly ReadPhone[] {
  const found: ReadPhone[] = [];
  for (const part of text.split(/[/;,]|\bou\b|\bet\b/)) {
    const phone = readPhone(part, department);
    if (phone !== null && !found.some(({ number }) => number === phone.number)) found.push(phone);
  }
  return found;
}

/** `repaired` is true when the source left out or doubled a part that the number needs. */
export function readPhone(text: string, department?: string): ReadPhone | null {
  const compact = text
    .replace(/^\s*(?:t[ée]l[.:\s]*|tel:)/i, '')
    .replace(/(\+\s*\d{2,3}\s*)\(0\)/, '$1')
    .replace(/[\s.()\u2010-\u2015\u2212\-_]/g, '');
  if (!/^\+?\d+$/.test(compact)) return null;
  if (shortNumber.test(compact)) return { number: compact, repaired: false };
  if (compact.startsWith('+')) return international(compact.slice(1), department);
  if (compact.startsWith('00')) return international(compact.slice(2), department);
  if (/^0[1-9]\d{8}$/.test(compact)) return { number: national(compact.slice(1)), repaired: false };
  if (/^[1-9]\d{8}$/.test(compact)) return { number: national(compact), repaired: true };
  const code = department === undefined ? undefined : callingCodes[department];
  if (/^\d{6,8}$/.test(compact) && code !== undefined) return international(code + compact, department);
  return null;
}

/** By pairs: `04 74 38 00 35`, `0594 28 09 07`, `0 800 17 18 05`, `116 006`. What it does not know comes back as it is. */
export function displayPhone(number: string): string {
  if (/^116\d{3}$/.test(number)) return `${number.slice(0, 3)} ${number.slice(3)}`;
  const green = /^\+33(8\d\d)(\d{6})$/.exec(number);
  if (green?.[1] !== undefined) return `0 ${green[1]} ${pairs(green[2] ?? '')}`;
  const metropolitan = /^\+33(\d)(\d{8})$/.exec(number);
  if (metropolitan?.[1] !== undefined) return `0${metropolitan[1]} ${pairs(metropolitan[2] ?? '')}`;
  const overseas = /^\+(?:262|590|594|596)(\d{3})(\d{6})$/.exec(number);
  if (overseas?.[1] !== undefined) return `0${overseas[1]} ${pairs(overseas[2] ?? '')}`;
  const miquelon = /^\+508(\d{6})$/.exec(number);
  if (miquelon?.[1] !== undefined) return `0508 ${pairs(miquelon[1])}`;
  const pacific = /^\+(681|687|689)(\d{6}|\d{8})$/.exec(number);
  if (pacific?.[1] !== undefined) return `+${pacific[1]} ${pairs(pacific[2] ?? '')}`;
  return number;
}

/** Nine digits after the leading 0. The overseas ranges have country codes of their own, dialled from France with a 0. */
function national(digits: string): string {
  if (digits.startsWith('508')) return `+508${digits.slice(3)}`;
  const code = overseasRanges[digits.slice(0, 3)];
  return `+${code ?? '33'}${digits}`;
}

function international(digits: string, department: string | undefined): ReadPhone | null {
  if (digits.startsWith('33')) {
    const rest = digits.slice(2).replace(/^0/, '');
    return /^[1-9]\d{8}$/.test(rest) ? { number: national(rest), repaired: digits.length !== 11 } : null;
  }
  const code = digits.slice(0, 3);
  const rest = digits.slice(3);
  switch (code) {
    case '262':
    case '590':
    case '594':
    case '596':
      return islandNumber(code, rest, department);
    case '508':
    case '681':
    case '687':
      return /^\d{6}$/.test(rest) ? { number: `+${digits}`, repaired: false } : afterDoubledCode(code, rest);
    case '689':
      // Since June 2014 Polynesian numbers have eight digits: the fixed lines of before took the prefix 40.
      if (/^[4-9]\d{5}$/.test(rest)) return { number: `+68940${rest}`, repaired: true };
      return /^[48]\d{7}$/.test(rest) ? { number: `+${digits}`, repaired: false } : null;
    default:
      return /^[1-9]\d{7,14}$/.test(digits) ? { number: `+${digits}`, repaired: false } : null;
  }
}

/** `+594 28 09 07` stands for 0594 28 09 07, that is +594 594 28 09 07: the source dropped the repeated prefix. */
function islandNumber(code: string, rest: string, department: string | undefined): ReadPhone | null {
  if (/^\d{6}$/.test(rest)) {
    const prefix = code === '262' && department === '976' ? '269' : code;
    return { number: `+${code}${prefix}${rest}`, repaired: true };
  }
  if (/^[1-9]\d{8}$/.test(rest)) return { number: `+${code}${rest}`, repaired: false };
  if (/^0[1-9]\d{8}$/.test(rest)) return { number: `+${code}${rest.slice(1)}`, repaired: true };
  return null;
}

function afterDoubledCode(code: string, rest: string): ReadPhone | null {
  const match = /^0?(\d{3})(\d{6})$/.exec(rest);
  return match?.[1] === code ? { number: `+${code}${match[2] ?? ''}`, repaired: true } : null;
}

function pairs(digits: string): string {
  return digits.replace(/(\d\d)(?=\d)/g, '$1 ');
}

/** 15, 17, 18, 112 to 119, 191, 196, 116 xxx, 3xxx and 10xx: dialled as they are, from France only. */
const shortNumber = /^(?:1[578]|11[0-9]|19[16]|116\d{3}|3\d{3}|10\d{2})$/;

/** Fixed and mobile ranges of the overseas departments, by the three digits after the 0. */
const overseasRanges: Readonly<Partial<Record<string, string>>> = {
  '262': '262',
  '263': '262',
  '269': '262',
  '639': '262',
  '692': '262',
  '693': '262',
  '590': '590',
  '690': '590',
  '691': '590',
  '594': '594',
  '694': '594',
  '596': '596',
  '696': '596',
  '697': '596'
};

const callingCodes: Readonly<Partial<Record<string, string>>> = {
  '971': '590',
  '972': '596',
  '973': '594',
  '974': '262',
  '975': '508',
  '976': '262',
  '977': '590',
  '978': '590',
  '986': '681',
  '987': '689',
  '988': '687'
};

export interface ReadPhone {
  readonly number: string;
  readonly repaired: boolean;
}
