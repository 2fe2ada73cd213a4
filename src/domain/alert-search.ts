import type { Alert } from './alert.ts';
import type { Fragment } from './alert-fragment.ts';
import { countsOf, newestFirst, type LevelCounts } from './alert-list.ts';
import type { SearchableAlert } from './alert-text.ts';
import type { DangerLevel } from './danger-level.ts';

/**
 * Search by a part: of a number, plate, e-mail address or link, or words of whatever an alert says, in any language it has. On phones, over
 * alerts that are open in memory; the server does not know these parts.
 *
 * Exact ones first, newest first within each; `counts` of all hits, whatever the levels. No level: all of them.
 */
export function searchAlerts(all: Iterable<SearchableAlert>, fragment: Fragment, { levels = [], most }: Wanted): Hits {
  const found: Record<Match, SearchableAlert[]> = { exact: [], forgiven: [] };
  for (const one of all) {
    const match = matchFragment(one, fragment);
    if (match) found[match].push(one);
  }
  const shown = [found.exact, found.forgiven].flatMap((ones) => ones.filter(({ level }) => levels.length === 0 || levels.includes(level)).sort(newestFirst));
  return { alerts: shown.slice(0, most).map(({ alert }) => alert), counts: countsOf([...found.exact, ...found.forgiven]) };
}

/** `exact`: as it was typed, but for case, accents and signs. `forgiven`: of the words that are not in it as typed, each in a near spelling. */
export function matchFragment(one: SearchableAlert, fragment: Fragment): Match | undefined {
  if (has(one, fragment)) return 'exact';
  return nearlyHas(one, fragment) ? 'forgiven' : undefined;
}

function has(one: SearchableAlert, { text, numbers, address, parts }: Fragment): boolean {
  if (text !== undefined && one.text.includes(text)) return true;
  if (numbers?.some((digits) => one.numbers.includes(digits))) return true;
  if (address !== undefined && one.addresses.includes(address)) return true;
  return parts?.every((part) => has(one, part)) ?? false;
}

function nearlyHas(one: SearchableAlert, fragment: Fragment): boolean {
  return has(one, fragment) || (fragment.isNearlyIn?.(one.text) ?? false) || (fragment.parts?.every((part) => nearlyHas(one, part)) ?? false);
}

export type Match = 'exact' | 'forgiven';

export interface Wanted {
  readonly levels?: readonly DangerLevel[];
  readonly most: number;
}

export interface Hits {
  readonly alerts: readonly Alert[];
  readonly counts: LevelCounts;
}
