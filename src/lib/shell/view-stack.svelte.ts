import { untrack } from 'svelte';
import type { ViewName } from './shell.ts';

/** A view that is open. Those below the top stay as they are, out of sight. */
export interface OpenView {
  readonly id: number;
  readonly name: ViewName;
  readonly given: unknown;
  /** What had the focus when it was opened, and how far the page was scrolled: both come back when it closes. */
  readonly from: Element | null;
  readonly scrolled: number;
}

/**
 * The views of `/app`: a stack in memory. No address, no entry in the browser's history, so that Back on a borrowed phone
 * leads to nothing. Back on Android and Escape close the top view, through a CloseWatcher where there is one.
 */
export class ViewStack {
  views = $state.raw<readonly OpenView[]>([]);
  readonly top = $derived(this.views.at(-1));

  #count = 0;
  /** Questions open inside views, such as "Say no?": the last of the top view is what Escape and Back on Android close. */
  #inner: readonly { readonly view: number; readonly close: () => void }[] = [];
  #watcher: CloseWatcher | undefined;
  readonly #onClosed: (closed: OpenView) => void;

  constructor(onClosed: (closed: OpenView) => void) {
    this.#onClosed = onClosed;
  }

  open(name: ViewName, given?: unknown): void {
    this.views = [...this.views, this.#view(name, given)];
    this.#watch();
  }

  /** The last one stays. */
  close(): void {
    const closed = this.top;
    if (!closed || this.views.length === 1) return;
    this.views = this.views.slice(0, -1);
    this.#watch();
    this.#onClosed(closed);
  }

  /** Until what it gives is called, Escape calls `close` instead of closing the view that is on top now. */
  closesFirst(close: () => void): () => void {
    // Called in effects, which are to run again when the question changes, not when the views do.
    const inner = untrack(() => ({ view: this.top?.id ?? 0, close }));
    this.#inner = [...this.#inner, inner];
    untrack(() => this.#watch());
    return () => {
      this.#inner = this.#inner.filter((other) => other !== inner);
      this.#watch();
    };
  }

  restart(name: ViewName, given?: unknown): void {
    this.views = [this.#view(name, given)];
    this.#watch();
  }

  /** Where there is no CloseWatcher. Fields and menus that use Escape themselves have had it by then. */
  closeByEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || closeWatcher() || !this.#closable()) return;
    event.preventDefault();
    this.#closeInnermost();
  };

  #view(name: ViewName, given: unknown): OpenView {
    this.#count += 1;
    return { id: this.#count, name, given, from: document.activeElement, scrolled: scrollY };
  }

  #innermost(): (() => void) | undefined {
    return this.#inner.findLast(({ view }) => view === this.top?.id)?.close;
  }

  #closable(): boolean {
    return this.views.length > 1 || this.#innermost() !== undefined;
  }

  #closeInnermost(): void {
    (this.#innermost() ?? (() => this.close()))();
  }

  /** One watcher at a time, whatever the depth: browsers allow one without a tap, and close several made at once together. */
  #watch(): void {
    if (!this.#closable()) {
      this.#watcher?.destroy();
      this.#watcher = undefined;
      return;
    }
    const Watcher = closeWatcher();
    if (this.#watcher || !Watcher) return;
    this.#watcher = new Watcher();
    this.#watcher.onclose = () => {
      this.#watcher = undefined;
      this.#closeInnermost();
      this.#watch();
    };
  }
}

/** https://html.spec.whatwg.org/multipage/interaction.html#close-requests-and-close-watchers; not in TypeScript yet. */
interface CloseWatcher {
  onclose: (() => void) | null;
  destroy(): void;
}

function closeWatcher(): (new () => CloseWatcher) | undefined {
  return (window as { CloseWatcher?: new () => CloseWatcher }).CloseWatcher;
}
