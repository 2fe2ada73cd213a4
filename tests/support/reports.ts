import { createHash, randomBytes } from 'node:crypto';
import { dueOf } from '../../src/domain/report.ts';
import type { Decision } from '../../src/domain/report-state.ts';
import type { NewAccount } from '../../sync-server/accounts/account-store.ts';
import { documentsOf, type Documents } from '../../sync-server/couch/documents.ts';
import { deskIdentities } from '../../sync-server/moderation/desk-identities.ts';
import { digestOf, reportStore, type Report } from '../../sync-server/reports/report-store.ts';
import type { Reports } from '../../sync-server/reports/reports.ts';
import { newMember } from './accounts.ts';
import { withAlerts, type TestAlerts } from './alerts.ts';

export interface TestReports extends Omit<TestAlerts, 'store'> {
  readonly reports: Reports;
  readonly documents: Documents;
  /** Keeps a new report. */
  readonly keep: (decisions?: readonly Decision[]) => Promise<Report>;
  /** Ids of everything that is stored. */
  readonly all: () => Promise<readonly string[]>;
}

/** Reports and alerts on a real store, with a clock that a test moves. */
export async function withReports(run: (test: TestReports) => Promise<void>): Promise<void> {
  await withAlerts(async ({ store: alerts, ...test }) => {
    const { accounts, couch } = test;
    const documents = documentsOf(couch.server, `${accounts.config.databasePrefix}reports`);
    const reports: Reports = { accounts, alerts, store: reportStore(documents), identities: deskIdentities(accounts), now: accounts.now };
    await run({
      ...test,
      reports,
      documents,
      async keep(decisions = []) {
        const { report, sealed } = newReport(reports.now(), decisions);
        await reports.store.keep(report, sealed);
        return report;
      },
      all: async () => (await Promise.all(['body:', 'copy:', 'gone:', 'message:', 'report:'].map((prefix) => documents.ids(prefix)))).flat()
    });
  });
}

export function newReport(now: Date, decisions: readonly Decision[] = []): { report: Report; sealed: string } {
  const sealed = newSealed();
  const received = now.toISOString();
  const receiptHash = createHash('sha256').update(randomBytes(32)).digest('base64url');
  return { report: { id: newReportId(), receiptHash, department: '75', received, due: dueOf(received), consents: { share: true, transfer: true }, digest: digestOf(sealed), sealedTo: [], decisions }, sealed };
}

/** What only its recipients would read; here nobody. */
export function newSealed(): string {
  return Buffer.concat([Buffer.from('age-encryption.org/v1\n'), randomBytes(32)]).toString('base64url');
}

export function newDecision(act: Decision['act'], at: Date): Decision {
  return { id: newReportId(), at: at.toISOString(), by: 'moderator', act };
}

export function newReportId(): string {
  return randomBytes(16).toString('base64url');
}

export function ofRole(name: string, role: NewAccount['role']): NewAccount {
  return { ...newMember(name), role };
}
