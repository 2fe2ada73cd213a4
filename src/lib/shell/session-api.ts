import type { SessionView } from '$domain/account-api.ts';
import type { ReadingLanguage } from '$domain/language.ts';
import { callApi, type Answer } from './json-api.ts';

export const askSession = (): Promise<Answer<SessionView>> => callApi('GET', '/api/session');

/** Of messages, by the account's own door. */
export const saveLanguage = (language: ReadingLanguage): Promise<Answer<unknown>> => callApi('PATCH', '/api/account', { language });

/**
 * Signing out needs no network: the phone forgets first and tells the server when it can. Until it has, one word is kept,
 * which says nothing of whom. Quick exit writes the same word (exit-script.ts), since nobody hears whether its own
 * message has arrived.
 */
const owedKey = 'sign-out-owed';

export function oweSignOut(): void {
  try {
    localStorage.setItem(owedKey, '1');
  } catch {
    // Storage may be closed to us: then the server is told now or, after a month, finds out by itself.
  }
}

/** The session of before is over anyway: the server has just given another one. */
export function forgetOwedSignOut(): void {
  try {
    localStorage.removeItem(owedKey);
  } catch {
    // As above.
  }
}

/** True when nothing is owed any more. Comes before every other question: whoever has left must not appear signed in. */
export function settleSignOut(): Promise<boolean> {
  // One at a time: a late answer to a second one would take away the cookie of whoever has signed in since.
  settling ??= settle().finally(() => {
    settling = undefined;
  });
  return settling;
}

let settling: Promise<boolean> | undefined;

async function settle(): Promise<boolean> {
  if (!isSignOutOwed()) return true;
  const { status } = await callApi('DELETE', '/api/session');
  if (status === 0 || status >= 500) return false;
  forgetOwedSignOut();
  return true;
}

function isSignOutOwed(): boolean {
  try {
    return localStorage.getItem(owedKey) !== null;
  } catch {
    return false;
  }
}
