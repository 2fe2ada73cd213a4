import type { ApiFault } from '$domain/account-api.ts';
import type { Answer } from './json-api.ts';
import { leftByEndOfSession } from './session-end.ts';
import type { Shell } from './shell.ts';

/** What the server says to one question of a view: under way, answered or refused; asked again on demand. */
export class Asked<Value> {
  /** The last answer: stays in sight while it is asked again. */
  value = $state.raw<Value>();
  fault = $state.raw<ApiFault>();
  asking = $state(false);

  readonly #shell: () => Shell;
  readonly #question: () => Promise<Answer<Value>>;

  constructor(shell: () => Shell, question: () => Promise<Answer<Value>>) {
    this.#shell = shell;
    this.#question = question;
  }

  async ask(): Promise<void> {
    this.asking = true;
    const answer = await this.#question();
    this.asking = false;
    if (answer.ok) this.take(answer.value);
    else if (!leftByEndOfSession(this.#shell(), answer)) this.fault = answer.fault;
  }

  /** Another answer of the server said the same, newer. */
  take(value: Value): void {
    this.value = value;
    this.fault = undefined;
  }
}
