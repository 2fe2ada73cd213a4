import { dangerLevels, type DangerLevel } from '$domain/danger-level.ts';
import type { DeskNumbers } from '$domain/desk-api.ts';

/** One month: how many of each level, most severe first, stacked from 0. */
export interface Stack {
  readonly month: string;
  readonly total: number;
  readonly parts: readonly { readonly level: DangerLevel; readonly count: number; readonly from: number }[];
}

/** Twelve months up to `now`, empty ones too, oldest first. */
export function stacks(published: DeskNumbers['published'], now: Date): readonly Stack[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11 + index, 1)).toISOString().slice(0, 7);
    let total = 0;
    const parts = dangerLevels.flatMap((level) => {
      const count = published.find((one) => one.month === month && one.level === level)?.count ?? 0;
      const from = total;
      total += count;
      return count === 0 ? [] : [{ level, count, from }];
    });
    return { month, total, parts };
  });
}

/** How many were published within 6, 12, 24 and 48 hours, and later. */
export function byHours(hours: readonly number[]): readonly { readonly until: number | undefined; readonly count: number }[] {
  const limits = [6, 12, 24, 48];
  return [...limits, undefined].map((until, index) => {
    const from = limits[index - 1] ?? -1;
    return { until, count: hours.filter((hour) => hour > from && (until === undefined || hour <= until)).length };
  });
}

/** The one in the middle; undefined of none. */
export function median(sorted: readonly number[]): number | undefined {
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
