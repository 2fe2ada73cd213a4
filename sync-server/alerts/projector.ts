import type { Alert } from '../../src/domain/alert.ts';
import { areaContext, areaKeyId, sealAlert } from '../../src/domain/sealed-alert.ts';
import { dayOf } from '../accounts/account-store.ts';
import type { AreaDatabases } from '../couch/area-databases.ts';
import type { Documents } from '../couch/documents.ts';
import type { FilterEntries } from '../filter/entries.ts';
import type { Logger } from '../logger.ts';
import type { AlertKeys } from './alert-keys.ts';
import type { Snapshots } from './snapshots.ts';
import { documentId, idOf, isShown, PREFIX, type AlertDocument, type AlertStore } from './alert-store.ts';

export interface ProjectorParts {
  /** The master. */
  readonly alerts: Documents;
  /** Where the lease and the checkpoint stand: not in the master, whose changes they would be. */
  readonly jobs: Documents;
  readonly areas: AreaDatabases;
  readonly store: AlertStore;
  readonly keys: AlertKeys;
  /** Told of what is written, and waited for when something goes: it must be in no snapshot either. */
  readonly snapshots: Pick<Snapshots, 'changed' | 'drop'>;
  /** Its numbers go to phones that warn while they ring. */
  readonly filter: Pick<FilterEntries, 'follow'>;
  readonly now: () => Date;
  readonly logger: Logger;
  /** Names this copy of the server. */
  readonly holder: string;
}

/**
 * Keeps the areas' databases equal to the master: follows its changes from a checkpoint, under a lease that one copy of the server
 * holds. Every step may be repeated: the same alert seals to the same text, and what is equal is not written. So a stop
 * anywhere, or two copies at once for a moment, come to the same.
 */
export class Projector {
  readonly #parts: ProjectorParts;
  #wanted = false;
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(parts: ProjectorParts) {
    this.#parts = parts;
  }

