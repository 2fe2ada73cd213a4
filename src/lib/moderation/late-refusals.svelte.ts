import { onDestroy, tick } from 'svelte';
import type { ApiFault } from '$domain/account-api.ts';
import type { DeskEntry } from '$domain/desk-api.ts';
import type { Answer } from '$lib/shell/json-api.ts';
import { wasAnswered } from './unanswered.ts';

/** What somebody sent while they read a report, and what came back. */
export interface LateRefusal {
  /** What it was about, to the letter: tried again, it is the same. */
  readonly name: string;
  /** Key of the words on its button. */
  readonly what: string;
  readonly report: Pick<DeskEntry, 'id' | 'received'>;
  readonly fault: ApiFault;
  /** False where the network or a server that broke down says neither yes nor no. */
  readonly refused: boolean;
}

/** What was sent from a form that was left before the answer came, and may not be done: nobody would learn of it, so the desk says it. */
export class LateRefusals {
  all = $state.raw<readonly LateRefusal[]>([]);
  /** By name, the sending that counts: the latest. */
  #turns: Readonly<Record<string, symbol>> = {};

  /** Called while a form is made: what it sends goes through the result, and its own sentence serves while it is there. */
  listen({ id, received }: LateRefusal['report']): Listen {
    let left = false;
    onDestroy(() => (left = true));
    return async (name, what, asked) => {
      const turn = Symbol();
      this.#turns = { ...this.#turns, [name]: turn };
      const answer = await asked;
      // An answer may close the form itself, as the end of a session does.
      await tick();
      const counts = this.#turns[name] === turn;
      if (answer.ok || counts) this.all = this.all.filter((one) => one.name !== name);
      if (counts && left && !answer.ok) this.all = [...this.all, { name, what, report: { id, received }, fault: answer.fault, refused: wasAnswered(answer) }];
      return answer;
    };
  }

  seen(refusal: LateRefusal): void {
    this.all = this.all.filter((one) => one !== refusal);
  }

  /** For somebody else, or nobody: what is still on its way is told to no one, either. */
  clear(): void {
    this.#turns = {};
    this.all = [];
  }
}

type Listen = <Value>(name: string, what: string, asked: Promise<Answer<Value>>) => Promise<Answer<Value>>;
