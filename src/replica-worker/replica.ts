import type { Alert } from '../domain/alert.ts';
import type { AlertPage } from '../domain/alert-api.ts';
import { dangerLevels, type DangerLevel } from '../domain/danger-level.ts';
import type { Identifier } from '../domain/identifier.ts';
import type { FragmentHits, FromReplica, Note, ReplicaState, Reported, ReplicaVerb, ReplicaVerbs } from '../domain/replica-message.ts';
import { searchToken } from '../domain/search-token.ts';
import { Following } from './following.ts';
import { KeptFilter } from './kept-filter.ts';
import type { KeyRing } from './key-ring.ts';
import { LentKeys } from './keys.ts';
import { Neighbours } from './neighbours.ts';
import { Notes } from './notes.ts';
import { OpenedAlerts } from './opened-alerts.ts';
import { freshArea, Rows } from './rows.ts';
import { openRow } from './sealed-rows.ts';
import { Stop } from './stop.ts';
import { VaultStore } from './vault.ts';

/** Every verb, as it is in the worker itself: later. */
export type ReplicaWork = { readonly [Verb in ReplicaVerb]: (...given: Parameters<ReplicaVerbs[Verb]>) => Promise<ReturnType<ReplicaVerbs[Verb]>> };

/**
 * The alerts of one's departments on this phone: noise on the disk, opened in the memory of this worker while the keys are, and searched there.
 * Verbs throw Stop, RemoteError or StorageError.
 */
export class Replica implements ReplicaWork {
  readonly #rows = new Rows();
  readonly #keys = new LentKeys(new VaultStore());
  readonly #opened = new OpenedAlerts(this.#rows, () => this.#ring());
  readonly #notes = new Notes(this.#rows);
  readonly #filter = new KeptFilter(this.#rows, this.#keys);
  readonly #neighbours: Neighbours;
  readonly #following: Following;
  readonly #tell: (message: FromReplica) => void;

