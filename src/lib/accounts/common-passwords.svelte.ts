import { readCommonPasswords } from './accounts-api.ts';

/** The short list, asked for when somebody begins to choose a password. Without it the server's own check remains. */
class CommonPasswords {
  #list = $state.raw<ReadonlySet<string>>();
  #asked = false;

  readonly isCommon = (password: string): boolean => this.#list?.has(password) ?? false;

  async ask(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    this.#list = await readCommonPasswords();
    this.#asked = this.#list !== undefined;
  }
}

export const commonPasswords = new CommonPasswords();
