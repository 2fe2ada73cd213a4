import type { ApiFault } from '$domain/account-api.ts';
import type { Alert } from '$domain/alert.ts';
import { withLevel, type DangerLevel } from '$domain/danger-level.ts';
import { readIdentifier, type Identifier } from '$domain/identifier.ts';
import type { FragmentHits, Reported } from '$domain/replica-message.ts';
import { replica } from '$lib/offline/replica-page.svelte.ts';
import type { Answer } from '$lib/shell/json-api.ts';
import { leftByEndOfSession } from '$lib/shell/session-end.ts';
import type { Shell } from '$lib/shell/shell.ts';
import { lookUp } from './alerts-api.ts';
import { freshness, replicaFault } from './replica-wording.ts';

export interface Found {
  /** What was searched, as it was read. */
  readonly identifier: Identifier;
  /** Most severe first. */
  readonly alerts: readonly Alert[];
  /** Look-ups left today; absent when the phone answered, which knows one's own areas only. */
  readonly left?: number;
  /** When the server was asked, or the phone was last up to date; milliseconds since 1970. */
  readonly at: number | undefined;
  /** What the filter of the whole country says, when the server could not be asked. */
  readonly reported?: Reported;
}

/**
 * One number, plate or address: at once on the phone, in one's own areas; everywhere in France by the server. Any part of one, a name or a word:
 * on the phone. It lives as long as its view does: what was typed and what came back are in no storage and no address, and only
 * the token leaves the phone.
 */
export class NumberSearch {
  typed = $state('');
  found = $state.raw<Found>();
  hits = $state.raw<FragmentHits & { readonly typed: string; readonly at: number | undefined }>();
  fault = $state.raw<ApiFault>();
  asking = $state(false);
  /** What was sent could be read as nothing. */
  unread = $state(false);
  /** Of hits by a part; none: all of them. */
  levels = $state.raw<readonly DangerLevel[]>([]);
  readonly read = $derived.by(() => readIdentifier(this.typed));
  /** Whether there is any area on the phone to answer from. */
  readonly keeps = $derived(replica.state?.areas.some(({ alerts, stage }) => alerts > 0 || stage === 'current') ?? false);

  readonly #shell: () => Shell;
  #run = 0;

  constructor(shell: () => Shell) {
    this.#shell = shell;
  }

  type(): void {
    this.unread = false;
  }

  async filter(level: DangerLevel, wanted: boolean): Promise<void> {
    this.levels = withLevel(this.levels, level, wanted);
    await this.#searchPart((this.#run += 1), true);
  }

  async search(): Promise<void> {
    const identifier = this.read;
    const run = (this.#run += 1);
    this.asking = true;
    this.unread = false;
    this.fault = undefined;
    this.found = undefined;
    this.hits = undefined;
    const nothing = identifier && (await this.#find(identifier, run)) === 'nothing';
    // Half a plate is read as a whole one, too.
    if (!identifier || (nothing && identifier.kind === 'plate')) await this.#searchPart(run, identifier === null);
    if (run === this.#run) this.asking = false;
  }

  async #find(identifier: Identifier, run: number): Promise<'nothing' | undefined> {
    const kept = await replica.ask('find', identifier);
    // Something else is searched by now.
    if (run !== this.#run) return undefined;
    const here = kept.ok && this.keeps ? { identifier, alerts: kept.value, at: freshness(replica.state) } : undefined;
    if (here && here.alerts.length > 0) this.found = here;
    if (!this.#shell().session) {
      await this.#takeFromPhone(identifier, here, run);
      if (!kept.ok) this.fault = replicaFault(kept.fault);
      return here?.alerts.length === 0 ? 'nothing' : undefined;
    }
    const answer = await this.#askServer(identifier);
    if (run !== this.#run || leftByEndOfSession(this.#shell(), answer)) return undefined;
    if (answer.ok) {
      this.found = { identifier, alerts: answer.value.alerts, left: answer.value.left, at: Date.now() };
      // What the server does not say any more is to leave the phone, too.
      if (here?.alerts.some(({ id }) => !answer.value.alerts.some((one) => one.id === id))) void replica.follow();
    } else if (answer.fault.error !== 'offline' || !(await this.#takeFromPhone(identifier, here, run))) this.fault = answer.fault;
    if (run !== this.#run) return undefined;
    return this.found?.alerts.length === 0 ? 'nothing' : undefined;
  }

  /** Its own areas, and of a number that is not in them, whether it may be reported elsewhere. False: the phone knows nothing. */
  async #takeFromPhone(identifier: Identifier, here: Found | undefined, run: number): Promise<boolean> {
    const asked = identifier.kind === 'phone' && !here?.alerts.length ? await replica.ask('reported', identifier.value) : undefined;
    if (run !== this.#run) return true;
    const reported = asked?.ok ? asked.value : undefined;
    if (here ?? reported) this.found = { identifier, alerts: [], at: undefined, ...here, ...(reported ? { reported } : {}) };
    return this.found !== undefined;
  }

  /** `alone`: what was typed is nothing else, so one is told when it is no part either. */
  async #searchPart(run: number, alone: boolean): Promise<void> {
    const { typed } = this;
    const kept = await replica.ask('search', typed, this.levels);
    if (run !== this.#run) return;
    if (kept.ok && kept.value && this.keeps) this.hits = alone || Object.values(kept.value.counts).some((count) => count > 0) ? { ...kept.value, typed, at: freshness(replica.state) } : undefined;
    else this.unread = alone;
  }

  async #askServer(identifier: Identifier): Promise<Awaited<ReturnType<typeof lookUp>>> {
    const token = await replica.ask('token', identifier);
    return token.ok ? lookUp(token.value) : ({ ok: false, status: token.fault === 'signed-out' ? 401 : 0, fault: replicaFault(token.fault) } satisfies Answer<never>);
  }
}