  constructor(tell: (message: FromReplica) => void) {
    this.#tell = tell;
    this.#neighbours = new Neighbours((areas) => {
      this.#opened.forget(areas);
      this.#following.recount(areas);
      this.#changed(areas);
    });
    this.#following = new Following({
      rows: this.#rows,
      keys: this.#keys,
      filter: this.#filter,
      changed: (area, alerts) => {
        this.#opened.change(area, alerts);
        this.#changedHere(area);
      },
      cleared: (area) => {
        this.#opened.forget([area]);
        this.#changedHere(area);
      },
      moved: () => void this.#tellState()
    });
  }

  async state(): Promise<ReplicaState> {
    await this.#keys.look(true);
    return this.#state();
  }

  async follow(own: readonly string[], metered: boolean, wanted?: string): Promise<ReplicaState> {
    await this.#keys.look(true);
    await this.#following.follow(own, metered, wanted);
    // Nothing of what is not, or no longer, on the phone stays in its memory.
    this.#opened.only([...(await this.#rows.areas()).keys()]);
    if (!this.#keys.ring) this.#opened.clear();
    return this.#state();
  }

  async stop(area: string): Promise<void> {
    this.#following.leaveOff(area);
    await this.#rows.changeArea(area, (row) => ({ ...row, off: 'stopped' }));
    await this.#tellState();
  }

  async remove(area: string): Promise<void> {
    this.#following.leaveOff(area);
    await this.#rows.clear(area, { ...freshArea, off: 'removed' });
    this.#following.recount([area]);
    this.#opened.forget([area]);
    this.#changedHere(area);
    await this.#tellState();
  }

  async token(identifier: Identifier): Promise<string> {
    await this.#keys.look();
    if (!this.#keys.ring && !this.#keys.shut) await this.#keys.renew();
    return searchToken(this.#ring().search, identifier);
  }

  async find(identifier: Identifier): Promise<readonly Alert[]> {
    const ring = await this.#unlocked();
    const found = await this.#rows.byToken(await searchToken(ring.search, identifier));
    // One of several departments is here several times.
    const byId = new Map(found.map(({ id, row }) => [id, row]));
    const alerts = await Promise.all([...byId].map(([id, row]) => openRow(ring, id, row)));
    return alerts.filter((alert) => alert !== undefined).sort((one, other) => dangerLevels.indexOf(one.level) - dangerLevels.indexOf(other.level));
  }

  async reported(number: string): Promise<Reported | undefined> {
    return this.#filter.reported(await this.#unlocked(), number);
  }

  async search(fragment: string, levels: readonly DangerLevel[]): Promise<FragmentHits | undefined> {
    await this.#unlocked();
    return this.#opened.search([...(await this.#rows.areas()).keys()], fragment, levels);
  }

  async list(area: string, levels: readonly DangerLevel[], after?: string): Promise<AlertPage | undefined> {
    await this.#unlocked();
    if (this.#opened.has(area)) return this.#opened.list(area, levels, after);
    const row = (await this.#rows.areas()).get(area);
    if (!row || row.off === 'removed' || (row.since === undefined && row.blocks === 0)) return undefined;
    return this.#opened.list(area, levels, after);
  }

  async alert(id: string): Promise<Alert | undefined> {
    const ring = await this.#unlocked();
    const row = await this.#rows.one([...(await this.#rows.areas()).keys()], `alert:${id}`);
    return row && openRow(ring, `alert:${id}`, row);
  }

  async notes(): Promise<readonly Note[]> {
    return this.#notes.all((await this.#unlocked()).notes);
  }

  async keepNote(note: Note): Promise<void> {
    await this.#notes.keep((await this.#unlocked()).notes, note);
  }

  async dropNote(id: string): Promise<void> {
    await this.#notes.drop(id);
  }

  async setPin(pin: string): Promise<void> {
    await this.#unlocked();
    await this.#keys.setPin(pin);
    await this.#tellState();
  }

  async removePin(): Promise<void> {
    await this.#unlocked();
    await this.#keys.removePin();
    await this.#tellState();
  }

  async unlock(pin: string): Promise<boolean> {
    const right = await this.#keys.unlock(pin);
    await this.#tellState();
    return right;
  }

  async lock(): Promise<void> {
    if (!this.#keys.kept?.wrapped) return;
    this.#following.leaveOff();
    this.#keys.lock();
    this.#opened.clear();
    await this.#tellState();
  }

  async dropKeys(): Promise<void> {
    await this.#forgetKeys();
    await this.#tellState();
  }

  async wipe(): Promise<void> {
    await this.#forgetKeys();
    await this.#rows.wipe();
    this.#following.begin();
    await this.#tellState();
  }

  async #forgetKeys(): Promise<void> {
    this.#following.leaveOff();
    this.#opened.clear();
    await this.#keys.drop();
  }

  /** Throws Stop when there is none. */
  #ring(): KeyRing {
    if (!this.#keys.ring) throw new Stop(this.#keys.shut ? 'locked' : 'no-keys');
    return this.#keys.ring;
  }

  /** The keys, if the lease still runs: looked at before each answer. */
  async #unlocked(): Promise<KeyRing> {
    await this.#keys.look();
    if (!this.#keys.ring) this.#opened.clear();
    return this.#ring();
  }

  async #state(): Promise<ReplicaState> {
    const { kept, ring } = this.#keys;
    // It is found out by asking.
    const areas = await this.#following.areas();
    const { fault } = this.#following;
    return {
      keys: ring ? 'open' : this.#keys.shut ? 'shut' : 'none',
      pin: kept?.wrapped !== undefined,
      tries: kept?.tries ?? 0,
      ...(kept ? { until: kept.lease.until } : {}),
      areas,
      ...(fault ? { fault } : {})
    };
  }

  async #tellState(): Promise<void> {
    this.#tell({ state: await this.#state() });
  }

  #changedHere(area: string): void {
    this.#neighbours.tell([area]);
    this.#changed([area]);
  }

  #changed(areas: readonly string[]): void {
    this.#tell({ changed: areas });
  }
}
