import type * as v from 'valibot';
import type { AlertContentSchema } from './alert.ts';

/** What of a report or an alert can be compared. */
export type Comparable = Pick<v.InferOutput<typeof AlertContentSchema>, 'events' | 'where' | 'appearance' | 'vehicle' | 'identifiers' | 'pseudonyms' | 'profile'>;

export type Likeness = 'identifier' | 'pseudonym' | 'vehicle' | 'signs' | 'looks' | 'town' | 'events';

export interface Similarity {
  /** 0 for nothing in common; an identifier alone comes first, whatever else there is. */
  readonly score: number;
  /** Strongest first. */
  readonly reasons: readonly Likeness[];
}

/**
 * Whether two tellings may be of the same person. A hint for a moderator who reads both, never a decision: weights say how rarely
 * two strangers share it.
 */
export function similarity(one: Comparable, other: Comparable): Similarity {
  const shares: Readonly<Record<Likeness, boolean>> = {
    identifier: one.identifiers.some((a) => other.identifiers.some((b) => a.kind === b.kind && a.value === b.value)),
    pseudonym: one.pseudonyms.some((a) => other.pseudonyms.some((b) => sameName(a, b))),
    vehicle: same(one.vehicle.type, other.vehicle.type) && same(one.vehicle.colour, other.vehicle.colour),
    signs: common(one.appearance.signs, other.appearance.signs) > 0,
    looks: alike(one.appearance, other.appearance),
    town: same(one.where.townCode ?? one.where.town, other.where.townCode ?? other.where.town),
    events: common(one.events, other.events) >= 2
  };
  const reasons = likenesses.filter((likeness) => shares[likeness]);
  return { score: reasons.reduce((sum, reason) => sum + weights[reason], 0), reasons };
}

/** Worth a moderator's look. */
export const WORTH_A_LOOK = 4;

const weights: Readonly<Record<Likeness, number>> = { identifier: 20, pseudonym: 6, vehicle: 4, signs: 3, looks: 3, town: 2, events: 2 };
const likenesses = Object.keys(weights) as Likeness[];

/** Accents, case, spaces and one slip of a finger forgiven; what is shorter than four letters must be the same. */
export function sameName(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)];
  if (a === '' || b === '') return false;
  return a === b || (Math.min(a.length, b.length) >= 4 && oneSlip(a, b));
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** One letter more, less or another. */
function oneSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  return short.slice(short.length === long.length ? same + 1 : same) === long.slice(same + 1);
}

/** Three things that can be seen, or more, and none that cannot both be true. */
function alike(one: Comparable['appearance'], other: Comparable['appearance']): boolean {
  const fields = ['gender', 'age', 'height', 'build', 'hairColour'] as const;
  const both = fields.filter((field) => one[field] !== undefined && other[field] !== undefined);
  return both.length >= 3 && both.every((field) => one[field] === other[field]);
}

function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other;
}

function common<One>(one: readonly One[], other: readonly One[]): number {
  return one.filter((each) => other.includes(each)).length;
}
