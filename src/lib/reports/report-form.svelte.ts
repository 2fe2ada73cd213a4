import { outbox } from '$lib/offline/outbox-page.svelte.ts';
import type { Draft } from '$lib/offline/outbox.ts';
import { randomText } from '$lib/sealing/random-text.ts';
import { readyOf, type ReportToSeal } from './report-content.ts';
import { isEmpty, nothingTyped, typedFrom, type ReportTyped } from './report-typed.ts';

/** The form that is open: its draft is kept, encrypted, a moment after each change, and when the page goes out of sight. */
export class ReportForm {
  readonly id: string;
  typed = $state<ReportTyped>(nothingTyped());
  /** `changed`: not kept yet. */
  keeping = $state<'nothing' | 'changed' | 'kept'>('nothing');

  #clock: ReturnType<typeof setTimeout> | undefined;
  /** As text, what is kept. */
  #kept: string;
  #gone = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(draft: Draft | undefined) {
    this.id = draft?.id ?? randomText(ID_BYTES);
    this.typed = typedFrom(draft?.typed);
    this.#kept = JSON.stringify($state.snapshot(this.typed));
    if (draft) this.keeping = 'kept';
  }

  /** Called after each change. Nothing but a clock is set here, so that typing never waits. */
  changed(): void {
    if (this.#gone || JSON.stringify($state.snapshot(this.typed)) === this.#kept) return;
    this.keeping = 'changed';
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => void this.keep(), SHORT_WHILE);
  }

  /** One after the other: what was typed first must not be written last. */
  keep(): Promise<void> {
    clearTimeout(this.#clock);
    this.#writing = this.#writing.then(() => this.#keep());
    return this.#writing;
  }

  async #keep(): Promise<void> {
    const typed = $state.snapshot(this.typed);
    const text = JSON.stringify(typed);
    if (this.#gone) return;
    if (text !== this.#kept) {
      // Emptied by hand: there is nothing to keep.
      if (isEmpty(typed)) await outbox.dropDraft(this.id);
      else await outbox.keepDraft({ id: this.id, state: 'open', changed: Date.now(), typed });
      this.#kept = text;
    }
    // Typed on meanwhile: that is not kept yet.
    if (JSON.stringify($state.snapshot(this.typed)) === text) this.keeping = isEmpty(typed) ? 'nothing' : 'kept';
  }

  /** Keeps it as something to be sealed and sent; from here on it goes by itself. */
  async send(content: ReportToSeal): Promise<void> {
    clearTimeout(this.#clock);
    await this.#writing;
    const draft = { id: this.id, changed: Date.now(), typed: $state.snapshot(this.typed) };
    this.#gone = true;
    await outbox.submit({ ...draft, state: 'ready', ready: readyOf(content) });
  }

  async drop(): Promise<void> {
    clearTimeout(this.#clock);
    this.#gone = true;
    await this.#writing;
    await outbox.dropDraft(this.id);
  }
}

const ID_BYTES = 16;
/** Milliseconds: between two words. */
const SHORT_WHILE = 400;
