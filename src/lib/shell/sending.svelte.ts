import type { Translate } from '$lib/i18n/translate.ts';
import { faultProblems, type Problem } from './fault-wording.ts';
import type { Answer } from './json-api.ts';
import { leftByEndOfSession } from './session-end.ts';
import type { Shell } from './shell.ts';

/** One form on its way to the server. What was typed stays in the form, whatever happens. */
export class Sending {
  busy = $state(false);
  problems = $state.raw<readonly Problem[]>([]);

  readonly #shell: () => Shell;
  readonly #t: () => Translate;
  readonly #at: Readonly<Partial<Record<string, string>>>;

  /** `at`: the field of each refusal that is about one. */
  constructor(shell: () => Shell, t: () => Translate, at: Readonly<Partial<Record<string, string>>> = {}) {
    this.#shell = shell;
    this.#t = t;
    this.#at = at;
  }

  /** Says what is wrong before anything is sent. True when nothing is. */
  check(problems: readonly Problem[]): boolean {
    this.problems = problems;
    return problems.length === 0;
  }

  /** Hands over what the server answered; nothing is handed over when it refused, and `problems` says why. */
  async send<Value>(question: () => Promise<Answer<Value>>, then: (value: Value) => void): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problems = [];
    const answer = await question();
    this.busy = false;
    if (answer.ok) then(answer.value);
    else if (!leftByEndOfSession(this.#shell(), answer)) this.problems = faultProblems(this.#t(), answer.fault, this.#at);
  }
}
