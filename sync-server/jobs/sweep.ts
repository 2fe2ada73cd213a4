import type { Accounts } from '../accounts/accounts.ts';
import { eraseAccount } from '../accounts/my-data.ts';
import { resumeSignUps } from '../accounts/sign-up.ts';
import { resealOld } from '../accounts/reseal.ts';
import { withLease } from './lease.ts';

/** Removes what has had its time: nothing that names somebody stays longer than it serves. */
export function startSweep(accounts: Accounts, ...more: readonly (() => Promise<void>)[]): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  // What a copy that died has left half done cannot wait for its lease to end; done twice it comes to the same.
  const resumed = resumeSignUps(accounts).catch((error: unknown) => accounts.logger.warn({ err: error }, 'sign-ups could not be gone on with yet'));
  const run = (): void => {
    running = withLease(accounts.documents, 'sweep', EVERY, accounts.now, async () => {
      await sweep(accounts);
      for (const job of more) await job();
    }).catch((error: unknown) =>
      accounts.logger.warn({ err: error }, 'the sweep did not end; the next one goes on')
    );
  };
  const timer = setInterval(run, EVERY);
  timer.unref();
  run();
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all([resumed, running]);
    }
  };
}

export async function sweep(accounts: Accounts): Promise<void> {
  const { documents, sponsorships, now } = accounts;
  const instant = now().toISOString();
  for (const prefix of expiring) {
    const past = (await documents.range<{ expires: string }>(prefix)).filter(({ expires }) => expires < instant);
    for (const document of past) await documents.remove(document);
    await documents.forget(past);
  }
  await resumeSignUps(accounts);
  await accounts.store.dropOrphans(now());
  await sponsorships.expire();
  await giveUpWaiting(accounts);
  await resealOld(accounts);
}

/** A sponsor who never answers, or never was: the newcomer may name another, and after three months nothing is kept. */
async function giveUpWaiting(accounts: Accounts): Promise<void> {
  const { store, now } = accounts;
  for (const account of await store.list()) {
    // Restricted: kept as it is until its owner says otherwise.
    if (account.state !== 'waiting' || account.restricted) continue;
    const days = (now().getTime() - Date.parse(account.joinedOn)) / 86_400_000;
    if (days > WAITING_KEPT_DAYS) await eraseAccount(accounts, account);
    else if (days > WAITING_DAYS && account.profile.sponsor === 'waiting')
      await store.update(account.id, (current) => ({ ...current, profile: { ...current.profile, sponsor: 'declined' } }));
  }
}

const expiring = ['sign-up:', 'session:', 'link:', 'linked-device:', 'code:', 'reset:', 'change:', 'invitation:', 'throttle:', 'flag:'];
const EVERY = 15 * 60_000;
const WAITING_DAYS = 30;
const WAITING_KEPT_DAYS = 90;
