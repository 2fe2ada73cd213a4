import { stateOf } from '../../src/domain/report-state.ts';
import type { Report } from './report-store.ts';
import type { Reports } from './reports.ts';

/**
 * What was decided over long ago loses its text, thread and copies; what is undecided or contested stays. The rest of it goes,
 * too, once no alert rests on it: until then whoever sent it may still take it back.
 */
export async function expireReports(reports: Pick<Reports, 'accounts' | 'store' | 'alerts' | 'now'>): Promise<void> {
  const { accounts, store, now } = reports;
  await store.finishErasures(now());
  await store.dropOrphans();
  // An account that is gone took its key with it: nobody opens these any more.
  for (const partner of await store.partners()) if (!(await accounts.store.get(partner))) await store.takeCopies(partner);
  const before = new Date(now().getTime() - DECIDED_KEPT_FOR).toISOString();
  for (const report of await store.list()) {
    if (!decidedBefore(report, before)) continue;
    if (await carriesAlert(reports, report)) await store.empty(report);
    else await store.erase(report, now());
  }
}

function decidedBefore({ decisions }: Report, before: string): boolean {
  const { stage } = stateOf(decisions);
  return (stage === 'published' || stage === 'refused') && decisions.every(({ at }) => at < before);
}

async function carriesAlert({ alerts }: Pick<Reports, 'alerts'>, { decisions }: Report): Promise<boolean> {
  for (const alert of stateOf(decisions).alerts) if (await alerts.read(alert)) return true;
  return false;
}

/** A year after the last decision: as long as questions and complaints about it come. */
const DECIDED_KEPT_FOR = 365 * 86_400_000;
