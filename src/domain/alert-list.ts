import type { Alert, AlertEntry } from './alert.ts';
import { dangerLevels, type DangerLevel } from './danger-level.ts';
import { maskIdentifier } from './identifier.ts';

/** Lists of alerts, the same on the server and on phones: newest first, a page at a time, by place and not by number. */

/** What a list's order and filter rest on. */
export interface Listed {
  readonly id: string;
  readonly level: DangerLevel;
  readonly updatedOn: string;
}

export type LevelCounts = Record<DangerLevel, number>;

/** For `sort`. */
export function newestFirst(one: Listed, other: Listed): number {
  if (one.updatedOn !== other.updatedOn) return one.updatedOn < other.updatedOn ? 1 : -1;
  return one.id === other.id ? 0 : one.id < other.id ? 1 : -1;
}

export function countsOf(all: Iterable<{ readonly level: DangerLevel }>): LevelCounts {
  const counts = Object.fromEntries(dangerLevels.map((level) => [level, 0])) as LevelCounts;
  for (const { level } of all) counts[level] += 1;
  return counts;
}

/** `sorted`: newest first. No level: all of them. `next`: what comes after this page, if anything does. */
export function pageOf<One extends Listed>(sorted: readonly One[], levels: readonly DangerLevel[], after?: string): { readonly page: readonly One[]; readonly next?: string } {
  const page: One[] = [];
  // By place and not by what stood there: it may be gone, or have moved up, meanwhile.
  for (let place = after === undefined ? 0 : placeAfter(sorted, after); place < sorted.length; place += 1) {
    const one = sorted[place];
    if (!one || (levels.length > 0 && !levels.includes(one.level))) continue;
    const last = page.at(-1);
    if (page.length === PAGE && last) return { page, next: cursorOf(last) };
    page.push(one);
  }
  return { page };
}

/** An alert as lists show it: identifiers masked, no text. */
export function entryOf(alert: Alert): AlertEntry {
  const { id, level, areas, events, profile, where, when, pseudonyms, publishedOn, updatedOn, reports, contested } = alert;
  const identifiers = alert.identifiers.map((identifier) => ({ kind: identifier.kind, shown: maskIdentifier(identifier) }));
  return { id, level, areas, events, profile, where, when, pseudonyms, publishedOn, updatedOn, reports, contested, identifiers };
}

function cursorOf({ updatedOn, id }: Listed): string {
  return `${updatedOn}.${id}`;
}

function placeAfter(sorted: readonly Listed[], after: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one && cursorOf(one) < after) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const PAGE = 50;
