import type { FromReplica, ReplicaFault, ReplicaState, ReplicaVerb, ReplicaVerbs, ToReplica } from '$domain/replica-message.ts';
import address from '../../replica-worker/index.ts?worker&url';

/** What the replica answered, or why not. `worker`: this browser does not run it. */
export type Answered<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: ReplicaFault | 'worker' };

/**
 * The alerts on this phone as views see them. They are in a worker, made at the first question; ending it is what makes keys and
 * opened alerts go at once.
 */
class ReplicaPage {
  state = $state.raw<ReplicaState>();
  /** Grows whenever alerts have changed: what is shown is asked for again. */
  changes = $state(0);

  #worker: Worker | undefined;
  #listening = false;
  #asked = 0;
  #following: Promise<void> | undefined;
  #own: readonly string[] | undefined;
  // Nothing is shown of it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #waiting = new Map<number, (answered: Answered<never>) => void>();

  /** Once, at the first question. */
  #listen(): void {
    this.#listening = true;
    addEventListener('jasmine:leave', () => this.#end());
    addEventListener('jasmine:keys', () => {
      this.#end();
      void this.look();
    });
    addEventListener('online', () => this.#goOn());
    document.addEventListener('visibilitychange', () => this.#seen());
    connection()?.addEventListener('change', () => this.#goOn());
    setInterval(() => this.#goOn(), LOOK_EVERY);
  }

  /** Never throws. */
  ask<Verb extends ReplicaVerb>(verb: Verb, ...given: Parameters<ReplicaVerbs[Verb]>): Promise<Answered<ReturnType<ReplicaVerbs[Verb]>>> {
    const worker = (this.#worker ??= this.#begin());
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ id, verb, given } satisfies ToReplica<Verb>);
    });
  }

  async look(): Promise<void> {
    this.#take(await this.ask('state'));
  }

  /** Somebody who may read alerts is signed in: their departments come, and stay up to date while the page is open. */
  async signedIn(own: readonly string[]): Promise<void> {
    this.#own = own;
    // Without it a browser that is short of room may take all of it away.
    if ('storage' in navigator && own.length > 0) void navigator.storage.persist().catch(() => false);
    await this.follow();
  }

  /** Nobody is, or it is not known: what is here may still be open. */
  async signedOut(): Promise<void> {
    this.#own = undefined;
    await this.look();
  }

  /** One round at a time. `wanted`: a department that somebody asks for comes after the round that is under way. */
  async follow(wanted?: string): Promise<void> {
    const own = this.#own;
    if (!own) return;
    if (wanted === undefined && this.#following) return this.#following;
    await this.#following;
    const metered = connection()?.saveData === true || connection()?.type === 'cellular';
    this.#following = this.ask('follow', own, metered, wanted).then((answered) => {
      this.#following = undefined;
      this.#take(answered);
    });
    await this.#following;
  }

  #take(answered: Answered<ReplicaState>): void {
    if (answered.ok) this.state = answered.value;
    else this.state = { keys: 'none', pin: false, tries: 0, areas: [], fault: answered.fault === 'worker' ? 'storage-refused' : answered.fault };
  }

  #goOn(): void {
    if (document.visibilityState === 'visible') void this.follow();
  }

  /** A phone that lies there with a PIN locks itself; one that is looked at again learns what is new. */
  #seen(): void {
    clearTimeout(this.#locking);
    if (document.visibilityState === 'hidden' && this.state?.pin) this.#locking = setTimeout(() => void this.ask('lock'), LOCK_AFTER);
    else this.#goOn();
  }

  #locking: ReturnType<typeof setTimeout> | undefined;

  #begin(): Worker {
    if (!this.#listening) this.#listen();
    const worker = new Worker(scriptAddress() as string, { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromReplica>) => this.#hear(data);
    worker.onerror = () => {
      if (worker === this.#worker) this.#end();
    };
    return worker;
  }

  #hear(message: FromReplica): void {
    if ('state' in message) this.state = message.state;
    else if ('changed' in message) this.changes += 1;
    else {
      const answered = 'fault' in message ? { ok: false as const, fault: message.fault } : { ok: true as const, value: message.answer as never };
      this.#waiting.get(message.id)?.(answered);
      this.#waiting.delete(message.id);
    }
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const answer of waiting) answer({ ok: false, fault: 'worker' });
  }
}

/** Trusted Types: this address of a script, and no other. */
function scriptAddress(): unknown {
  const types = (window as { trustedTypes?: { createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL(text: string): unknown } } }).trustedTypes;
  policy ??= types?.createPolicy('jasmine-replica', { createScriptURL: () => address });
  return policy?.createScriptURL('') ?? address;
}

let policy: { createScriptURL(text: string): unknown } | undefined;

/** https://wicg.github.io/netinfo/; not in all browsers, nor in TypeScript. */
function connection(): (EventTarget & { readonly saveData?: boolean; readonly type?: string }) | undefined {
  return (navigator as { connection?: EventTarget & { readonly saveData?: boolean; readonly type?: string } }).connection;
}

export const replica = new ReplicaPage();
export type { ReplicaPage };

/** Milliseconds. */
const LOCK_AFTER = 2 * 60_000;
const LOOK_EVERY = 10 * 60_000;
