import type { Organisation } from '../../src/domain/organisation.ts';
import { firstDirectorySource } from './first-directory-source.ts';
import { areNear } from './possible-duplicates.ts';
import { foldTownName } from './towns.ts';

/**
 * What stands in two sources is published once: same sub-category and department, and either the same establishment number
 * in the id, or the same name with the same first phone or postcode. The store keeps both, so that taking a source out
 * brings the other back. What is only likely is told (possible-duplicates.ts), never merged.
 */
export function mergeOrganisations(organisations: readonly Sourced[]): Merged {
  const kept = new Map<string, Sourced>();
  const byMark = new Map<string, string>();
  const merged: (readonly [string, string])[] = [];
  for (const one of [...organisations].sort(byTrust)) {
    const marks = marksOf(one);
    const same = marks.flatMap((mark) => kept.get(byMark.get(mark) ?? '') ?? []).find((other) => other.sourceId !== one.sourceId && isSame(one, other));
    if (same) {
      kept.set(same.id, completed(same, one));
      merged.push([same.id, one.id]);
      continue;
    }
    kept.set(one.id, one);
    for (const mark of marks) if (!byMark.has(mark)) byMark.set(mark, one.id);
  }
  return { organisations: [...kept.values()], merged };
}

/** Two that share a mark: the number proves it; names repeat, so places must agree. */
function isSame(one: Organisation, other: Organisation): boolean {
  const number = establishmentOf(one.id);
  return number === undefined || number !== establishmentOf(other.id) ? areNear(one, other) : true;
}

/** The list that came with the product yields to any other; of others the one that was checked last is kept. */
function byTrust(one: Sourced, other: Sourced): number {
  const first = Number(one.sourceId === firstDirectorySource) - Number(other.sourceId === firstDirectorySource);
  if (first !== 0) return first;
  if (one.checked !== other.checked) return one.checked < other.checked ? 1 : -1;
  return one.id < other.id ? -1 : 1;
}

function marksOf({ id, name, subCategory, department, phones, address }: Organisation): string[] {
  const common = `${subCategory} ${department}`;
  const establishment = establishmentOf(id);
  const named = `${common} ${foldTownName(name)}`;
  return [
    ...(establishment === undefined ? [] : [`${common} establishment ${establishment}`]),
    ...(phones[0] === undefined ? [] : [`${named} phone ${phones[0]}`]),
    ...(address === undefined ? [] : [`${named} postcode ${address.postcode}`])
  ];
}

/** The number under which FINESS knows it. */
function establishmentOf(id: string): string | undefined {
  return /[:-](\d[\dAB]\d{7})$/.exec(id)?.[1];
}

/** With what the other knows of how to reach it and what it offers; its address stays its own. Then both vouch for it, and the older date counts. */
function completed(kept: Sourced, other: Sourced): Sourced {
  const phones = kept.phones.length > 0 ? kept.phones : other.phones;
  const missing = Object.fromEntries(completing.flatMap((key) => (kept[key] === undefined && other[key] !== undefined ? [[key, other[key]]] : [])));
  if (phones === kept.phones && Object.keys(missing).length === 0) return kept;
  const source = { ...kept.source, name: `${kept.source.name} ; ${other.source.name}` };
  return { ...kept, ...missing, phones, source, checked: kept.checked < other.checked ? kept.checked : other.checked };
}

const completing = ['emergencyContact', 'email', 'website', 'openingHours', 'offers', 'languages', 'wheelchair'] as const;

export interface Merged {
  readonly organisations: readonly Sourced[];
  /** Ids: the one that is published, the one that is part of it now. */
  readonly merged: readonly (readonly [string, string])[];
}

type Sourced = Organisation & { readonly sourceId: string };
