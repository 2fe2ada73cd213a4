import { FilterError, readCallerFilter, type CallerFilter } from '../domain/caller-filter.ts';
import { readCallerNumber } from '../domain/caller-number.ts';
import { worstOf } from '../domain/danger-level.ts';
import type { Reported } from '../domain/replica-message.ts';
import type { KeyRing } from './key-ring.ts';
import type { LentKeys } from './keys.ts';
import { askFilter, RemoteError } from './remote-api.ts';
import type { FilterRow, Rows } from './rows.ts';

/** The caller filter on this phone: which numbers of the whole country may be reported, with no network and no question that leaves. */
export class KeptFilter {
  readonly #rows: Rows;
  readonly #keys: LentKeys;
  /** Read once; again when another one has come. */
  #read: { readonly row: FilterRow; readonly filter: CallerFilter } | undefined;
  /** By the server's clock: whoever did not get it is not asked at every round. */
  #tried = 0;

  constructor(rows: Rows, keys: LentKeys) {
    this.#rows = rows;
    this.#keys = keys;
  }

  /** Once a day. Throws RemoteError when nobody is signed in any more; whatever else is in the way waits for another round. */
  async follow(): Promise<void> {
    // Also of an account with no department.
    if (!this.#keys.ring && !this.#keys.shut) await this.#keys.renew();
    const known = await this.#rows.filter();
    const { now, ring } = this.#keys;
    if (!ring?.filter || (known?.generation === ring.filter.generation && now - known.asked < A_DAY) || now - this.#tried < AN_HOUR) return;
    this.#tried = now;
    try {
      await this.#ask(ring, known).catch(async (error: unknown) => {
        if (!(error instanceof RemoteError && error.kind === 'gone')) throw error;
        // Its year is over: the next one is under another key.
        await this.#keys.renew();
        if (this.#keys.ring?.filter && this.#keys.ring.filter.generation !== ring.filter?.generation) await this.#ask(this.#keys.ring, undefined);
      });
    } catch (error) {
      if (error instanceof FilterError || (error instanceof RemoteError && error.kind !== 'signed-out' && error.kind !== 'not-active')) return;
      throw error;
    }
  }

  /** Undefined: there is no filter here, or it is over. */
  async reported({ filter: held }: KeyRing, text: string): Promise<Reported | undefined> {
    const row = await this.#rows.filter();
    if (!held || row?.generation !== held.generation) return undefined;
    try {
      const filter = await this.#open(row, held.key);
      const levels = await Promise.all(readCallerNumber(text).map((number) => filter.levelOf(number)));
      const level = worstOf(levels.filter((one) => one !== undefined));
      return { ...(level ? { level } : {}), at: row.asked };
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      return undefined;
    }
  }

  async #open(row: FilterRow, key: Parameters<typeof readCallerFilter>[1]): Promise<CallerFilter> {
    if (this.#read?.row.etag === row.etag && this.#keys.now / 1000 < this.#read.filter.terms.notAfter) return this.#read.filter;
    const filter = await readCallerFilter(row.bytes, key, this.#keys.now / 1000);
    this.#read = { row, filter };
    return filter;
  }

  /** What cannot be read with the key does not take the place of what can. */
  async #ask({ filter }: KeyRing, known: FilterRow | undefined): Promise<void> {
    if (!filter) return;
    const { key, generation } = filter;
    const same = known?.generation === generation ? known : undefined;
    const answer = await askFilter(generation, same?.etag);
    const asked = this.#keys.now;
    if (!answer) {
      if (same) await this.#rows.putFilter({ ...same, asked });
      return;
    }
    await readCallerFilter(answer.bytes, key, asked / 1000);
    await this.#rows.putFilter({ ...answer, generation, asked });
  }
}

/** Milliseconds. */
const AN_HOUR = 3_600_000;
const A_DAY = 24 * AN_HOUR;
