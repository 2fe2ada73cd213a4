import type { Organisation } from '../../src/domain/organisation.ts';
import { kilometresBetween } from './towns.ts';

/**
 * Pairs of different sources that may be one and the same place: same sub-category, same first phone, and not a kilometre
 * apart. They are told, never merged: which of two addresses is right, a person must find out.
 * What is surely the same is merged when it is published (merged-organisations.ts), and not told here.
 */
export function possibleDuplicates(organisations: readonly Sourced[], imported: ReadonlySet<string>): (readonly [string, string])[] {
  const byPhone = Map.groupBy(
    organisations.filter(({ phones }) => phones[0] !== undefined),
    ({ subCategory, phones }) => `${subCategory} ${phones[0] ?? ''}`
  );
  const pairs: (readonly [string, string])[] = [];
  for (const group of byPhone.values()) {
    for (const one of group) {
      if (!imported.has(one.sourceId)) continue;
      for (const other of group) {
        // Both imported now: the pair is told once, from the side that sorts first.
        const toldFromThere = imported.has(other.sourceId) && other.id < one.id;
        if (other.sourceId !== one.sourceId && !toldFromThere && areNear(one, other)) pairs.push([one.id, other.id]);
      }
    }
  }
  return pairs;
}

export function areNear(one: Organisation, other: Organisation): boolean {
  if (one.position === undefined || other.position === undefined) return true;
  const reach = one.position.precision === 'town' || other.position.precision === 'town' ? SAME_TOWN_KM : SAME_PLACE_KM;
  return kilometresBetween(one.position, other.position) <= reach;
}

const SAME_PLACE_KM = 1;
const SAME_TOWN_KM = 10;

type Sourced = Organisation & { readonly sourceId: string };
