import { asciiDigits } from './phone-number.ts';

/**
 * Equal for spellings that people do not tell apart: lower case, no accents, ligatures and barred letters as plain ones, full-width letters as
 * narrow ones, digits of any script as 0 to 9, forms of Arabic and Persian letters that keyboards mix up as one, `St` as `Saint`, words apart by
 * one space. Every script stays. Folding twice changes nothing.
 */
export function foldText(text: string): string {
  return asciiDigits(text.normalize('NFKD'))
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .toLowerCase()
    .replace(/[œæßłđðøıþħٱىیةکں]/g, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(^| )st(e?)(?= |$)/g, '$1saint$2')
    .trim();
}

/** What Unicode takes for letters of their own, without a mark that could be left out. */
const plain: Readonly<Partial<Record<string, string>>> = { œ: 'oe', æ: 'ae', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', ø: 'o', ı: 'i', þ: 'th', ħ: 'h', ٱ: 'ا', ى: 'ي', ی: 'ي', ة: 'ه', ک: 'ك', ں: 'ن' };
