import type { ApiFault } from '$domain/account-api.ts';
import type { Alert } from '$domain/alert.ts';
import type { ReportContent } from '$domain/report.ts';
import { searchKey, searchToken } from '$domain/search-token.ts';
import { similarity, WORTH_A_LOOK, type Similarity } from '$domain/similarity.ts';
import { readKeys, readSimilar } from './moderation-api.ts';

export interface LikeAlert extends Similarity {
  readonly alert: Alert;
}

/** Alerts that one report resembles. Only tokens of its identifiers and its area leave the browser; it compares by itself. */
export class Comparison {
  found = $state.raw<readonly LikeAlert[]>();
  fault = $state.raw<ApiFault>();
  #asked: ReportContent | undefined;
  #department: string | undefined;

  /** `department`: of the report, where its text says none. */
  async ask(content: ReportContent, department = this.#department): Promise<void> {
    if (this.#asked === content) return;
    this.#asked = content;
    this.#department = department;
    this.fault = undefined;
    const keys = await readKeys();
    if (!keys.ok) return this.#refused(keys.fault);
    const key = await searchKey(keys.value.search);
    const tokens = await Promise.all(content.identifiers.map((identifier) => searchToken(key, identifier)));
    const area = content.where.department ?? department;
    const answer = await readSimilar(tokens, area === undefined ? [] : [area]);
    if (!answer.ok) return this.#refused(answer.fault);
    const { sharing, around } = answer.value;
    const alerts = [...sharing, ...around.filter(({ id }) => !sharing.some((one) => one.id === id))];
    this.found = alerts
      .map((alert) => ({ alert, ...similarity(content, alert) }))
      .filter(({ score }) => score >= WORTH_A_LOOK)
      .sort((a, b) => b.score - a.score);
  }

  #refused(fault: ApiFault): void {
    this.#asked = undefined;
    this.fault = fault;
  }
}
