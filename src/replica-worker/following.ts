import type { Alert } from '../domain/alert.ts';
import type { AreaState, ReplicaFault } from '../domain/replica-message.ts';
import { bytesLoaded } from './area-load.ts';
import { syncArea } from './area-sync.ts';
import type { KeptFilter } from './kept-filter.ts';
import type { LentKeys } from './keys.ts';
import { whileOthersRest } from './neighbours.ts';
import { RemoteError } from './remote-api.ts';
import type { AreaRow, Rows } from './rows.ts';
import { faultOf, Stop } from './stop.ts';

interface Parts {
  readonly rows: Rows;
  readonly keys: LentKeys;
  readonly filter: KeptFilter;
  /** Alerts of a department that are others now, opened; undefined: gone. */
  readonly changed: (area: string, alerts: ReadonlyMap<string, Alert | undefined>) => void;
  /** A department has left the phone. */
  readonly cleared: (area: string) => void;
  /** There is something new to be said about how far it has come. */
  readonly moved: () => void;
}

/** Keeps the departments of an account up to date, one after the other, and says how far each has come. */
export class Following {
  fault: ReplicaFault | undefined;
  readonly #parts: Parts;
  #own: readonly string[] = [];
  /** The department that is being loaded, and how far: bytes. */
  #loading: { readonly area: string; bytes: number } | undefined;
  readonly #metered = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #stops = new Map<string, AbortController>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Never throws: `fault` says what is in the way. */
  async follow(own: readonly string[], metered: boolean, wanted?: string): Promise<void> {
    const { keys } = this.#parts;
    this.#own = own;
    const begun = Date.now();
    const askedBefore = keys.kept?.asked;
    try {
      await this.#leaveForeign(own);
      await whileOthersRest(async () => {
        this.fault = undefined;
        for (const area of own) await this.#followOne(area, { metered, wanted: area === wanted, begun });
        await this.#parts.filter.follow();
      });
      // Of a department that was given up: its keys are not to stay either.
      if (keys.ring && keys.kept?.asked === askedBefore && [...keys.ring.areas.keys()].some((name) => !own.includes(name.slice(0, -'-2026-11'.length)))) await keys.renew();
    } catch (error) {
      await this.#giveWay(error);
    }
    this.#parts.moved();
  }

  /** Of one department, or of all. */
  leaveOff(area?: string): void {
    for (const [name, stop] of this.#stops) if (area === undefined || name === area) stop.abort();
  }

  /** How many there are has changed, by another hand. */
  recount(areas: readonly string[]): void {
    for (const area of areas) this.#counts.delete(area);
  }

  /** All of it is gone. */
  begin(): void {
    this.fault = undefined;
    this.#counts.clear();
    this.#metered.clear();
  }

  /** None while the phone's storage gives nothing: `fault` says so. */
  async areas(): Promise<readonly AreaState[]> {
    const rows = await this.#parts.rows.areas().catch((error: unknown) => {
      this.fault = faultOf(error);
      if (!this.fault) throw error;
      return undefined;
    });
    if (!rows) return [];
    const names = [...new Set([...this.#own, ...rows.keys()])];
    return Promise.all(names.map((area) => this.#stateOf(area, rows.get(area))));
  }

  async #followOne(area: string, { metered, wanted, begun }: { readonly metered: boolean; readonly wanted: boolean; readonly begun: number }): Promise<void> {
    const { rows, keys } = this.#parts;
    const row = (await rows.areas()).get(area);
    if (!wanted && (row?.off === 'removed' || (row?.off === 'stopped' && row.since === undefined))) return;
    // Another tab has just done it.
    if (!wanted && (row?.checked ?? 0) >= begun) return;
    if (row?.off) {
      const { off: _off, ...rest } = row;
      await rows.putArea(area, rest);
    }
    if (!keys.ring && keys.shut) throw new Stop('locked');
    if (keys.old) await keys.renew();
    const stop = new AbortController();
    this.#stops.set(area, stop);
    this.#metered.delete(area);
    try {
      const done = await syncArea(area, this.#syncParts(metered && !wanted), stop.signal);
      if (!done) this.#metered.add(area);
    } catch (error) {
      if (stop.signal.aborted) return;
      if (!(error instanceof RemoteError && error.kind === 'refused')) throw error;
      await this.#clear(area);
      await keys.renew();
    } finally {
      this.#stops.delete(area);
      this.#loading = undefined;
      this.#counts.delete(area);
      this.#parts.moved();
    }
  }

  #syncParts(metered: boolean) {
    const { rows, keys, changed, moved } = this.#parts;
    return {
      rows,
      ring: () => {
        if (!keys.ring) throw new Stop(keys.shut ? 'locked' : 'no-keys');
        return keys.ring;
      },
      renew: () => keys.renew(),
      mayLoad: (bytes: number) => !metered || bytes <= SMALL_LOAD,
      clock: () => Date.now(),
      telling: {
        bytes: (area: string, bytes: number) => {
          this.#loading = { area, bytes };
          moved();
        },
        alerts: (area: string, alerts: ReadonlyMap<string, Alert | undefined>) => {
          this.#counts.delete(area);
          changed(area, alerts);
        }
      }
    };
  }

  /** Departments that are no longer the account's. */
  async #leaveForeign(own: readonly string[]): Promise<void> {
    for (const area of (await this.#parts.rows.areas()).keys()) if (!own.includes(area)) await this.#clear(area);
  }

  async #clear(area: string): Promise<void> {
    await this.#parts.rows.clear(area);
    this.#counts.delete(area);
    this.#parts.cleared(area);
  }

  async #giveWay(error: unknown): Promise<void> {
    const { keys, rows } = this.#parts;
    this.fault = faultOf(error);
    if (!this.fault) throw error;
    if (this.fault === 'signed-out' || this.fault === 'not-active') await keys.drop();
    if (this.fault === 'not-active') for (const area of (await rows.areas()).keys()) await this.#clear(area);
  }

  async #stateOf(area: string, row: AreaRow | undefined): Promise<AreaState> {
    const alerts = this.#counts.get(area) ?? (await this.#parts.rows.count(area));
    this.#counts.set(area, alerts);
    const loading = this.#loading?.area === area ? this.#loading : undefined;
    const { snapshot, checked } = row ?? {};
    const load = row && snapshot && { bytes: loading?.bytes ?? bytesLoaded(row), bytesInAll: snapshot.blocks.reduce((sum, [bytes]) => sum + bytes, 0), alertsInAll: snapshot.blocks.reduce((sum, [, count]) => sum + count, 0) };
    return { area, stage: this.#stageOf(area, row), alerts, ...(load ? { load } : {}), ...(checked === undefined ? {} : { checked }) };
  }

  #stageOf(area: string, row: AreaRow | undefined): AreaState['stage'] {
    if (row?.off === 'removed') return 'removed';
    if (row?.since !== undefined) return row.checked === undefined ? 'behind' : 'current';
    if (this.#stops.has(area)) return 'loading';
    if (row?.off === 'stopped') return 'stopped';
    return this.#metered.has(area) ? 'metered' : 'absent';
  }
}

/** Bytes: about a photograph on a page; not worth a question. */
const SMALL_LOAD = 256 * 1024;
