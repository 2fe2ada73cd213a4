import type { Accounts } from '../accounts/accounts.ts';
import type { AlertsService } from '../alerts/alerts.ts';
import type { Config } from '../config.ts';
import type { Couch } from '../couch/connection.ts';
import { documentsOf } from '../couch/documents.ts';
import { deskIdentities, type DeskIdentities } from '../moderation/desk-identities.ts';
import { reportStore, type ReportStore } from './report-store.ts';

/** What reports and the desk work with; made once. */
export interface Reports {
  readonly accounts: Accounts;
  readonly alerts: AlertsService;
  readonly store: ReportStore;
  readonly identities: DeskIdentities;
  readonly now: () => Date;
}

export function createReports({ config, couch, accounts, alerts }: { config: Config; couch: Couch; accounts: Accounts; alerts: AlertsService }): Reports {
  return {
    accounts,
    alerts,
    store: reportStore(documentsOf(couch.server, `${config.databasePrefix}reports`)),
    identities: deskIdentities(accounts),
    now: accounts.now
  };
}
