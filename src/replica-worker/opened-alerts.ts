import type { Alert } from '../domain/alert.ts';
import type { AlertPage } from '../domain/alert-api.ts';
import { readFragment } from '../domain/alert-fragment.ts';
import { countsOf, entryOf, newestFirst, PAGE, pageOf, type LevelCounts } from '../domain/alert-list.ts';
import { searchAlerts } from '../domain/alert-search.ts';
import { prepareAlert, type SearchableAlert } from '../domain/alert-text.ts';
import type { DangerLevel } from '../domain/danger-level.ts';
import type { FragmentHits } from '../domain/replica-message.ts';
import type { KeyRing } from './key-ring.ts';
import type { Rows } from './rows.ts';
import { openRow } from './sealed-rows.ts';

/** Alerts that are open in memory: a department once something is asked of it, and as it changes from then on. */
export class OpenedAlerts {
  readonly #rows: Rows;
  readonly #ring: () => KeyRing;
  readonly #areas = new Map<string, Promise<OpenedArea>>();

  constructor(rows: Rows, ring: () => KeyRing) {
    this.#rows = rows;
    this.#ring = ring;
  }

  async list(area: string, levels: readonly DangerLevel[], after?: string): Promise<AlertPage> {
    const { sorted, counts } = (await this.#area(area)).listed();
    const { page, ...next } = pageOf(sorted, levels, after);
    return { alerts: page.map(({ alert }) => entryOf(alert)), counts, ...next };
  }

  async search(areas: readonly string[], typed: string, levels: readonly DangerLevel[]): Promise<FragmentHits | undefined> {
    const fragment = readFragment(typed);
    if (!fragment) return undefined;
    const opened = new Map<string, SearchableAlert>();
    // One of several departments is here several times.
    for (const area of areas) for (const [id, alert] of (await this.#area(area)).all) opened.set(id, alert);
    const { alerts, counts } = searchAlerts(opened.values(), fragment, { levels, most: PAGE });
    return { alerts: alerts.map(entryOf), counts };
  }

  has(area: string): boolean {
    return this.#areas.has(area);
  }

  /** What is on the disk has changed; `undefined` is gone. */
  change(area: string, alerts: ReadonlyMap<string, Alert | undefined>): void {
    const opening = this.#areas.get(area);
    if (!opening) return;
    this.#areas.set(
      area,
      opening.then((opened) => {
        for (const [id, alert] of alerts) opened.put(id, alert);
        return opened;
      })
    );
  }

  forget(areas: readonly string[]): void {
    for (const area of areas) this.#areas.delete(area);
  }

  only(areas: readonly string[]): void {
    this.forget([...this.#areas.keys()].filter((area) => !areas.includes(area)));
  }

  clear(): void {
    this.#areas.clear();
  }

  #area(area: string): Promise<OpenedArea> {
    const known = this.#areas.get(area);
    if (known) return known;
    const opening = this.#open(area);
    this.#areas.set(area, opening);
    // A failure is not kept: the next question tries again.
    opening.catch(() => {
      if (this.#areas.get(area) === opening) this.#areas.delete(area);
    });
    return opening;
  }

  async #open(area: string): Promise<OpenedArea> {
    const ring = this.#ring();
    const opened = new OpenedArea();
    for (let after: string | undefined; ; ) {
      const page = await this.#rows.page(area, after, STEP);
      const alerts = await Promise.all(page.map(({ id, row }) => openRow(ring, id, row)));
      page.forEach(({ id }, index) => opened.put(id, alerts[index]));
      after = page.at(-1)?.id;
      if (page.length < STEP) return opened;
    }
  }
}

/** One department's. Its list is in order once somebody has asked for it, until something changes. */
class OpenedArea {
  readonly all = new Map<string, SearchableAlert>();
  #listed: { readonly sorted: readonly SearchableAlert[]; readonly counts: LevelCounts } | undefined;

  put(id: string, alert: Alert | undefined): void {
    if (alert) this.all.set(id, prepareAlert(alert));
    else this.all.delete(id);
    this.#listed = undefined;
  }

  listed(): { readonly sorted: readonly SearchableAlert[]; readonly counts: LevelCounts } {
    this.#listed ??= { sorted: [...this.all.values()].sort(newestFirst), counts: countsOf(this.all.values()) };
    return this.#listed;
  }
}

/** Rows that are read at a time. */
const STEP = 500;
