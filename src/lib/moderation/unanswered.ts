import type { DecisionBody } from '$domain/desk-api.ts';
import { randomText } from '$lib/sealing/base64url.ts';

/** Decisions that were sent and not answered: the same one, sent again, keeps its id, so that it counts once. */
export class Unanswered {
  readonly #sent = new Map<string, DecisionBody>();

  bodyOf(report: string, act: DecisionBody['act']): DecisionBody {
    const before = this.#sent.get(report);
    const body = before && JSON.stringify(before.act) === JSON.stringify(act) ? before : { id: randomText(16), act };
    this.#sent.set(report, body);
    return body;
  }

  answered(report: string): void {
    this.#sent.delete(report);
  }
}
