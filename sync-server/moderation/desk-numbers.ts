import type { DeskNumbers } from '../../src/domain/desk-api.ts';
import { isLate, stateOf } from '../../src/domain/report-state.ts';
import type { Report } from '../reports/report-store.ts';
import type { Reports } from '../reports/reports.ts';

/** How the team stands, at a glance: counts and hours, nothing of any report. */
export async function deskNumbers({ store, alerts, now }: Reports): Promise<DeskNumbers> {
  const instant = now();
  const all = await store.list();
  const undecided = all.map((report) => ({ due: report.due, state: stateOf(report.decisions) })).filter(({ state }) => state.stage === 'waiting' || state.stage === 'asked');
  return {
    waiting: undecided.length,
    late: undecided.filter(({ state, due }) => isLate(state, due, instant)).length,
    published: await alerts.published(instant),
    hours: all.filter(({ received }) => instant.getTime() - Date.parse(received) < RECENT).flatMap(hoursToPublication).sort((a, b) => a - b)
  };
}

function hoursToPublication({ received, decisions }: Report): number[] {
  const first = decisions.find(({ act }) => act.kind === 'publish' || act.kind === 'merge');
  return first ? [Math.round((Date.parse(first.at) - Date.parse(received)) / 360_000) / 10] : [];
}

const RECENT = 30 * 86_400_000;
