import type { Config } from '../config.ts';
import { documentsOf, type Documents } from '../couch/documents.ts';
import type { Logger } from '../logger.ts';
import type { Messenger } from '../notifications/message.ts';
import type { Couch } from '../couch/connection.ts';
import { ConfigError } from '../config.ts';
import { sponsorshipStore, type SponsorshipStore } from '../sponsorship/sponsorship-store.ts';
import { accountStore, type AccountStore } from './account-store.ts';
import { auditLog, type AuditLog } from './audit.ts';
import type { Keyring } from './keyring.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { couchSessions, type Sessions } from './sessions.ts';
import { couchThrottle, type Throttle } from './throttle.ts';

/** What everything about accounts works with; made once. */
export interface Accounts {
  readonly config: Config;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly documents: Documents;
  readonly keyring: Keyring;
  readonly store: AccountStore;
  readonly sessions: Sessions;
  readonly sponsorships: SponsorshipStore;
  readonly passwords: Passwords;
  readonly throttle: Throttle;
  readonly messenger: Messenger;
  readonly audit: AuditLog;
}

export async function createAccounts(
  { config, logger, couch, keyring, messenger }: { config: Config; logger: Logger; couch: Couch; keyring: Keyring; messenger: Messenger },
  now: () => Date = () => new Date()
): Promise<Accounts> {
  const documents = documentsOf(couch.server, config.databasePrefix + 'accounts');
  await checkKeyring(documents, keyring);
  return {
    config,
    logger,
    now,
    documents,
    keyring,
    messenger,
    store: accountStore(documents, keyring),
    sessions: couchSessions(documents, now),
    sponsorships: sponsorshipStore(documents, keyring, now),
    passwords: await createPasswords(`${config.buildDir}/packs/common-passwords.json`),
    throttle: couchThrottle(documents, keyring, now),
    audit: auditLog(documentsOf(couch.server, config.databasePrefix + 'audit'), now)
  };
}

/** With another keyring no account could be found and names would be given twice: the start stops. */
async function checkKeyring(documents: Documents, keyring: Keyring): Promise<void> {
  const fingerprint = keyring.digest('keyring', 'check');
  if (await documents.create({ _id: 'keyring', type: 'keyring', fingerprint })) return;
  const known = await documents.get<{ fingerprint: string }>('keyring');
  if (known?.fingerprint !== fingerprint) throw new ConfigError('The keyring does not belong to this database. Put back the keyring file that the accounts were made with (JASMINE_KEYRING).');
}
