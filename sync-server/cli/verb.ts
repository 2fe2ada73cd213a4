import type { Config } from '../config.ts';
import type { Couch } from '../couch/connection.ts';

export interface Verb {
  /** The words after the verb. */
  readonly usage: string;
  readonly does: string;
  /** Gives the exit code: 0 done, 1 not done, 2 called wrongly. */
  run(call: Call): Promise<number>;
}

export interface Call {
  readonly couch: Couch;
  readonly config: Config;
  readonly words: readonly string[];
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
}
