import type { DecisionBody } from '$domain/desk-api.ts';
import { randomText } from '$lib/sealing/random-text.ts';
import type { Answer } from '$lib/shell/json-api.ts';

/** What was sent and not answered: the same, sent again, is the same to the letter, so that it counts once. */
export class Unanswered {
  readonly #sent = new Map<string, DecisionBody>();
  readonly #alerts = new Map<string, string>();
  readonly #texts = new Map<string, SealedText & { readonly meaning: string }>();

  bodyOf(report: string, act: DecisionBody['act']): DecisionBody {
    const before = this.#sent.get(report);
    const body = before && JSON.stringify(before.act) === JSON.stringify(act) ? before : { id: randomText(16), act };
    this.#sent.set(report, body);
    return body;
  }

  answered(report: string): void {
    this.#sent.delete(report);
  }

  /** The name of the alert that a report would become: one, however often its form is opened. */
  alertOf(report: string): string {
    const id = this.#alerts.get(report) ?? randomText(16);
    this.#alerts.set(report, id);
    return id;
  }

  /** Sealing makes other letters each time: what means the same is sealed once. */
  async textOf(report: string, meaning: string, seal: () => Promise<string>): Promise<SealedText> {
    const before = this.#texts.get(report);
    const { id, sealed } = before?.meaning === meaning ? before : { id: randomText(16), sealed: await seal() };
    this.#texts.set(report, { id, sealed, meaning });
    return { id, sealed };
  }

  textAnswered(report: string): void {
    this.#texts.delete(report);
  }
}

export interface SealedText {
  readonly id: string;
  readonly sealed: string;
}

/** It counts or it does not, but nobody has to wonder: a server that broke down, or a network, says neither. */
export function wasAnswered({ status }: Answer<unknown>): boolean {
  return status !== 0 && status < 500;
}
