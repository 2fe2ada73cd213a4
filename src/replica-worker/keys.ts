import type { Keys } from '../domain/alert-api.ts';
import { StorageError } from '../lib/offline/storage-error.ts';
import { hasEnded, leaseTime, newLease, noteTime } from '../domain/replica-lease.ts';
import { keyRing, type KeyRing } from './key-ring.ts';
import { unwrap, wrap, type Opened } from './pin.ts';
import { askKeys } from './remote-api.ts';
import type { Kept, VaultStore } from './vault.ts';

/** The keys that were lent to this phone: in memory while they are open, on it until the lease ends or somebody drops them. */
export class LentKeys {
  ring: KeyRing | undefined;
  kept: Kept | undefined;
  readonly #vault: VaultStore;
  readonly #clock: () => number;
  #under: Opened['again'] | undefined;
  /** The phone's storage does not take them: they last as long as this worker. */
  #unkept: Kept | undefined;
  #asking: Promise<void> | undefined;
  /** Counts keys that came or went. */
  #turns = 0;

  constructor(vault: VaultStore, clock: () => number = Date.now) {
    this.#vault = vault;
    this.#clock = clock;
  }

  /**
   * What the phone has now; notes the time, and drops what has ended. Comes before every use; the disk is asked again after a moment, or
   * when that is wanted.
   */
  async look(again = false): Promise<void> {
    const now = this.#clock();
    const { lease } = this.kept ?? {};
    if (!again && lease && now >= lease.at && now - lease.at < A_MOMENT && !hasEnded(lease, now)) return;
    const before = this.#turns;
    const kept = await this.#vault.change((known) => ({ ...known, lease: noteTime(known.lease, now) })).catch(unlessStorage);
    // They came, or went, meanwhile: that is newer.
    if (before !== this.#turns) return;
    this.kept = kept;
    if (!this.kept && this.#unkept) this.kept = this.#unkept = { ...this.#unkept, lease: noteTime(this.#unkept.lease, now) };
    if (this.kept && hasEnded(this.kept.lease, now)) await this.drop();
    if (!this.kept) this.lock();
    else if (this.kept.ring) this.ring = this.kept.ring;
  }

  /** Whether a day has passed since they were asked for: months change, and areas. */
  get old(): boolean {
    return !this.kept || this.now - this.kept.asked > RENEW_AFTER;
  }

  /** By the server's clock as far as it is known; milliseconds since 1970. */
  get now(): number {
    return this.kept ? leaseTime(this.kept.lease, this.#clock()) : this.#clock();
  }

  get shut(): boolean {
    return this.kept?.wrapped !== undefined && !this.ring;
  }

  /** Throws RemoteError; one question for all that ask at the same time. */
  renew(): Promise<void> {
    this.#asking ??= this.#renew().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #renew(): Promise<void> {
    const keys = await askKeys();
    const wrapped = this.kept?.wrapped && this.#under ? await this.#under(JSON.stringify(keys)) : undefined;
    await this.#keep(keys, wrapped);
  }

  /** From here on a PIN opens them, and nothing else does. Throws RemoteError. */
  async setPin(pin: string): Promise<void> {
    const keys = await askKeys();
    const { wrapped, again } = await wrap(pin, JSON.stringify(keys));
    this.#under = again;
    await this.#keep(keys, wrapped);
  }

  async removePin(): Promise<void> {
    this.#under = undefined;
    await this.#keep(await askKeys());
  }

  /** Each try is counted on the disk before it is made. False: wrong; after the last one nothing is there to be tried. */
  async unlock(pin: string): Promise<boolean> {
    const counted = await this.#vault.change((kept) => ({ ...kept, tries: kept.tries - 1 }));
    this.kept = counted;
    if (!counted?.wrapped) return false;
    const opened = counted.tries >= 0 ? await unwrap(pin, counted.wrapped) : undefined;
    if (!opened) {
      if (counted.tries <= 0) await this.drop();
      return false;
    }
    this.kept = await this.#vault.change((kept) => ({ ...kept, tries: TRIES }));
    this.ring = await keyRing(JSON.parse(opened.text) as Keys);
    this.#under = opened.again;
    return true;
  }

  lock(): void {
    this.ring = undefined;
    this.#under = undefined;
  }

  async drop(): Promise<void> {
    this.#turns += 1;
    this.lock();
    this.kept = undefined;
    this.#unkept = undefined;
    await this.#vault.drop();
  }

  async #keep(keys: Keys, wrapped?: Kept['wrapped']): Promise<void> {
    const ring = await keyRing(keys);
    const lease = newLease(keys.until, keys.now, this.#clock());
    this.#turns += 1;
    const kept: Kept = { lease, asked: lease.seen, tries: TRIES, ...(wrapped ? { wrapped } : { ring }) };
    this.#unkept = undefined;
    await this.#vault.put(kept).catch((error: unknown) => {
      unlessStorage(error);
      this.#unkept = kept;
    });
    this.#turns += 1;
    this.kept = kept;
    this.ring = ring;
  }
}

function unlessStorage(error: unknown): undefined {
  if (!(error instanceof StorageError)) throw error;
}

const TRIES = 5;
/** Milliseconds. */
const A_MOMENT = 2000;
const RENEW_AFTER = 24 * 3_600_000;
