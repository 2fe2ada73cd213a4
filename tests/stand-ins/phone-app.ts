import { createHash, randomBytes } from 'node:crypto';
import type { LinkedToken } from '../../src/domain/callshield-api.ts';
import { fromBase64Url } from '../../src/domain/base64url.ts';
import { readCallerFilter } from '../../src/domain/caller-filter.ts';
import type { DangerLevel } from '../../src/domain/danger-level.ts';

/** What the Android app does with the server, without Android: it makes its secret, changes a code for a token, and fetches the filter. */
export class PhoneApp {
  readonly challenge: string;
  readonly #verifier = randomBytes(32).toString('base64url');
  readonly #origin: string;
  #linked: LinkedToken | undefined;
  #etag: string | undefined;
  #file: Uint8Array<ArrayBuffer> | undefined;

  constructor(origin: string) {
    this.#origin = origin;
    this.challenge = createHash('sha256').update(this.#verifier).digest('base64url');
  }

  /** Gives the status. */
  async exchange(code: string): Promise<number> {
    const answer = await fetch(`${this.#origin}/api/callshield/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, verifier: this.#verifier })
    });
    if (answer.ok) this.#linked = (await answer.json()) as LinkedToken;
    return answer.status;
  }

  /** Gives the status; keeps what came, and drops everything when the server says that it is over. */
  async download(): Promise<number> {
    const answer = await fetch(`${this.#origin}/api/callshield/filter?generation=${this.#linked?.generation ?? 0}`, {
      headers: { authorization: `Bearer ${this.#linked?.token ?? ''}`, ...(this.#etag === undefined ? {} : { 'if-none-match': this.#etag }) }
    });
    if (answer.status === 200) {
      this.#file = new Uint8Array(await answer.arrayBuffer());
      this.#etag = answer.headers.get('etag') ?? undefined;
    }
    if (answer.status === 401 || answer.status === 410) this.#file = this.#linked = this.#etag = undefined;
    return answer.status;
  }

  /** `number`: E.164. Throws when nothing is here. */
  async levelOf(number: string, now: Date): Promise<DangerLevel | undefined> {
    if (!this.#linked || !this.#file) throw new Error('the phone has no filter');
    return (await readCallerFilter(this.#file, fromBase64Url(this.#linked.key), now.getTime() / 1000)).levelOf(number);
  }
}
