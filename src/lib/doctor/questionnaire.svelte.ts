import {
  answerError,
  parts,
  visibleQuestions,
  withOption,
  type Answer,
  type AnswerError,
  type Answers,
  type PartId,
  type QuestionId
} from '$domain/questionnaire.ts';
import { ownDay } from './own-day.ts';

export type View = PartId | 'sheet';

/**
 * What has been answered and which part is shown. In memory only, never stored: it is gone with the page, and quick exit
 * empties it first.
 */
export class Questionnaire {
  answers = $state<Answers>({});
  view = $state<View>(parts[0]);
  /** When "how long ago" was answered: the sheet may be read later. Milliseconds since 1970. */
  answeredAt = $state(0);
  readonly partNumber = $derived(parts.indexOf(this.view as PartId) + 1);
  readonly shown = $derived(visibleQuestions(this.answers).filter(({ part }) => part === this.view));
  readonly isEmpty = $derived(Object.keys(this.answers).length === 0);
  /** Answers of every part that need a change before they can go on the sheet. */
  readonly errors = $derived(this.#errors());

  answer(id: QuestionId, answer: Answer | undefined): void {
    const { [id]: _before, ...others } = this.answers;
    this.answers = answer === undefined ? others : { ...others, [id]: answer };
    if (id === 'hours-since') this.answeredAt = Date.now();
  }

  toggle(id: QuestionId, option: string): void {
    const chosen = this.answers[id];
    const next = withOption(Array.isArray(chosen) ? (chosen as readonly string[]) : [], option);
    this.answer(id, next.length === 0 ? undefined : next);
  }

  /** One part forward or back; after the last part comes the sheet, unless an answer needs a change. */
  move(by: 1 | -1): void {
    const at = this.view === 'sheet' ? parts.length : parts.indexOf(this.view);
    const target = at + by;
    const wrong = this.errors[0];
    if (target >= parts.length && wrong) this.view = wrong.part;
    else this.view = parts[target] ?? 'sheet';
  }

  erase(): void {
    this.answers = {};
    this.view = parts[0];
  }

  #errors(): { id: QuestionId; part: PartId; error: AnswerError }[] {
    const now = Date.now();
    const day = ownDay(now);
    return visibleQuestions(this.answers).flatMap((question) => {
      const answer = this.answers[question.id];
      const error = answer === undefined ? undefined : answerError(question, answer, day, now);
      return error ? [{ id: question.id, part: question.part, error }] : [];
    });
  }
}
