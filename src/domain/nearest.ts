import { distance, distanceToBox, type Box, type Point } from './distance.ts';

/** A part of the data that can be loaded by itself. */
export interface Region<Item> {
  /** Absent: none of its items has a position, so it is never loaded. */
  readonly box?: Box;
  readonly load: () => Promise<readonly Item[]>;
}

export interface Found<Item> {
  readonly item: Item;
  readonly metres: number;
}

export interface Nearest<Item> {
  readonly found: readonly Found<Item>[];
  /** Regions that could not be loaded and might have held something nearer. */
  readonly missing: number;
  /** Something was left out, or may have been: items beyond the count or the reach, regions that were not needed. */
  readonly more: boolean;
}

/** Items further away than `metres` are left out, but for the nearest `atLeast`: far help is better than none. */
export interface Reach {
  readonly metres: number;
  readonly atLeast: number;
}

export interface NearestOptions<Item> {
  /** Without one, distance does not matter. */
  readonly reach?: Reach;
  /** Regions asked for at once, in the order in which they will be needed. With 1, none is loaded in vain. */
  readonly ahead?: number;
  /** After each region: what is found so far. Later regions may still put something before it. */
  readonly onFound?: (soFar: Nearest<Item>) => void;
}

/**
 * The `count` nearest items, nearest first, loading as few regions as possible: a region is loaded only while something
 * inside its box could be nearer than what is already found. Exact, whatever the order of regions.
 */
export async function nearest<Item>(
  from: Point,
  regions: readonly Region<Item>[],
  positionOf: (item: Item) => Point | undefined,
  count: number,
  { ahead = 1, onFound, reach = everywhere }: NearestOptions<Item> = {}
): Promise<Nearest<Item>> {
  const byBox = regions
    .flatMap((region) => (region.box ? [{ region, atLeast: distanceToBox(from, region.box) }] : []))
    .sort((a, b) => a.atLeast - b.atLeast);
  const loading = new Map<number, Promise<readonly Item[]>>();
  let found: Found<Item>[] = [];
  let missing = 0;
  let more = false;
  for (const [place, { atLeast }] of byBox.entries()) {
    const worst = furthestWanted(found, count, reach);
    if (atLeast > worst + rounding) {
      more = true;
      break;
    }
    for (const [next, other] of byBox.slice(0, place + ahead).entries()) {
      if (next < place || loading.has(next) || other.atLeast > worst + rounding) continue;
      const items = other.region.load();
      // Told when its turn comes; it may come never.
      items.catch(() => undefined);
      loading.set(next, items);
    }
    try {
      const items = (await loading.get(place)) ?? [];
      const measured = items.flatMap((item) => {
        const position = positionOf(item);
        return position ? [{ item, metres: distance(from, position) }] : [];
      });
      const all = [...found, ...measured].sort((a, b) => a.metres - b.metres);
      found = all.filter(({ metres }, index) => index < count && (index < reach.atLeast || metres <= reach.metres));
      more ||= found.length < all.length;
    } catch {
      missing += 1;
    }
    onFound?.({ found, missing, more });
  }
  return { found, missing, more };
}

/** What is further away than this changes nothing any more. */
function furthestWanted(found: readonly Found<unknown>[], count: number, { metres, atLeast }: Reach): number {
  if (found.length >= count) return found.at(-1)?.metres ?? Infinity;
  return found.length >= atLeast ? Math.max(metres, found[atLeast - 1]?.metres ?? 0) : Infinity;
}

const everywhere: Reach = { metres: Infinity, atLeast: 0 };

/** Metres: the two distances come by different formulas, so their last digits differ. */
const rounding = 0.001;
