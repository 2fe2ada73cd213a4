import { AlertDraft, type WrittenAlert } from './alert-form.svelte.ts';
import { TextDraft } from './text-draft.svelte.ts';

/** What a moderator has begun and not sent: another report, a stray key or a fault loses nothing of it. In memory, until it is sent or the desk is locked. */
export class Drafts {
  readonly #alerts = new Map<string, AlertDraft>();
  readonly #texts = new Map<string, TextDraft>();
  /** Sent, and not begun anew: the desk may have been locked, and its drafts sealed, before the answer came. */
  readonly #done = new Set<string>();

  /** The one that was begun, or a new one. */
  alert(name: string, begin: () => AlertDraft): AlertDraft {
    const draft = this.#alerts.get(name) ?? begin();
    this.#alerts.set(name, draft);
    this.#done.delete(name);
    return draft;
  }

  text(name: string): TextDraft {
    const draft = this.#texts.get(name) ?? new TextDraft();
    this.#texts.set(name, draft);
    this.#done.delete(name);
    return draft;
  }

  isBegun(name: string): boolean {
    return this.#alerts.has(name);
  }

  done(name: string): void {
    this.#alerts.delete(name);
    this.#texts.delete(name);
    this.#done.add(name);
  }

  clear(): void {
    this.#alerts.clear();
    this.#texts.clear();
  }

  /** All that was begun, each as a text that `restore` takes. */
  written(): string[] {
    return [
      ...[...this.#alerts].map(([name, draft]): Written => ({ name, alert: draft.written() })),
      ...[...this.#texts].flatMap(([name, { text }]): Written[] => (text === '' ? [] : [{ name, text }]))
    ].map((draft) => JSON.stringify(draft));
  }

  restore(written: string): void {
    const draft = JSON.parse(written) as Written;
    if (this.#done.has(draft.name)) return;
    if ('alert' in draft) this.#alerts.set(draft.name, AlertDraft.from(draft.alert));
    else this.text(draft.name).text = draft.text;
  }
}

type Written = { readonly name: string } & ({ readonly alert: WrittenAlert } | { readonly text: string });
