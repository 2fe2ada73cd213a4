import type { Note } from '../domain/replica-message.ts';
import { NONCE_BYTES, openBytes, sealAgain, type AlertKey } from '../domain/sealed-alert.ts';
import type { Rows } from './rows.ts';

/** One's own notes, sealed under a key of the account that comes again at each sign-in. They never leave the phone. */
export class Notes {
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Newest first. Those of another account, which our key does not open, are left out. */
  async all(key: AlertKey): Promise<readonly Note[]> {
    const opened = await Promise.all(
      [...(await this.#rows.notes())].map(async ([id, sealed]) => {
        try {
          return JSON.parse(new TextDecoder().decode(await openBytes(key, context(id), sealed))) as Note;
        } catch {
          return undefined;
        }
      })
    );
    return opened.filter((note) => note !== undefined).sort((one, other) => other.changed - one.changed);
  }

  async keep(key: AlertKey, note: Note): Promise<void> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    await this.#rows.putNote(note.id, await sealAgain(key, nonce, context(note.id), new TextEncoder().encode(JSON.stringify(note))));
  }

  drop(id: string): Promise<void> {
    return this.#rows.dropNote(id);
  }
}

function context(id: string): string {
  return `note/${id}`;
}
