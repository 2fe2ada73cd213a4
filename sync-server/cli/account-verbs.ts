import { randomBytes } from 'node:crypto';
import { createAccounts, type Accounts } from '../accounts/accounts.ts';
import { dropOldKeys, addKey } from '../accounts/keyring.ts';
import { eraseAccount, exportOf } from '../accounts/my-data.ts';
import { resealOld } from '../accounts/reseal.ts';
import { invite } from '../accounts/sign-in.ts';
import type { Account } from '../accounts/account-store.ts';
import { roles, type Role } from '../../src/domain/account.ts';
import { readContact } from '../../src/domain/contact.ts';
import { keyringOf } from '../context.ts';
import { createLogger } from '../logger.ts';
import { createMessenger } from '../notifications/feature.ts';
import { freezeBranch } from '../sponsorship/freeze-branch.ts';
import type { Call, Verb } from './verb.ts';

export const createAccount: Verb = {
  usage: '--role <role>',
  does: 'prints a one-time link by which somebody makes an account: member, partner, moderator, admin',
  async run(call) {
    const role = call.words[call.words.indexOf('--role') + 1];
    if (!call.words.includes('--role') || !isRole(role)) {
      call.print(`Say which role: --role ${roles.join(' | ')}`);
      return 2;
    }
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await invite(await accountsOf(call), role, token);
    call.print(`One-time link, for three days (${role}):\n${call.config.publicOrigin}/app#invitation=${token}`);
    return 0;
  }
};

export const freeze: Verb = {
  usage: '<user name or contact>',
  does: 'suspends an account and everybody who came in through it',
  run: (call) =>
    withAccount(call, async (accounts, account) => {
      const { frozen } = await freezeBranch(accounts, account.id, 'operator');
      call.print(`${frozen} accounts are suspended; their sessions are ended.`);
    })
};

export const unfreeze: Verb = {
  usage: '<user name or contact>',
  does: 'lifts the suspension of one account',
  run: (call) =>
    withAccount(call, async (accounts, account) => {
      const back = account.profile.sponsor === 'confirmed' ? 'active' : 'waiting';
      await accounts.store.update(account.id, (current) => (current.state === 'suspended' ? { ...current, state: back } : current));
      await accounts.audit.add({ what: 'account-unfrozen', by: 'operator' });
      call.print(`The account is ${back}.`);
    })
};

export const dropSecondFactor: Verb = {
  usage: '<user name or contact>',
  does: 'takes away a second factor that was lost, and ends the sessions; be sure who asks',
  run: (call) =>
    withAccount(call, async (accounts, account) => {
      await accounts.store.update(account.id, ({ secondFactor: _lost, ...current }) => current);
      await accounts.sessions.endAll(account.id);
      await accounts.audit.add({ what: 'second-factor-dropped', by: 'operator' });
      call.print('The second factor is gone, and the sessions are ended.');
    })
};

export const exportSubject: Verb = {
  usage: '<user name or contact>',
  does: 'prints all that is kept about somebody, as JSON (GDPR art. 15)',
  run: (call) =>
    withAccount(call, async (accounts, account) => {
      call.print(JSON.stringify(await exportOf(accounts, account), null, 2));
      await accounts.audit.add({ what: 'account-exported', by: 'operator' });
    })
};

export const eraseSubject: Verb = {
  usage: '<user name or contact>',
  does: 'erases an account at once and prints the receipt (GDPR art. 17)',
  run: (call) =>
    withAccount(call, async (accounts, account) => {
      call.print(JSON.stringify(await eraseAccount(accounts, account), null, 2));
    })
};

export const rotateKeys: Verb = {
  usage: '',
  does: 'adds a new key to the keyring and seals everything anew under it; may be stopped and run again',
  async run(call) {
    const { keyring } = call.config;
    if ('text' in keyring) {
      call.print('The keyring is in the environment: rotate a keyring file, and set JASMINE_KEYRING to it.');
      return 1;
    }
    const accounts = await accountsOf(call);
    addKey(keyring.path);
    const resealed = await resealOld(accounts, call.signal);
    if (call.signal.aborted) {
      call.print(`Stopped after ${resealed} documents. The server goes on by itself within a quarter of an hour.`);
      return 1;
    }
    dropOldKeys(keyring.path);
    await accounts.audit.add({ what: 'keys-rotated', by: 'operator', count: resealed });
    call.print(`${resealed} documents are sealed under the new key. Back up ${keyring.path} now.`);
    return 0;
  }
};

async function withAccount(call: Call, run: (accounts: Accounts, account: Account) => Promise<void>): Promise<number> {
  const [who] = call.words;
  if (who === undefined) {
    call.print('Say whose account: a user name, an e-mail address or a phone number.');
    return 2;
  }
  const accounts = await accountsOf(call);
  const contact = readContact(who);
  const account = (await accounts.store.byUsername(who)) ?? ('problem' in contact ? undefined : await accounts.store.byContact(contact));
  if (!account) {
    call.print('There is no such account.');
    return 1;
  }
  await run(accounts, account);
  return 0;
}

/** Messages are kept, and leave when the server runs. */
async function accountsOf({ config, couch }: Call): Promise<Accounts> {
  const keyring = keyringOf(config);
  const logger = createLogger({ logLevel: 'silent' });
  const { messenger } = await createMessenger({ config, logger, couch, sealer: keyring });
  return createAccounts({ config, couch, logger, keyring, messenger });
}

function isRole(text: string | undefined): text is Role {
  return (roles as readonly string[]).includes(text ?? '');
}

const TOKEN_BYTES = 32;
