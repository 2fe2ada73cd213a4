import type { Report } from './report-store.ts';
import type { Reports } from './reports.ts';

/** By whoever sent it, or by the team. What was published from it rests on one report less, or goes. */
export async function eraseReport({ store, alerts, now }: Reports, report: Report): Promise<void> {
  // Before: whoever is interrupted asks again. After: a decision may have slipped in between.
  await alerts.withdraw(report.id);
  await store.erase(report, now());
  await alerts.withdraw(report.id);
}
