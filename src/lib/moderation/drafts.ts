import { AlertDraft, type WrittenAlert } from './alert-form.svelte.ts';
import { TextDraft } from './text-draft.svelte.ts';

/** What a moderator has begun and not sent: another report, a stray key or a fault loses nothing of it. In memory, until it is sent or the desk is locked. */
export class Drafts {
  readonly #alerts = new Map<string, AlertDraft>();
  readonly #texts = new Map<string, TextDraft>();

  /** The one that was begun, or a new one. */
  alert(name: string, begin: () => AlertDraft): AlertDraft {
    const draft = this.#alerts.get(name) ?? begin();
    this.#alerts.set(name, draft);
    return draft;
  }

  text(name: string): TextDraft {
    const draft = this.#texts.get(name) ?? new TextDraft();
    this.#texts.set(name, draft);
    return draft;
  }

  isBegun(name: string): boolean {
    return this.#alerts.has(name);
  }

  done(name: string): void {
    this.#alerts.delete(name);
    this.#texts.delete(name);
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
    if ('alert' in draft) this.#alerts.set(draft.name, AlertDraft.from(draft.alert));
    else this.text(draft.name).text = draft.text;
  }
}

type Written = { readonly name: string } & ({ readonly alert: WrittenAlert } | { readonly text: string });
