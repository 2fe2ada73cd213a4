import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccounts, type Accounts } from '../../sync-server/accounts/accounts.ts';
import type { NewAccount } from '../../sync-server/accounts/account-store.ts';
import { openKeyring, type Keyring } from '../../sync-server/accounts/keyring.ts';
import { readConfig } from '../../sync-server/config.ts';
import { connectCouch, type Couch } from '../../sync-server/couch/connection.ts';
import { createLogger } from '../../sync-server/logger.ts';
import type { Message } from '../../sync-server/notifications/message.ts';
import type { Contact } from '../../src/domain/contact.ts';
import { withCouch } from './couch.ts';

export interface TestAccounts {
  readonly accounts: Accounts;
  readonly couch: Couch;
  readonly sent: { readonly to: Contact; readonly message: Message }[];
  /** Moves the clock of everything about accounts. */
  readonly clock: { now: Date };
  readonly keyringPath: string;
  /** Another copy of the server, on the same database. */
  readonly openAgain: (keyring: Keyring) => Promise<Accounts>;
  /** Every document of the accounts database, as the store holds it. */
  readonly raw: () => Promise<string>;
  readonly write: (document: object) => Promise<unknown>;
}

/** Accounts on a real store, with a clock that a test moves and messages that it reads. */
export async function withAccounts(run: (test: TestAccounts) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jasmine-accounts-'));
  mkdirSync(join(folder, 'build/packs'), { recursive: true });
  writeFileSync(join(folder, 'build/packs/common-passwords.json'), '["password1"]');
  try {
    await withCouch(async (server, prefix, couchUrl) => {
      const config = readConfig({ COUCHDB_URL: couchUrl, COUCHDB_PREFIX: prefix, DATA_DIR: folder, BUILD_DIR: join(folder, 'build'), JASMINE_DEMO: '0' }, 'https://weather.example/');
      const couch = await connectCouch(config, new URL('../../couch-design-docs', import.meta.url).pathname);
      const sent: TestAccounts['sent'] = [];
      const clock = { now: new Date('2026-11-24T12:00:00.000Z') };
      const keyringPath = join(folder, 'keyring.json');
      const messenger = { send: (to: Contact, _language: string, message: Message) => Promise.resolve(void sent.push({ to, message })), forget: () => Promise.resolve(0) };
      const openAgain = (keyring: Keyring) => createAccounts({ config, couch, logger: createLogger({ logLevel: 'silent' }), keyring, messenger }, () => clock.now);
      const accounts = await openAgain(openKeyring(keyringPath));
      const database = server.use(`${prefix}accounts`);
      await run({
        accounts,
        couch,
        sent,
        clock,
        keyringPath,
        openAgain,
        raw: async () => JSON.stringify(await database.list({ include_docs: true })),
        write: (document) => database.insert(document)
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A member nobody else is, with what names her easy to find again in what must not hold it. */
export function newMember(name: string, state: NewAccount['state'] = 'active'): NewAccount {
  return {
    role: 'member',
    state,
    username: name,
    passwordHash: 'no hash',
    contacts: [{ kind: 'email', value: `${name}@mail.example` }],
    profile: { language: 'fr', areas: ['75'], areaChanges: [], sponsor: state === 'active' ? 'confirmed' : 'waiting', name: `${name} marker` }
  };
}
