import type { Documents } from '../couch/documents.ts';
import type { Keyring } from './keyring.ts';

/** A bucket of tries: `size` at once, then one more every `seconds`. Nobody is locked out for ever. */
export interface Bucket {
  readonly name: string;
  readonly size: number;
  readonly seconds: number;
  /** Seconds: times are kept no finer than this. Tries come back when the next grain begins. */
  readonly grain?: number;
}

export interface Throttle {
  /** Takes one try. Gives 0, or the seconds to wait. Fails closed: a store that does not answer throws. */
  take(bucket: Bucket, of: string): Promise<number>;
  /** How many tries there are now. */
  left(bucket: Bucket, of: string): Promise<number>;
  /** The try was a good one: gives back all of them. */
  refill(bucket: Bucket, of: string): Promise<void>;
}

/** Counted in the shared store, so that several copies of the server count together; under keyed hashes, kept no longer than the bucket needs. */
export function couchThrottle(documents: Documents, keyring: Keyring, now: () => Date): Throttle {
  const idOf = ({ name }: Bucket, of: string): string => `throttle:${name}:${keyring.digest('throttle', of)}`;
  /** Of one bucket one after the other: a crowd at one moment would only run into each other's revisions. */
  const lines = new Map<string, Promise<unknown>>();
  return {
    take(bucket, of) {
      const _id = idOf(bucket, of);
      const turn = (lines.get(_id) ?? Promise.resolve()).then(() => takeOne(bucket, _id));
      const ended = turn
        .catch(() => undefined)
        .then(() => {
          if (lines.get(_id) === ended) lines.delete(_id);
        });
      lines.set(_id, ended);
      return turn;
    },
    async left(bucket, of) {
      const current = await documents.get<ThrottleDocument>(idOf(bucket, of));
      return current ? Math.max(0, Math.floor(bucket.size - Math.max(0, current.spent - (instantOf(bucket) - current.at) / bucket.seconds))) : bucket.size;
    },
    async refill(bucket, of) {
      const current = await documents.get<ThrottleDocument>(idOf(bucket, of));
      // Whoever was quicker has changed it for a reason of their own.
      if (current) await documents.remove(current);
    }
  };

  async function takeOne(bucket: Bucket, _id: string): Promise<number> {
    const instant = instantOf(bucket);
    let wait = 0;
    const taken = await documents.update<ThrottleDocument>(_id, (current) => {
      const spent = Math.max(0, current.spent - (instant - current.at) / bucket.seconds);
      wait = spent + 1 > bucket.size ? Math.ceil((spent + 1 - bucket.size) * bucket.seconds) : 0;
      return wait > 0 ? undefined : document(bucket, spent + 1, instant);
    });
    if (taken) return wait;
    if (await documents.create({ _id, ...document(bucket, 1, instant) })) return 0;
    return takeOne(bucket, _id);
  }

  /** Seconds. */
  function instantOf({ grain }: Bucket): number {
    const seconds = now().getTime() / 1000;
    return grain === undefined ? seconds : Math.floor(seconds / grain) * grain;
  }
}

function document(bucket: Bucket, spent: number, at: number): ThrottleDocument {
  return { type: 'throttle', spent, at, expires: new Date((at + bucket.size * bucket.seconds) * 1000).toISOString() };
}

interface ThrottleDocument {
  readonly type: 'throttle';
  readonly spent: number;
  /** Seconds. */
  readonly at: number;
  readonly expires: string;
}
