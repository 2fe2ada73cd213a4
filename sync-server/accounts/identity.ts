import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionView } from '../../src/domain/account-api.ts';
import { needsSecondFactor } from '../../src/domain/account.ts';
import { ApiError } from '../errors.ts';
import type { Identity } from '../http/api.ts';
import type { Account } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import type { Session } from './sessions.ts';
import { passwordStamp } from './sign-in.ts';

/** Who a request comes from: nobody, or an account by one of its sessions. */
export interface Who extends Identity {
  readonly account?: Account;
  readonly session?: Session;
}

export const nobody: Who = { asker: undefined };

/** By the cookie. A session whose account is gone, or whose password is not the account's any more, is nobody's. */
export async function identify(accounts: Pick<Accounts, 'sessions' | 'store' | 'keyring'>, request: FastifyRequest): Promise<Who> {
  const session = await accounts.sessions.read(tokenOf(request));
  const account = session && (await accounts.store.get(session.account));
  if (!session || !account || session.password !== passwordStamp(accounts, account)) return nobody;
  const secondFactor = needsSecondFactor(account.role) && !session.secondFactor ? 'needed' : 'given';
  return { account, session, asker: { role: account.role, state: account.state, secondFactor } };
}

/** For handlers behind a rule that lets nobody in without a session. */
export function signedIn({ account, session }: Who): { readonly account: Account; readonly session: Session } {
  if (!account || !session) throw new ApiError(401, 'sign_in', 'Sign in first.');
  return { account, session };
}

export function tokenOf(request: FastifyRequest): string {
  return request.cookies[COOKIE] ?? '';
}

/** `__Host-`: only this origin, only over TLS (or on localhost), for all of its paths. */
export function giveCookie(reply: FastifyReply, token: string, ends: string): void {
  reply.setCookie(COOKIE, token, { ...cookie, expires: new Date(ends) });
}

/**
 * Also takes away what the browser itself has kept. Not `"storage"`: it would take the guides, and reports that have not
 * left the phone yet; the page drops what belongs to the account.
 */
export function takeCookie(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, cookie);
  reply.header('clear-site-data', '"cache"');
}

export function sessionView(account: Account, session: Session): SessionView {
  const given = session.secondFactor ? 'given' : account.secondFactor || needsSecondFactor(account.role) ? 'set-up' : 'none';
  const { language, areas, sponsor } = account.profile;
  return { username: account.username, role: account.role, state: account.state, language, areas, ends: session.ends, secondFactor: given, sponsor, restricted: account.restricted };
}

const COOKIE = '__Host-session';
const cookie = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
