/**
 * How long some care is still useful, from the answer to "how long ago did it happen".
 * The worst case decides what is said: a sheet that promised an hour too much could cost the treatment.
 */

/** Bands of hours since the event, as the questionnaire offers them. */
export const hoursBands = ['under-4', '4-24', '24-48', '48-72', '72-120', 'over-120'] as const;
export type HoursBand = (typeof hoursBands)[number];

/**
 * Hours after which each care is no longer given as a rule. Sources: HIV post-exposure treatment: HAS 2024;
 * levonorgestrel (3 days), ulipristal and copper IUD (5 days): ameli.fr.
 */
export const careWindows = { 'hiv-pep': 48, levonorgestrel: 72, ulipristal: 120, 'copper-iud': 120 } as const;
export type Care = keyof typeof careWindows;

/** HAS 2024: post-exposure treatment works best when it starts within 4 hours. */
export const hivPepBestWithin = 4;

/**
 * - `hours-left`: at least `leastHoursLeft` whole hours remain, in the worst case.
 * - `now`: surely still open, but less than one hour may remain.
 * - `maybe-late`: it may have closed already.
 * - `late`: the usual time has passed; only a doctor can say what can still be done, so ask all the same.
 */
export const deadlineStates = ['now', 'hours-left', 'maybe-late', 'late'] as const;
export type DeadlineState = (typeof deadlineStates)[number];

export interface Deadline {
  readonly care: Care;
  readonly state: DeadlineState;
  /** Whole hours left in the worst case; 0 when the window may be closed. The only figure a sheet may show. */
  readonly leastHoursLeft: number;
  /** Whole hours left in the best case: to order and to reason, never to promise. */
  readonly mostHoursLeft: number;
  /** Whether the best time to start (see `hivPepBestWithin`) may still run. Always false where there is none. */
  readonly bestMayRun: boolean;
}

/** Hours since the event: between `least` and `most`. */
export interface HoursRange {
  readonly least: number;
  readonly most: number;
}

/** Milliseconds since 1970. `answeredAt`: when "how long ago" was answered; `now`: when the deadlines are read. */
export interface Clock {
  readonly answeredAt: number;
  readonly now: number;
}

/**
 * How long ago the event was, now.
 * @param answer a band, `unknown`, whole hours (11 means "11 and something": anything up to 12), or an instant
 *   such as `2026-11-24T03:30Z`. Anything else counts as unknown.
 */
export function hoursElapsed(answer: string | number, clock: Clock): HoursRange {
  // A phone's clock may be set back between the answer and now: time never runs backwards here.
  const waited = Math.max(0, clock.now - clock.answeredAt) / millisecondsPerHour;
  if (typeof answer === 'number') return answer >= 0 ? { least: answer + waited, most: answer + 1 + waited } : unknown;
  if (isHoursBand(answer)) {
    const [least, most] = bandLimits[answer];
    return { least: least + waited, most: most + waited };
  }
  if (!isInstant(answer)) return unknown;
  const exact = Math.max(0, clock.now - Date.parse(answer)) / millisecondsPerHour;
  return { least: exact, most: exact };
}

export function careDeadlines(elapsed: HoursRange): Deadline[] {
  return (Object.keys(careWindows) as Care[]).map((care) => {
    const least = careWindows[care] - elapsed.most;
    const most = careWindows[care] - elapsed.least;
    return {
      care,
      state: stateOf(least, most),
      leastHoursLeft: Math.max(0, Math.floor(least)),
      mostHoursLeft: Math.max(0, Math.floor(most)),
      bestMayRun: care === 'hiv-pep' && elapsed.least < hivPepBestWithin
    };
  });
}

export function isHoursBand(answer: string): answer is HoursBand {
  return (hoursBands as readonly string[]).includes(answer);
}

/** An instant that says its zone: without one, the same text would mean another hour on another phone. */
export function isInstant(answer: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(answer) && !Number.isNaN(Date.parse(answer));
}

function stateOf(least: number, most: number): DeadlineState {
  if (most <= 0) return 'late';
  if (least < 0) return 'maybe-late';
  return least < 1 ? 'now' : 'hours-left';
}

const millisecondsPerHour = 3_600_000;

const unknown: HoursRange = { least: 0, most: Infinity };

const bandLimits: Record<HoursBand, readonly [least: number, most: number]> = {
  'under-4': [0, 4],
  '4-24': [4, 24],
  '24-48': [24, 48],
  '48-72': [48, 72],
  '72-120': [72, 120],
  'over-120': [120, Infinity]
};
