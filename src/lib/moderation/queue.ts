import { severityOf, type DangerLevel } from '$domain/danger-level.ts';
import type { DeskEntry } from '$domain/desk-api.ts';
import { isLate, isOpen, stateOf } from '$domain/report-state.ts';

export type QueueFilter = 'open' | 'late' | 'decided' | 'all';
export const queueFilters: readonly QueueFilter[] = ['open', 'late', 'decided', 'all'];

/**
 * What the filter lets through: what warns nobody yet, by what is due first (of two due in the same hour the more dangerous); then what is
 * out in part; then the rest, newest first.
 */
export function inQueue(entries: readonly DeskEntry[], filter: QueueFilter, area: string, now: number, levelOf: (id: string) => DangerLevel | undefined): readonly DeskEntry[] {
  const kept = entries.filter((entry) => (area === '' || entry.department === area) && passes(entry, filter, now));
  return kept.sort((a, b) => {
    const [rankA, rankB] = [rankOf(a), rankOf(b)];
    if (rankA !== rankB) return rankA - rankB;
    if (rankA === DECIDED) return a.received < b.received ? 1 : -1;
    return hourOf(a.due) - hourOf(b.due) || severity(levelOf(b.id)) - severity(levelOf(a.id)) || (a.due < b.due ? -1 : 1);
  });
}

export function countsOf(entries: readonly DeskEntry[], now: number): Readonly<Record<QueueFilter, number>> {
  const count = (filter: QueueFilter): number => entries.filter((entry) => passes(entry, filter, now)).length;
  return { open: count('open'), late: count('late'), decided: count('decided'), all: entries.length };
}

/** Whole hours until it is due; negative when they are over. */
export function hoursLeft(due: string, now: number): number {
  return Math.floor((Date.parse(due) - now) / HOUR);
}

function passes(entry: DeskEntry, filter: QueueFilter, now: number): boolean {
  const state = stateOf(entry.decisions);
  switch (filter) {
    case 'open':
      return isOpen(state);
    case 'late':
      return isLate(state, entry.due, new Date(now));
    case 'decided':
      return !isOpen(state);
    case 'all':
      return true;
    default:
      return filter satisfies never;
  }
}

function rankOf({ decisions }: DeskEntry): number {
  const state = stateOf(decisions);
  if (!isOpen(state)) return DECIDED;
  return state.stage === 'published-part' ? 1 : 0;
}

function hourOf(instant: string): number {
  return Math.floor(Date.parse(instant) / HOUR);
}

function severity(level: DangerLevel | undefined): number {
  return level === undefined ? 0 : severityOf(level);
}

const DECIDED = 2;
const HOUR = 3_600_000;
