/** How dangerous somebody is, most severe first; the order is the one in which lists show them (C2, C3). */
export const dangerLevels = ['very-dangerous', 'dangerous', 'risky', 'unpleasant', 'fantasist', 'difficult-meeting'] as const;
export type DangerLevel = (typeof dangerLevels)[number];

/** 6 for `very-dangerous` down to 1: the number of bars that are filled, and of the colour (`--level-6`). */
export function severityOf(level: DangerLevel): number {
  return dangerLevels.length - dangerLevels.indexOf(level);
}

/** The more severe of several; undefined of none. */
export function worstOf(levels: readonly DangerLevel[]): DangerLevel | undefined {
  return dangerLevels.find((level) => levels.includes(level));
}

/** The levels with one more of them, or one less; most severe first, so that equal choices are equal. */
export function withLevel(levels: readonly DangerLevel[], level: DangerLevel, wanted: boolean): readonly DangerLevel[] {
  return dangerLevels.filter((one) => (one === level ? wanted : levels.includes(one)));
}

/**
 * How many months a warning stays, from the last incident that was reported: the less severe, the shorter. Five years at
 * most (security.md 12: proportionate, and always with an end).
 */
export const monthsKept: Readonly<Record<DangerLevel, number>> = {
  'very-dangerous': 60,
  dangerous: 60,
  risky: 36,
  unpleasant: 24,
  fantasist: 12,
  'difficult-meeting': 12
};
