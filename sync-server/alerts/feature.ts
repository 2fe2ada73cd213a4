import { randomBytes } from 'node:crypto';
import type { Accounts } from '../accounts/accounts.ts';
import type { Keyring } from '../accounts/keyring.ts';
import type { Config } from '../config.ts';
import { areaDatabases, type AreaDatabases } from '../couch/area-databases.ts';
import type { Couch } from '../couch/connection.ts';
import { documentsOf } from '../couch/documents.ts';
import { snapshotFiles } from '../couch/snapshot-files.ts';
import type { FilterEntries } from '../filter/entries.ts';
import type { Logger } from '../logger.ts';
import { bulkReaders, type BulkReaders } from '../moderation/bulk-readers.ts';
import { alertKeys, type AlertKeys } from './alert-keys.ts';
import { alertStore, type AlertStore } from './alert-store.ts';
import { LookupBudget } from './lookup-budget.ts';
import { Projector } from './projector.ts';
import { Snapshots } from './snapshots.ts';

/** What alerts work with; made once. */
export interface Alerts {
  readonly accounts: Accounts;
  readonly store: AlertStore;
  readonly keys: AlertKeys;
  readonly areas: AreaDatabases;
  readonly projector: Projector;
  readonly snapshots: Snapshots;
  readonly budget: LookupBudget;
  readonly readers: BulkReaders;
}

export function createAlerts({ config, logger, couch, keyring, accounts, filter }: { config: Config; logger: Logger; couch: Couch; keyring: Keyring; accounts: Accounts; filter: Pick<FilterEntries, 'follow'> }): Alerts {
  const documents = documentsOf(couch.server, `${config.databasePrefix}alerts`);
  const keys = alertKeys(keyring);
  const areas = areaDatabases(couch, config.databasePrefix);
  const store = alertStore({ documents, keys, now: accounts.now, onChange: () => projector.wake(), takeAway: (id, among) => projector.takeAway(id, among) });
  const snapshots = new Snapshots({ areas, documents: documentsOf(couch.server, `${config.databasePrefix}snapshots`), files: snapshotFiles(couch, `${config.databasePrefix}snapshots`), keys, now: accounts.now, logger });
  const projector = new Projector({ snapshots, filter, alerts: documents, jobs: accounts.documents, areas, store, keys, now: accounts.now, logger, holder: randomBytes(8).toString('hex') });
  return { accounts, store, keys, areas, projector, snapshots, budget: new LookupBudget(accounts.throttle, accounts.now), readers: bulkReaders(accounts) };
}
