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

  readonly #shell: () => Shell | undefined;
  readonly #question: () => Promise<Answer<Value>>;

  constructor(shell: () => Shell | undefined, question: () => Promise<Answer<Value>>) {
    this.#shell = shell;
    this.#question = question;
  }

  async ask(): Promise<void> {
    this.asking = true;
    const answer = await this.#question();
    this.asking = false;
    if (answer.ok) this.take(answer.value);
    else if (!this.#left(answer)) this.fault = answer.fault;
  }

  /** Outside `/app` there is no view to leave: the end of a session is a refusal like others. */
  #left(answer: Answer<unknown>): boolean {
    const shell = this.#shell();
    return shell !== undefined && leftByEndOfSession(shell, answer);
  }

  /** Another answer of the server said the same, newer. */
  take(value: Value): void {
    this.value = value;
    this.fault = undefined;
  }
}
