import type * as v from 'valibot';
import type { InvitationBody, SignInBody } from '../../src/domain/account-api.ts';
import type { Role } from '../../src/domain/account.ts';
import { readUsername, usernameKey } from '../../src/domain/username.ts';
import { ApiError, InvalidFieldsError, TooManyTriesError } from '../errors.ts';
import { TakenError, type Account } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { useSecondFactor } from './second-factor.ts';
import type { Session } from './sessions.ts';

/** From where somebody signs in. The address is used for counting tries, under a keyed hash, and nothing else. */
export interface Origin {
  readonly address: string;
  readonly device: string;
}

export interface SignedIn {
  readonly account: Account;
  readonly token: string;
  readonly session: Session;
}

/** A3. Same bytes and same work whether there is such an account or not. */
export async function signIn(accounts: Accounts, body: v.InferOutput<typeof SignInBody>, origin: Origin): Promise<SignedIn> {
  const { throttle, passwords, store } = accounts;
  const name = usernameKey(body.username);
  const pair = `${origin.address} ${name}`;
  await takeTry(accounts, [[triesAnAddress, origin.address], [triesOfOne, pair], [triesAName, name]]);
  const account = await store.byUsername(body.username);
  if (!(await passwords.verify(account?.passwordHash, body.password)) || !account) throw wrongCredentials;
  const secondFactor = account.secondFactor !== undefined;
  if (secondFactor) {
    if (body.secondFactor === undefined || body.secondFactor.trim() === '') throw new ApiError(401, 'second_factor_needed', 'Send the six digits of the authenticator app, too.');
    if (!(await useSecondFactor(accounts, account, body.secondFactor))) throw new ApiError(401, 'wrong_second_factor', 'These six digits are not right, or were used already.');
  }
  // Not the address's: an account of one's own must not buy tries at other people's.
  await throttle.refill(triesOfOne, pair);
  return startSession(accounts, account, origin, secondFactor);
}

export async function startSession(accounts: Accounts, account: Account, { device }: Origin, secondFactor: boolean): Promise<SignedIn> {
  const { token, session } = await accounts.sessions.start(account.id, account.role, { device, secondFactor, password: passwordStamp(accounts, account) });
  return { account, token, session };
}

/** A moderator's or admin's first visit; the link serves once. */
export async function acceptInvitation(accounts: Accounts, token: string, body: v.InferOutput<typeof InvitationBody>, origin: Origin): Promise<SignedIn> {
  const { documents, keyring, store, passwords, now } = accounts;
  await takeTry(accounts, [[invitationsAnAddress, origin.address]]);
  const username = readUsername(body.username);
  if (typeof username !== 'string') throw new InvalidFieldsError({ username: username.problem });
  const problem = passwords.problem(body.password, username);
  if (problem) throw new InvalidFieldsError({ password: problem });
  const invitation = await documents.get<InvitationDocument>(`invitation:${keyring.digest('invitation', token)}`);
  if (!invitation || invitation.expires <= now().toISOString()) throw new ApiError(400, 'link_ended', 'This link was used already, or its time is over.');
  const passwordHash = await passwords.hash(body.password);
  const state = 'active';
  try {
    const profile = { language: body.language, areas: [], areaChanges: [], sponsor: 'confirmed' } as const;
    const account = await store.create({ role: invitation.role, state, username, passwordHash, contacts: [], profile }, now());
    // Whoever used the link first has the account; the other's is taken back.
    if (!(await documents.remove(invitation))) {
      await store.erase(account);
      throw new ApiError(400, 'link_ended', 'This link was used already, or its time is over.');
    }
    await accounts.audit.add({ what: 'account-created', by: invitation.role });
    return await startSession(accounts, account, origin, false);
  } catch (error) {
    if (error instanceof TakenError) throw new ApiError(409, 'username_taken', 'Somebody has this name already. Choose another.');
    throw error;
  }
}

/** The code of a one-time link for a new account of the team. Three days. */
export async function invite({ documents, keyring, now }: Pick<Accounts, 'documents' | 'keyring' | 'now'>, role: Role, token: string): Promise<void> {
  const expires = new Date(now().getTime() + INVITATION_MILLISECONDS).toISOString();
  const invitation: InvitationDocument = { _id: `invitation:${keyring.digest('invitation', token)}`, type: 'invitation', role, expires };
  await documents.create(invitation);
}

/**
 * Tells one password from the next without telling either. A session carries that of its sign-in, and is none any more once
 * the account's is another: whatever was interrupted or overlapped, no session outlives its password.
 */
export function passwordStamp({ keyring }: Pick<Accounts, 'keyring'>, { passwordHash }: Pick<Account, 'passwordHash'>): string {
  return keyring.digest('password', passwordHash);
}

/** One try out of each bucket. */
export async function takeTry({ throttle }: Pick<Accounts, 'throttle'>, buckets: readonly (readonly [Parameters<Accounts['throttle']['take']>[0], string])[]): Promise<void> {
  for (const [bucket, of] of buckets) {
    // The first that is empty ends it: a crowd at one address must not use up what is counted for a name.
    const wait = await throttle.take(bucket, of);
    if (wait > 0) throw new TooManyTriesError(wait);
  }
}

const wrongCredentials = new ApiError(401, 'wrong_credentials', 'The user name or the password is not right.');

interface InvitationDocument {
  readonly _id: string;
  readonly type: 'invitation';
  readonly role: Role;
  readonly expires: string;
}

const INVITATION_MILLISECONDS = 3 * 86_400_000;

/** One person who tries to remember: eight at once, then one a minute. */
const triesOfOne = { name: 'sign-in-one', size: 8, seconds: 60 } as const;
/** Phones of one network share an address by the thousand. */
const triesAnAddress = { name: 'sign-in-address', size: 300, seconds: 6 } as const;
const invitationsAnAddress = { name: 'invitations', size: 20, seconds: 60 } as const;
/** One name from anywhere: a guesser with many addresses gets 2,880 tries a day, and its owner waits half a minute. */
const triesAName = { name: 'sign-in-name', size: 60, seconds: 30 } as const;
