import type { ApiFault } from '$domain/account-api.ts';
import type { Alert } from '$domain/alert.ts';
import { readIdentifier, type Identifier } from '$domain/identifier.ts';
import { searchKey, searchToken, type SearchKey } from '$domain/search-token.ts';
import type { Answer } from '$lib/shell/json-api.ts';
import { leftByEndOfSession } from '$lib/shell/session-end.ts';
import type { Shell } from '$lib/shell/shell.ts';
import { lookUp, readKeys } from './alerts-api.ts';

export interface Found {
  /** What was searched, as it was read. */
  readonly identifier: Identifier;
  /** Most severe first. */
  readonly alerts: readonly Alert[];
  /** Look-ups left today. */
  readonly left: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * One number, plate or address, everywhere in France. It lives as long as its view does: what was typed, the key and what
 * came back are in no storage and no address, and only the token leaves the phone.
 */
export class NumberSearch {
  typed = $state('');
  found = $state.raw<Found>();
  fault = $state.raw<ApiFault>();
  asking = $state(false);
  /** What was sent could be read as nothing. */
  unread = $state(false);
  readonly read = $derived.by(() => readIdentifier(this.typed));

  readonly #shell: () => Shell;
  #key: { readonly key: SearchKey; readonly until: number } | undefined;
  #run = 0;

  constructor(shell: () => Shell) {
    this.#shell = shell;
  }

  type(): void {
    this.unread = false;
  }

  async search(): Promise<void> {
    const identifier = this.read;
    this.unread = identifier === null;
    if (!identifier) return;
    const run = (this.#run += 1);
    this.asking = true;
    this.fault = undefined;
    this.found = undefined;
    const answer = await this.#ask(identifier);
    // Something else is searched by now.
    if (run !== this.#run) return;
    this.asking = false;
    if (answer.ok) this.found = { identifier, alerts: answer.value.alerts, left: answer.value.left, at: Date.now() };
    else if (!leftByEndOfSession(this.#shell(), answer)) this.fault = answer.fault;
  }

  async #ask(identifier: Identifier): Promise<Awaited<ReturnType<typeof lookUp>>> {
    const key = await this.#searchKey();
    return key.ok ? lookUp(await searchToken(key.value, identifier)) : key;
  }

  async #searchKey(): Promise<Answer<SearchKey>> {
    if (this.#key && Date.now() < this.#key.until) return { ok: true, status: 200, value: this.#key.key };
    const keys = await readKeys();
    if (!keys.ok) return keys;
    const key = await searchKey(keys.value.search);
    this.#key = { key, until: Date.parse(keys.value.until) };
    return { ok: true, status: keys.status, value: key };
  }
}
