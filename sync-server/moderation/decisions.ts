import type { DecisionBody } from '../../src/domain/desk-api.ts';
import type { Decision } from '../../src/domain/report-state.ts';
import type { Account } from '../accounts/account-store.ts';
import type { AuditedAct } from '../accounts/audit.ts';
import { ApiError } from '../errors.ts';
import type { Report } from '../reports/report-store.ts';
import type { Reports } from '../reports/reports.ts';

/**
 * One decision over a report. What it causes comes first, the decision itself last: after a stop half way the desk sends it once
 * more, and everything comes to the same. A report that was withdrawn meanwhile takes back what was published from it.
 */
export async function decide(reports: Reports, by: Account, report: Report, body: DecisionBody): Promise<Report> {
  if (report.decisions.some(({ id }) => id === body.id)) return report;
  const decision: Decision = { id: body.id, at: reports.now().toISOString(), by: by.id, act: await cause(reports, report, body) };
  const decided = await reports.store.decide(report.id, decision);
  if (!decided) {
    await reports.alerts.withdraw(report.id);
    throw withdrawn;
  }
  await reports.accounts.audit.add({ what: audited[body.act.kind], by: by.id });
  return decided;
}

/** Does what the decision says, and gives what the log keeps of it: no content. */
async function cause({ alerts, store, identities, now }: Reports, report: Report, { act }: DecisionBody): Promise<Decision['act']> {
  switch (act.kind) {
    case 'publish':
      // Free text may name the reporter: that is what is read first.
      if (act.part === 'coded' && (act.content.text !== undefined || act.content.looks !== undefined)) throw new ApiError(400, 'coded_only', 'The coded part holds no free text.');
      await alerts.publish(act.alert, act.content, report.id);
      return { kind: 'publish', alert: act.alert, part: act.part };
    case 'merge':
      if (!(await alerts.read(act.alert))) throw new ApiError(409, 'unknown_alert', 'This alert is gone.');
      await alerts.publish(act.alert, act.content, report.id);
      return { kind: 'merge', alert: act.alert };
    case 'ask':
      if ((await store.addMessage(report.id, { ...act.message, from: 'team', at: now().toISOString() })) === 'other') throw new ApiError(409, 'other_message', 'Another message has this id.');
      return { kind: 'ask' };
    case 'transfer': {
      if (!report.consents.transfer) throw new ApiError(409, 'no_consent', 'Whoever reported has not agreed to a transfer.');
      const partners = await identities.active('partner');
      if (!partners.some(({ account }) => account.id === act.partner)) throw new ApiError(409, 'unknown_partner', 'This partner cannot receive reports.');
      await store.giveCopy(report.id, act.partner, act.sealed);
      return { kind: 'transfer', partner: act.partner };
    }
    case 'refuse':
      return { kind: 'refuse', reason: act.reason };
    case 'restrict':
    case 'reopen':
      return { kind: act.kind };
    default:
      return act satisfies never;
  }
}

export const withdrawn = new ApiError(409, 'withdrawn', 'This report was withdrawn or deleted.');

const audited: Readonly<Record<DecisionBody['act']['kind'], AuditedAct>> = {
  publish: 'report-published',
  merge: 'report-merged',
  ask: 'report-asked',
  transfer: 'report-transferred',
  refuse: 'report-refused',
  restrict: 'report-restricted',
  reopen: 'report-reopened'
};
