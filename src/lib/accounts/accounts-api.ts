import type { SecondFactorSetUp, SessionView, SignedUp, SignUpAnswer } from '$domain/account-api.ts';
import type { ReadingLanguage } from '$domain/language.ts';
import { callApi, type Answer } from '$lib/shell/json-api.ts';
import { settleSignOut } from '$lib/shell/session-api.ts';

/** The ways in: one verb of the contract each (domain/account-api.ts). */

export interface SignUp {
  readonly username: string;
  readonly contact: string;
  readonly secondContact?: string;
  readonly name?: string;
  readonly birthDate?: string;
  readonly sponsor: string;
  readonly password: string;
  readonly language: ReadingLanguage;
  readonly termsAccepted: true;
}
export const signUp = (typed: SignUp): Promise<Answer<SignUpAnswer>> => callApi('POST', '/api/accounts', typed);
export const sendSignUpCode = (signUp: string): Promise<Answer<unknown>> => callApi('POST', '/api/accounts/codes', { signUp });
export const confirmSignUp = (signUp: string, code: string, username: string | undefined): Promise<Answer<SignedUp>> =>
  callApi('POST', '/api/accounts/confirmations', { signUp, code, ...(username === undefined ? {} : { username }) });

export interface SignIn {
  readonly username: string;
  readonly password: string;
  readonly secondFactor?: string;
}
export async function signIn(typed: SignIn): Promise<Answer<SessionView>> {
  await settleSignOut();
  return callApi('POST', '/api/session', typed);
}

export const askPasswordReset = (contact: string): Promise<Answer<unknown>> => callApi('POST', '/api/password-resets', { contact });
export const resetPassword = (code: string, password: string): Promise<Answer<unknown>> =>
  callApi('POST', `/api/password-resets/${encodeURIComponent(code)}`, { password });

export async function acceptInvitation(token: string, username: string, password: string, language: ReadingLanguage): Promise<Answer<SessionView>> {
  await settleSignOut();
  return callApi('POST', `/api/invitations/${encodeURIComponent(token)}`, { username, password, language });
}

export const setUpSecondFactor = (password: string): Promise<Answer<SecondFactorSetUp>> => callApi('POST', '/api/account/second-factor', { password });
export const confirmSecondFactor = (code: string): Promise<Answer<unknown>> => callApi('POST', '/api/account/second-factor/confirmations', { code });

/**
 * The passwords that most people try first, or nothing when they cannot be had: the server refuses more of them anyway
 * (scripts/build/common-passwords.ts).
 */
export async function readCommonPasswords(): Promise<ReadonlySet<string> | undefined> {
  try {
    const response = await fetch('/packs/common-passwords.short.json', { credentials: 'omit', signal: AbortSignal.timeout(20_000) });
    return response.ok ? new Set((await response.json()) as string[]) : undefined;
  } catch {
    return undefined;
  }
}
