import { randomBytes } from 'node:crypto';
import { contactKey, readContact } from '../../src/domain/contact.ts';
import { CODE_BYTES, readHumanCode, writeHumanCode } from '../../src/domain/human-code.ts';
import { ApiError, InvalidFieldsError, TooManyTriesError } from '../errors.ts';
import type { Account } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { textsOfAll } from './buckets.ts';
import { eraseResets } from './resets.ts';
import type { Session } from './sessions.ts';
import { passwordStamp, takeTry, type Origin } from './sign-in.ts';

/**
 * "I forgot my password": answered before anything is looked up, so that neither bytes nor time tell who has an account.
 * The message is what tells.
 */
export async function askReset(accounts: Accounts, text: string, origin: Origin): Promise<void> {
  const contact = readContact(text);
  if ('problem' in contact) throw new InvalidFieldsError({ contact: contact.problem });
  await takeTry(accounts, [[resetsAnAddress, origin.address], [resetsAContact, contactKey(contact)], ...textsOfAll(accounts.config, contact)]);
  setImmediate(() => {
    sendReset(accounts, contact).catch((error: unknown) => accounts.logger.error({ err: error }, 'a reset could not be sent'));
  });
}

async function sendReset({ store, documents, keyring, messenger, now }: Accounts, contact: Account['contacts'][number] | Parameters<Accounts['store']['byContact']>[0]): Promise<void> {
  const account = await store.byContact(contact);
  if (!account) return;
  const code = writeHumanCode(randomBytes(CODE_BYTES));
  const _id = `reset:${keyring.digest('reset', code)}`;
  const expires = new Date(now().getTime() + RESET_MILLISECONDS).toISOString();
  await documents.create({ _id, type: 'reset', expires, sealed: keyring.seal(JSON.stringify({ account: account.id, contact: contactKey(contact) } satisfies SealedReset), _id) });
  await messenger.send({ kind: contact.kind, value: contact.value }, account.profile.language, { kind: 'password-reset', code });
}

/** The code serves once, and ends every session. */
export async function resetPassword(accounts: Accounts, typed: string, password: string, origin: Origin): Promise<void> {
  const { documents, keyring, now, store } = accounts;
  await takeTry(accounts, [[resetsAnAddress, origin.address]]);
  const code = readHumanCode(typed);
  const reset = code === null ? undefined : await documents.get<{ expires: string; sealed: string }>(`reset:${keyring.digest('reset', code)}`);
  const wanted = reset && reset.expires > now().toISOString() ? (JSON.parse(keyring.open(reset.sealed, reset._id)) as SealedReset) : undefined;
  const account = wanted && (await store.get(wanted.account));
  // A contact that was removed meanwhile is no way in any more.
  if (!reset || !account?.contacts.some((own) => contactKey(own) === wanted?.contact)) throw wrongCode;
  // Said before the code is used up: it serves for the next try.
  const problem = accounts.passwords.problem(password, account.username);
  if (problem) throw new InvalidFieldsError({ password: problem });
  if (!(await documents.remove(reset))) throw wrongCode;
  await setPassword(accounts, account, password);
}

/** By whoever knows the old one. The other sessions end. */
export async function changePassword(accounts: Accounts, account: Account, session: Session, current: string, password: string): Promise<void> {
  await assertPassword(accounts, account, current);
  const problem = accounts.passwords.problem(password, account.username);
  if (problem) throw new InvalidFieldsError({ password: problem });
  await setPassword(accounts, account, password, session);
}

/** For what cannot be undone: proves that it is not just somebody with the phone in hand. */
export async function assertPassword({ throttle, passwords }: Accounts, account: Account, password: string): Promise<void> {
  const wait = await throttle.take(ownTries, account.id);
  if (wait > 0) throw new TooManyTriesError(wait);
  if (!(await passwords.verify(account.passwordHash, password))) throw new ApiError(403, 'wrong_password', 'The password is not right.');
  await throttle.refill(ownTries, account.id);
}

async function setPassword(accounts: Accounts, account: Account, password: string, from?: Session): Promise<void> {
  const { passwords, store, sessions, messenger } = accounts;
  const passwordHash = await passwords.hash(password);
  await store.update(account.id, (current) => ({ ...current, passwordHash }));
  if (from) await sessions.renew(from, passwordStamp(accounts, { passwordHash }));
  await sessions.endAll(account.id, from?.id);
  await eraseResets(accounts, account.id);
  const contact = account.contacts[0];
  if (contact) await messenger.send({ kind: contact.kind, value: contact.value }, account.profile.language, { kind: 'password-changed' });
}

const wrongCode = new ApiError(400, 'wrong_code', 'This code is not right, was used already, or its time is over.');

/** Long enough to find the message, short enough that an old one is of no use. */
const RESET_MILLISECONDS = 10 * 60_000;

interface SealedReset {
  readonly account: string;
  readonly contact: string;
}

const resetsAnAddress = { name: 'resets-address', size: 100, seconds: 12 } as const;
const resetsAContact = { name: 'resets', size: 5, seconds: 720 } as const;
const ownTries = { name: 'own-password', size: 8, seconds: 60 } as const;
