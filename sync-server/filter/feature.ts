import type { Accounts } from '../accounts/accounts.ts';
import type { Keyring } from '../accounts/keyring.ts';
import type { Config } from '../config.ts';
import type { Couch } from '../couch/connection.ts';
import { documentsOf } from '../couch/documents.ts';
import { couchDirectoryStore } from '../directory/directory-store.ts';
import type { Logger } from '../logger.ts';
import type { FilterKey } from '../../src/domain/callshield-api.ts';
import { FilterBuilder, type FilterBuilderParts } from './builder.ts';
import { filterEntries, type FilterEntries } from './entries.ts';
import { filterFiles, type FilterFiles } from './filter-files.ts';
import { generations, type Generations } from './generations.ts';
import { knownInnocents } from './known-innocents.ts';
import { linkedDevices, type LinkedDevices } from './linked-devices.ts';

/** The caller filter: what it is built of, the file, and the phones that may have it. */
export interface CallerFilterFeature {
  readonly entries: FilterEntries;
  readonly generations: Generations;
  readonly files: FilterFiles;
  readonly builder: FilterBuilder;
  readonly devices: LinkedDevices;
  /** Of the file that there is; undefined before the first. */
  key(): Promise<FilterKey | undefined>;
}

export function createFilter({ config, logger, couch, keyring, accounts, alerts }: { config: Config; logger: Logger; couch: Couch; keyring: Keyring; accounts: Accounts; alerts: FilterBuilderParts['alerts'] }): CallerFilterFeature {
  const documents = documentsOf(couch.server, `${config.databasePrefix}filter`);
  const all = generations(documents, keyring, accounts.now);
  const files = filterFiles(documents);
  const entries = filterEntries({ documents, keyring, generations: all, onChange: (urgency) => builder.changed(urgency) });
  const innocents = knownInnocents(couchDirectoryStore(couch.database('directory')));
  const builder = new FilterBuilder({ generations: all, entries, files, innocents, jobs: accounts.documents, alerts, now: accounts.now, logger });
  return {
    entries,
    generations: all,
    files,
    builder,
    devices: linkedDevices(accounts),
    async key() {
      const current = await files.current();
      return current && { key: Buffer.from(all.key(current.generation)).toString('base64url'), generation: current.generation };
    }
  };
}
