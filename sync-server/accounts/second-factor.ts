import { randomBytes } from 'node:crypto';
import { decodeBase32IgnorePadding, encodeBase32UpperCaseNoPadding } from '@oslojs/encoding';
import { createTOTPKeyURI, verifyHOTP } from '@oslojs/otp';
import type { SecondFactorSetUp } from '../../src/domain/account-api.ts';
import { ApiError, TooManyTriesError } from '../errors.ts';
import type { Account } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import type { Session } from './sessions.ts';

/** A new secret for an authenticator app (TOTP, RFC 6238). It counts once a code of it has been given. */
export async function setUpSecondFactor({ documents, keyring, now }: Accounts, account: Account): Promise<SecondFactorSetUp> {
  if (account.secondFactor) throw new ApiError(409, 'second_factor_set', 'There is one already.');
  const secret = randomBytes(SECRET_BYTES);
  const text = encodeBase32UpperCaseNoPadding(secret);
  const _id = idOf(account);
  const set = { _id, type: 'change', codeHash: 'totp', expires: new Date(now().getTime() + SET_UP_MILLISECONDS).toISOString(), sealed: keyring.seal(text, _id) };
  if (!(await documents.create(set))) await documents.update<typeof set>(_id, () => set);
  // The name in the app's list is neutral, as everything is that others may see.
  return { secret: text, uri: createTOTPKeyURI('Notes', account.username, secret, PERIOD, DIGITS) };
}

/** The first code proves that the app has the secret. */
export async function confirmSecondFactor(accounts: Accounts, account: Account, session: Session, code: string): Promise<void> {
  const { documents, keyring, now, store, sessions } = accounts;
  const wait = await accounts.throttle.take(codeTries, account.id);
  if (wait > 0) throw new TooManyTriesError(wait);
  const pending = await documents.get<{ sealed: string; expires: string }>(idOf(account));
  const secret = pending && pending.expires > now().toISOString() ? keyring.open(pending.sealed, pending._id) : undefined;
  const step = secret === undefined ? undefined : stepOf(secret, code, now(), 0);
  if (!pending || secret === undefined || step === undefined) throw new ApiError(400, 'wrong_second_factor', 'These six digits are not right, or their time is over.');
  const set = await store.update(account.id, (current) => (current.secondFactor ? current : { ...current, secondFactor: { secret, usedStep: step } }));
  await documents.remove(pending);
  if (set?.secondFactor?.secret !== secret) throw new ApiError(409, 'second_factor_set', 'There is one already.');
  await sessions.giveSecondFactor(session);
  // Whoever was in by the password alone is out.
  await sessions.endAll(account.id, session.id);
}

/** Uses a code at sign-in: true once for each code. */
export async function useSecondFactor({ store, throttle, now }: Accounts, account: Account, code: string): Promise<boolean> {
  const wait = await throttle.take(codeTries, account.id);
  if (wait > 0) throw new TooManyTriesError(wait);
  const seen = { used: false };
  await store.update(account.id, (current) => {
    const step = current.secondFactor && stepOf(current.secondFactor.secret, code, now(), current.secondFactor.usedStep + 1);
    seen.used = step !== undefined;
    return current.secondFactor && step !== undefined ? { ...current, secondFactor: { ...current.secondFactor, usedStep: step } } : current;
  });
  if (seen.used) await throttle.refill(codeTries, account.id);
  return seen.used;
}

/** The time step that a code belongs to: now, or one before or after (clocks differ), but none that is `from`'s past. */
function stepOf(secret: string, code: string, now: Date, from: number): number | undefined {
  const digits = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return undefined;
  const key = decodeBase32IgnorePadding(secret);
  const current = Math.floor(now.getTime() / 1000 / PERIOD);
  return [current - 1, current, current + 1].find((step) => step >= from && verifyHOTP(key, BigInt(step), DIGITS, digits));
}

function idOf({ id }: Account): string {
  return `change:second-factor-${id}`;
}

/** RFC 4226, 4: 160 bits. */
const SECRET_BYTES = 20;
const PERIOD = 30;
const DIGITS = 6;
const SET_UP_MILLISECONDS = 3_600_000;

/** Six digits can be guessed: five at once, then one every two minutes. */
const codeTries = { name: 'second-factor', size: 5, seconds: 120 } as const;
