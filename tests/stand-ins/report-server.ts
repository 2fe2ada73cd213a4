import type { ReportBody, ReportKept } from '../../src/domain/report-api.ts';
import type { Reply } from '../../src/lib/offline/outbox-sender.ts';
import { digestOf } from '../../src/lib/sealing/digest.ts';

/** `POST /api/reports` as the contract says (domain/report-api.ts), and a network that does its worst. */
export class ReportServer {
  readonly kept = new Map<string, string>();
  signedIn = true;

  /** What the server itself answers. */
  async answer(text: string): Promise<Reply> {
    if (!this.signedIn) return { status: 401, body: { error: 'sign_in', reason: 'for the test' } };
    const { id, sealed } = JSON.parse(text) as ReportBody;
    const before = this.kept.get(id);
    if (before !== undefined && before !== text) return { status: 409, body: { error: 'other_report', reason: 'for the test' } };
    this.kept.set(id, text);
    const body: ReportKept = { id, digest: await digestOf(sealed), received: '2026-11-25T10:00:00.000Z', due: '2026-11-27T10:00:00.000Z' };
    return { status: before === undefined ? 201 : 200, body };
  }

  /** The same over a network where something may go wrong, by chance. */
  async overNetwork(text: string, chance: () => number): Promise<Reply | undefined> {
    for (let late = Math.floor(chance() * 4); late > 0; late -= 1) await new Promise((resolve) => setImmediate(resolve));
    switch (Math.floor(chance() * 14)) {
      case 0: // The request is lost.
      case 1: // A café's page.
        return undefined;
      case 2: // The answer is lost, or the server dies after it has written.
      case 3:
        await this.answer(text);
        return undefined;
      case 4: // The request comes twice.
        await this.answer(text);
        return this.answer(text);
      case 5: // The server dies before it has written.
        return { status: 502, body: undefined };
      case 6:
        return { status: 500, body: { error: 'failed', reason: 'for the test' } };
      case 7:
        await this.answer(text);
        return { status: 503, body: { error: 'unavailable', reason: 'for the test' } };
      case 8:
        return { status: 429, body: { error: 'too_many_tries', reason: 'for the test', retryAfter: 30 } };
      case 9: // An acknowledgement of something else, or of nothing.
        return { status: 201, body: { id: (JSON.parse(text) as ReportBody).id, digest: 'A'.repeat(43), received: '2026-11-25T10:00:00.000Z', due: '2026-11-27T10:00:00.000Z' } };
      case 10:
        return { status: 200, body: {} };
      case 11:
        this.signedIn = !this.signedIn;
        return this.answer(text);
      default:
        return this.answer(text);
    }
  }
}