  /** From here on it follows by itself; another copy's changes are looked for now and then. */
  start(): void {
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY);
    this.#timer.unref();
    this.wake();
  }

  /** There is something new. Errors are told in the log; the next wake goes on from the checkpoint. */
  wake(): void {
    void this.untilIdle().catch((error: unknown) => this.#parts.logger.warn({ err: error }, 'areas do not follow yet; going on later'));
  }

  /** Resolves once all that was written before is in the areas (or another copy has the lease and does it). */
  async untilIdle(): Promise<void> {
    this.#wanted = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
    if (this.#hasMore()) await this.untilIdle();
  }

  #hasMore(): boolean {
    return this.#wanted;
  }

  /** From zero: every alert again, and out of the areas whatever the master does not have. */
  async rebuild(): Promise<void> {
    const { jobs, areas, store } = this.#parts;
    const checkpoint = await jobs.get<Checkpoint>(CHECKPOINT);
    if (checkpoint) await jobs.remove(checkpoint);
    await this.untilIdle();
    for (const area of await areas.areas()) {
      for (const { _id } of await areas.list(area)) {
        const document = await store.document(idOf(_id));
        if (!document || !this.#areasOf(document).includes(area)) await this.#takeOut(area, _id);
      }
    }
  }

  /** Out of every area and of the caller filter, before the master forgets it. */
  async takeAway(id: string, placed: readonly string[]): Promise<void> {
    for (const area of placed) await this.#takeOut(area, documentId(id));
    await this.#parts.filter.follow(id, undefined);
  }

  /** One alert once more, as it is now. */
  again(id: string): Promise<void> {
    return this.#project(id);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#wanted = false;
    await this.#running?.catch(() => undefined);
    await this.#release().catch(() => undefined);
  }

  async #run(): Promise<void> {
    while (this.#wanted) {
      this.#wanted = false;
      await this.#follow();
    }
  }

  async #follow(): Promise<void> {
    const { alerts, jobs } = this.#parts;
    // Renewed with each batch; whoever has lost it leaves the rest to whoever has it.
    while (await this.#lease()) {
      const since = (await jobs.get<Checkpoint>(CHECKPOINT))?.since ?? '0';
      const { changed, last } = await alerts.changes(since, BATCH);
      for (const id of changed) if (id.startsWith(PREFIX)) await this.#project(idOf(id));
      // After the work: a stop before repeats it.
      if (last !== since) await this.#remember(last);
      if (changed.length < BATCH) return;
    }
  }

  /**
   * As the master is now, not as it was when the change was listed; and once more if it has changed since, so that what is erased at
   * this moment is not written back by us.
   */
  async #project(id: string): Promise<void> {
    const { areas, store, snapshots, filter } = this.#parts;
    for (;;) {
      const document = await store.document(id);
      const alert = document && (await store.open(document));
      const wanted = document ? this.#areasOf(document) : [];
      for (const area of wanted) if (document && alert && (await areas.put(area, await this.#sealed(area, alert, document.tokens)))) snapshots.changed(area);
      // Of one that is gone nobody knows any more where it was.
      for (const area of document?.placed ?? (await areas.areas())) {
        if (!wanted.includes(area)) await this.#takeOut(area, documentId(id));
      }
      // A phone that rings says a level and nothing else: what is contested would stand there without that note.
      await filter.follow(id, document && wanted.length > 0 && !document.contested ? alert : undefined);
      if ((await store.document(id))?._rev === document?._rev) return;
    }
  }

  /** Out of the area, then out of what was made of it. A stop between the two is noticed by whoever looks after snapshots. */
  async #takeOut(area: string, id: string): Promise<void> {
    const { areas, snapshots } = this.#parts;
    if (await areas.remove(area, id)) {
      await areas.compact(area);
      await snapshots.drop(area);
      snapshots.changed(area);
    }
  }

  #areasOf(document: AlertDocument): readonly string[] {
    return isShown(document, dayOf(this.#parts.now())) ? document.areas : [];
  }

  /** Under the key of the month in which it changed last: what does not change is not sealed anew each month. */
  async #sealed(area: string, alert: Alert, tokens: readonly string[]): Promise<Parameters<AreaDatabases['put']>[1]> {
    const keyId = areaKeyId(area, alert.updatedOn.slice(0, 7));
    return { _id: documentId(alert.id), keyId, sealed: await sealAlert(await this.#parts.keys.area(keyId), areaContext(keyId, alert.id), JSON.stringify(alert)), tokens };
  }

  async #remember(since: string): Promise<void> {
    const { jobs } = this.#parts;
    const document = { _id: CHECKPOINT, type: 'job', since } as const;
    if (!(await jobs.update<Checkpoint>(CHECKPOINT, () => document))) await jobs.create(document);
  }

  /** Compare-and-swap; renewed by whoever holds it. */
  async #lease(): Promise<boolean> {
    const { jobs, holder, now } = this.#parts;
    const until = new Date(now().getTime() + LEASE).toISOString();
    const lease = { _id: LEASE_ID, type: 'job', until, holder };
    const current = await jobs.get<{ until: string; holder: string }>(LEASE_ID);
    if (!current) return jobs.create(lease);
    if (current.holder !== holder && current.until > now().toISOString()) return false;
    return jobs.replace({ ...lease, _rev: current._rev });
  }

  async #release(): Promise<void> {
    const { jobs, holder } = this.#parts;
    const current = await jobs.get<{ holder: string }>(LEASE_ID);
    if (current?.holder === holder) await jobs.remove(current);
  }
}

interface Checkpoint {
  readonly type: 'job';
  readonly since: string;
}

const CHECKPOINT = 'job:projector-checkpoint';
const LEASE_ID = 'job:projector';
/** Milliseconds. A copy that died holds up the others for so long; far longer than one batch takes. */
const LEASE = 60_000;
/** Milliseconds: only what another copy has written waits for it. */
const LOOK_EVERY = 10_000;
const BATCH = 100;
