import { dayOf } from '../accounts/account-store.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { ApiError } from '../errors.ts';

/**
 * How many different people one account may look up in a day. The count stands in the shared store; which ones is known to this
 * process's memory alone, until the day ends, so that looking at the same number again costs nothing and leaves nothing.
 */
export class LookupBudget {
  readonly #throttle: Accounts['throttle'];
  readonly #now: () => Date;
  #day = '';
  #seen = new Map<string, Set<string>>();

  constructor(throttle: Accounts['throttle'], now: () => Date) {
    this.#throttle = throttle;
    this.#now = now;
  }

  /** Throws 429 when it is used up, and when the store does not answer. Gives true when it was a new one. */
  async spend(account: string, what: string): Promise<boolean> {
    const seen = this.#seenBy(account);
    if (seen.has(what)) return false;
    const wait = await this.#throttle.take(lookups, account);
    if (wait > 0) throw new ApiError(429, 'too_many_lookups', 'That is as many as one account may look up in a day. More come back one by one.', { retryAfter: wait });
    seen.add(what);
    return true;
  }

  left(account: string): Promise<number> {
    return this.#throttle.left(lookups, account);
  }

  #seenBy(account: string): Set<string> {
    const day = dayOf(this.#now());
    if (day !== this.#day) this.#seen = new Map();
    this.#day = day;
    const seen = this.#seen.get(account) ?? new Set();
    this.#seen.set(account, seen);
    return seen;
  }
}

/** security.md 7: 100 a day, coming back one every quarter of an hour. */
const lookups = { name: 'lookups', size: 100, seconds: 864 } as const;
