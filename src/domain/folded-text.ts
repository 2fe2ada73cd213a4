/**
 * Equal for spellings that people do not tell apart: lower case, no accents, ligatures written out, full-width letters as narrow ones, forms of
 * Arabic letters that keyboards mix up as one, words apart by one space. Every script stays.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/[\u0671ٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** As a French ear writes it down: what sounds alike is written alike, doubled letters are one. Of a folded word. */
export function soundOf(word: string): string {
  return word
    .replace(/ph/g, 'f')
    .replace(/qu?|ck|k|c(?![eiyh])/g, 'k')
    .replace(/c(?=[eiy])|z/g, 's')
    .replace(/(eau|au)/g, 'o')
    .replace(/y/g, 'i')
    .replace(/(?<![cs])h/g, '')
    .replace(/(.)\1+/gu, '$1');
}

/** Whether two folded words may sound alike, by their first letters: quickly, since it is asked of every word there is. */
export function mayBeginAlike(one: string, other: string): boolean {
  const [first = '', second = ''] = [one[0], other[0]];
  return first === second || alike.some((letters) => letters.includes(first) && letters.includes(second)) || first === 'h' || second === 'h';
}

const alike = ['cksqz', 'pf', 'iy', 'aeo'];

/** Whether one letter wrong, missing, added or swapped with its neighbour tells them apart, or nothing does. */
export function isNear(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (at === short.length) return true;
  if (short.slice(at) === long.slice(at + 1)) return true;
  if (short.length < long.length) return false;
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
