import type { Alert } from './alert.ts';
import { countsOf, newestFirst, type LevelCounts, type Listed } from './alert-list.ts';
import type { DangerLevel } from './danger-level.ts';
import { foldText, isNear, mayBeginAlike, soundOf } from './folded-text.ts';
import { asciiDigits } from './phone-number.ts';

/**
 * Search by a part: of a number, plate, e-mail address or link, or words of whatever an alert says, in any language it has. On phones, over
 * alerts that are open in memory; the server does not know these parts.
 */
export interface SearchableAlert extends Listed {
  readonly alert: Alert;
  /** Digits of each number, as written abroad and at home, apart by a space. */
  readonly numbers: string;
  /** Letters and digits of each plate. */
  readonly plates: string;
  /** E-mail addresses and links as they are, in lower case. */
  readonly addresses: string;
  /** All that is written, folded; a space at each end. */
  readonly text: string;
}

/** What was typed, in each way in which it can be meant. */
export interface Fragment {
  readonly digits?: string;
  readonly plate?: string;
  readonly address?: string;
  readonly words?: readonly string[];
}

export function prepareAlert(alert: Alert): SearchableAlert {
  const { id, level, updatedOn, identifiers, pseudonyms, links, where, vehicle, text, looks } = alert;
  const of = (kind: string): readonly string[] => identifiers.flatMap((one) => (one.kind === kind ? [one.value] : []));
  const written = [...pseudonyms, where.town, vehicle.model, text, looks, ...of('email'), ...links];
  return {
    alert,
    id,
    level,
    updatedOn,
    numbers: of('phone').map(writings).join(' '),
    plates: of('plate').join(' ').toLowerCase(),
    addresses: [...of('email'), ...links].join(' ').toLowerCase(),
    text: ` ${written.map((one) => foldText(one ?? '')).join(' ')} `
  };
}

/** Null when it is too short to say anything. */
export function readFragment(typed: string): Fragment | null {
  const address = typed.trim().toLowerCase();
  if (/[@/]/.test(address)) return address.length >= SHORTEST ? { address } : null;
  const folded = foldText(asciiDigits(typed));
  const close = folded.replaceAll(' ', '');
  const words = folded.split(' ').filter((word) => word.length > 1 || /\p{Script=Han}/u.test(word));
  if (/^\d+$/.test(close)) return close.length >= SHORTEST ? { digits: close.replace(/^00/, ''), plate: close, words: [close] } : null;
  const plate = /^[a-z\d]+$/.test(close) && /\d/.test(close) && close.length >= SHORTEST && close.length <= LONGEST_PLATE ? { plate: close } : undefined;
  return plate || words.length > 0 ? { ...plate, ...(words.length > 0 ? { words } : {}), ...(/^\S+\.\S+$/.test(address) ? { address } : {}) } : null;
}

/** As it was typed, but for case, accents and signs. */
export function hasFragment(one: SearchableAlert, { digits, plate, address, words }: Fragment): boolean {
  if (digits !== undefined && one.numbers.includes(digits)) return true;
  if (plate !== undefined && one.plates.includes(plate)) return true;
  if (address !== undefined && one.addresses.includes(address)) return true;
  return words?.every((word) => one.text.includes(word)) ?? false;
}

/** Each word as it was typed, or in a spelling that is close enough. */
export function nearlyHasFragment(one: SearchableAlert, { words }: Fragment): boolean {
  return words?.every((word) => one.text.includes(word) || isForgiven(one.text, word)) ?? false;
}

/**
 * Exact ones first, newest first within each; `counts` of all hits, whatever the levels. Spelling is forgiven where there is little that is
 * exact: else what is meant is among that.
 */
export function searchAlerts(all: Iterable<SearchableAlert>, fragment: Fragment, levels: readonly DangerLevel[], most: number): { readonly alerts: readonly Alert[]; readonly counts: LevelCounts } {
  const exact: SearchableAlert[] = [];
  const others: SearchableAlert[] = [];
  for (const one of all) (hasFragment(one, fragment) ? exact : others).push(one);
  const forgiven = exact.length < ENOUGH ? others.filter((one) => nearlyHasFragment(one, fragment)) : [];
  const wanted = (found: readonly SearchableAlert[]) => found.filter(({ level }) => levels.length === 0 || levels.includes(level)).sort(newestFirst);
  const shown = [...wanted(exact), ...wanted(forgiven)].slice(0, most);
  return { alerts: shown.map(({ alert }) => alert), counts: countsOf([...exact, ...forgiven]) };
}

/** `33612345678 0612345678`; of other countries as it is. */
function writings(number: string): string {
  const digits = number.slice(1);
  const national = /^(33|262|590|594|596)(\d{9})$/.exec(digits)?.[2];
  return national === undefined ? digits : `${digits} 0${national}`;
}

function isForgiven(text: string, word: string): boolean {
  // Figures are right or wrong.
  if (word.length < FORGIVING || /\d/.test(word)) return false;
  const sound = soundOf(word);
  for (let start = 1; start < text.length; ) {
    const end = text.indexOf(' ', start);
    // Another length cannot be near, however it sounds: doubled letters and the like are three at most.
    if (Math.abs(end - start - word.length) <= MOST_SILENT) {
      const other = text.slice(start, end);
      if (isNear(word, other) || (mayBeginAlike(word, other) && soundOf(other) === sound)) return true;
    }
    start = end + 1;
  }
  return false;
}

/** Signs: below, everything has it. */
const SHORTEST = 3;
const LONGEST_PLATE = 10;
/** Letters from which on a spelling is forgiven: shorter words are near too many others. */
const FORGIVING = 5;
const MOST_SILENT = 3;
/** Exact hits. */
export const ENOUGH = 20;
