import type { ApiFault, SessionView } from '$domain/account-api.ts';
import type { AlertEntry } from '$domain/alert.ts';
import type { AlertPage } from '$domain/alert-api.ts';
import { withLevel, type DangerLevel } from '$domain/danger-level.ts';
import { distance } from '$domain/distance.ts';
import { replica } from '$lib/offline/replica-page.svelte.ts';
import { PlaceField, type Place } from '$lib/places/place-field.svelte.ts';
import { KeptTowns } from '$lib/places/towns-update.ts';
import type { Answer } from '$lib/shell/json-api.ts';
import { leftByEndOfSession } from '$lib/shell/session-end.ts';
import type { Shell } from '$lib/shell/shell.ts';
import { readArea } from './alerts-api.ts';

export interface AreaList {
  readonly alerts: readonly AlertEntry[];
  readonly counts: AlertPage['counts'];
  readonly next: string | undefined;
  /** `phone`: as of when it was last up to date, if it ever was. */
  readonly from: 'server' | 'phone';
  /** Milliseconds since 1970. */
  readonly at: number | undefined;
}

/** A department of one's own, newest alerts first, of the levels that are wanted: from the phone where it is kept. Lives as long as its view does. */
export class AreaSearch {
  /** None: all of them. */
  levels = $state.raw<readonly DangerLevel[]>([]);
  area = $state<string>();
  /** Where distances are counted from; none when the whole area was chosen. */
  place = $state.raw<Place>();
  list = $state.raw<AreaList>();
  fault = $state.raw<ApiFault>();
  asking = $state<'list' | 'more'>();
  /** A department that this account's alerts do not come from. */
  outside = $state<string>();

  readonly #towns = new KeptTowns();
  readonly field = new PlaceField(this.#towns);
  readonly #shell: () => Shell;
  #run = 0;

  constructor(shell: () => Shell) {
    this.#shell = shell;
  }

  /** `place`: what was found for it; undefined when the field itself says why there is nothing. */
  async near(found: Promise<Place | undefined> | Place): Promise<void> {
    const place = await found;
    if (!place) return;
    // A position alone tells no department: that needs the list of towns.
    if (place.department === '') this.field.state = 'unavailable';
    else await this.show(place.department, place);
  }

  async show(area: string, place?: Place): Promise<void> {
    this.place = place;
    this.fault = undefined;
    this.list = undefined;
    const { session } = this.#shell();
    const may = session ? mayRead(session, area) : replica.state?.areas.some((kept) => kept.area === area);
    this.outside = may ? undefined : area;
    this.area = this.outside === undefined ? area : undefined;
    if (this.area !== undefined) await this.#ask();
  }

  async filter(level: DangerLevel, wanted: boolean): Promise<void> {
    this.levels = withLevel(this.levels, level, wanted);
    await this.#ask();
  }

  more(): Promise<void> {
    return this.#ask(this.list?.next);
  }

  retry(): Promise<void> {
    return this.#ask(this.#lastAfter);
  }

  /** What the phone keeps has changed: as many as are shown, once more. */
  async refresh(): Promise<void> {
    const { area, list } = this;
    if (area === undefined || list?.from !== 'phone' || this.asking) return;
    const run = (this.#run += 1);
    let newer: AreaList | undefined;
    do {
      const page = await this.#kept(area, newer?.next);
      if (run !== this.#run || !page) return;
      newer = { ...page, alerts: [...(newer?.alerts ?? []), ...page.alerts] };
    } while (newer.next !== undefined && newer.alerts.length < list.alerts.length);
    this.list = newer;
  }

  /** Metres from the chosen town, where it is known in which one it happened. */
  metresTo({ where }: AlertEntry): number | undefined {
    const town = this.place && where.townCode !== undefined ? this.#towns.known(where.townCode) : undefined;
    return town && this.place ? distance(this.place.point, town) : undefined;
  }

  #lastAfter: string | undefined;

  async #ask(after?: string): Promise<void> {
    const { area } = this;
    if (area === undefined) return;
    const run = (this.#run += 1);
    this.#lastAfter = after;
    this.asking = after === undefined ? 'list' : 'more';
    this.fault = undefined;
    const answer = await this.#answer(area, after);
    // Another area or filter is asked for by now.
    if (run !== this.#run) return;
    this.asking = undefined;
    if (answer.ok) this.list = after === undefined ? answer.value : { ...answer.value, alerts: [...(this.list?.alerts ?? []), ...answer.value.alerts] };
    else if (answer.fault.error === 'not_your_area') {
      this.outside = area;
      this.area = undefined;
      this.list = undefined;
    } else if (!leftByEndOfSession(this.#shell(), answer)) this.fault = answer.fault;
  }

  async #answer(area: string, after: string | undefined): Promise<Answer<AreaList>> {
    // The cursor is the same on both sides: an alert's day and id.
    const kept = await this.#kept(area, after);
    if (kept) return { ok: true, status: 200, value: kept };
    const answer = await readArea(area, this.levels, after);
    return answer.ok ? { ...answer, value: { alerts: answer.value.alerts, counts: answer.value.counts, next: answer.value.next, from: 'server', at: Date.now() } } : answer;
  }

  async #kept(area: string, after: string | undefined): Promise<AreaList | undefined> {
    const kept = await replica.ask('list', area, this.levels, after);
    if (!kept.ok || !kept.value) return undefined;
    const { alerts, counts, next } = kept.value;
    return { alerts, counts, next, from: 'phone', at: replica.state?.areas.find((one) => one.area === area)?.checked };
  }
}

/** Members read the areas that they chose; the team reads all. The server decides: this saves a question in vain. */
export function mayRead({ role, areas }: Pick<SessionView, 'role' | 'areas'>, area: string): boolean {
  return role === 'moderator' || areas.includes(area);
}
