import type { BulkReader } from '../../src/domain/desk-api.ts';
import { dayOf, type Removed } from '../accounts/account-store.ts';
import type { Accounts } from '../accounts/accounts.ts';

/**
 * Accounts that look up more people than anybody meets: perhaps somebody who collects the base. The team is told which account and
 * on which day; whom it looked up is kept nowhere.
 */
export interface BulkReaders {
  /** One more person was looked up. Fails when the store does not answer: what cannot be counted is not answered. */
  count(account: string): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly BulkReader[]>;
  /** Somebody in the team has looked at it. False when there is none. */
  seen(account: string, by: string): Promise<boolean>;
}

export function bulkReaders({ documents, throttle, store, audit, now }: Pick<Accounts, 'documents' | 'throttle' | 'store' | 'audit' | 'now'>): BulkReaders {
  return {
    async count(account) {
      if ((await throttle.take(fewEnough, account)) > 0) await flag(account);
    },
    async list() {
      const flags = await documents.range<FlagDocument>('flag:');
      const found = await Promise.all(flags.map(async ({ _id, day, seen }) => ({ account: await store.get(_id.slice('flag:'.length)), day, seen })));
      return found.flatMap(({ account, day, seen }) => (account ? [{ id: account.id, username: account.username, since: day, seen }] : [])).sort((a, b) => (a.since < b.since ? 1 : -1));
    },
    async seen(account, by) {
      const news = { changed: false };
      const flagged = await documents.update<FlagDocument>(flagId(account), (current) => {
        news.changed = !current.seen;
        return current.seen ? undefined : { ...current, seen: true };
      });
      if (news.changed) await audit.add({ what: 'reader-seen', by });
      return flagged !== undefined;
    }
  };

  async function flag(account: string): Promise<void> {
    const day = dayOf(now());
    const fresh: FlagDocument = { type: 'flag', day, seen: false, expires: new Date(now().getTime() + KEPT).toISOString() };
    const news = { changed: await documents.create({ _id: flagId(account), ...fresh }) };
    if (!news.changed) {
      await documents.update<FlagDocument>(flagId(account), (current) => {
        // On another day than the one that the team has seen: once more.
        news.changed = current.day !== day;
        return news.changed ? fresh : undefined;
      });
    }
    if (news.changed) await audit.add({ what: 'reader-flagged', by: 'server' });
  }
}

/** When an account goes (`accounts/my-data.ts`). */
export async function eraseFlagOf({ documents }: Pick<Accounts, 'documents'>, account: string): Promise<Removed> {
  const flag = await documents.get<FlagDocument>(flagId(account));
  return flag && (await documents.remove(flag)) ? [flag] : [];
}

function flagId(account: string): string {
  return `flag:${account}`;
}

/**
 * security.md 7: flagged within 50 look-ups. In a day: an outreach worker on a bad night asks after ten or twenty people, and a script
 * that takes its time over an hour is found as well as a fast one. Half of what a day allows, so that the team knows before it is
 * used up. Counted by days: no finer time is kept. Lower, and people at work are flagged; higher, and the base leaks first.
 */
export const FLAGGED_AT = 50;
const fewEnough = { name: 'readers', size: FLAGGED_AT - 1, seconds: 86_400 / (FLAGGED_AT - 1), grain: 86_400 } as const;

/** Milliseconds: three months, for the team to look at it and to see whether it happens again. */
const KEPT = 90 * 86_400_000;

interface FlagDocument {
  readonly type: 'flag';
  readonly day: string;
  readonly seen: boolean;
  readonly expires: string;
}
