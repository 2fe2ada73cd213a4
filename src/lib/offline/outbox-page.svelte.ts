import { deleteOutbox, diskTables } from './outbox-database.ts';
import { changes, whileOthersWait } from './outbox-lock.ts';
import { MemoryTables } from './outbox-memory.ts';
import { nextWake, sendWaiting, type Wake } from './outbox-sender.ts';
import { OutboxStore } from './outbox-store.ts';
import type { Draft, Entry, Receipt } from './outbox.ts';
import { askRecipients } from './recipients-api.ts';
import { askWorker } from './service-worker-bridge.ts';
import { StorageError, type StorageFault } from './storage-error.ts';

/**
 * The outbox as views see it: what is kept, what waits, what was sent. Sends by itself when the network, the page or a
 * session comes back. What the phone's storage does not take is held in memory, which lasts as long as the page.
 */
class OutboxPage {
  drafts = $state.raw<readonly Draft[]>([]);
  entries = $state.raw<readonly Entry[]>([]);
  receipts = $state.raw<readonly Receipt[]>([]);
  /** Undefined: never heard. Empty: reporting is not open. */
  recipients = $state.raw<readonly string[]>();
  /** The drafts and entries that the phone's storage did not take: closing the page loses them. */
  inPage = $state.raw<readonly string[]>([]);
  /** What is the matter with the phone's storage. */
  fault = $state.raw<StorageFault>();
  /** Whether the above is known. */
  known = $state(false);
  sending = $state(false);

  readonly #disk = new OutboxStore(diskTables);
  readonly #memory = new OutboxStore(new MemoryTables());
  readonly #channel = changes();
  #clock: ReturnType<typeof setTimeout> | undefined;
  #started: Promise<void> | undefined;

  /** Reads what is there and sends what waits, now and whenever it may go. Once for the page. */
  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async #start(): Promise<void> {
    this.#channel?.addEventListener('message', () => void this.read());
    addEventListener('online', () => void this.#goOn());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#goOn();
    });
    await this.read();
    void this.#goOn();
  }

  /** Somebody who may report is signed in: learns whom to seal to, seals what waited for that, sends. */
  async signedIn(): Promise<void> {
    await this.start();
    // What a report is written with, for where there is no network.
    if ('serviceWorker' in navigator) void askWorker({ type: 'keep-member-parts' });
    const recipients = await askRecipients();
    if (recipients) {
      this.recipients = recipients;
      await this.#keep((store) => store.keepRecipients(recipients));
      await this.#seal();
    }
    await this.send('return');
  }

  async read(): Promise<void> {
    try {
      await this.#readFrom([this.#memory, this.#disk]);
    } catch (error) {
      this.#note(error);
      await this.#readFrom([this.#memory]);
    }
    this.known = true;
  }

  /** What is in several of them is taken from the first. */
  async #readFrom(stores: readonly OutboxStore[]): Promise<void> {
    const of = async <Value extends { readonly id: string }>(ask: (store: OutboxStore) => Promise<readonly Value[]>): Promise<readonly Value[]> => once((await Promise.all(stores.map(ask))).flat());
    const [drafts, entries, receipts, recipients] = await Promise.all([of((store) => store.drafts()), of((store) => store.entries()), of((store) => store.receipts()), stores.at(-1)?.recipients()]);
    this.drafts = drafts;
    this.entries = entries;
    this.receipts = receipts;
    this.recipients = recipients ?? this.recipients;
    await this.#readInPage();
    this.#setClock();
  }

  async #readInPage(): Promise<void> {
    this.inPage = [...(await this.#memory.drafts()), ...(await this.#memory.entries())].map(({ id }) => id);
  }

  async send(wake: Wake): Promise<void> {
    this.sending = true;
    try {
      await whileOthersWait(async () => {
        for (const store of [this.#disk, this.#memory]) await sendWaiting({ store }, wake).catch((error: unknown) => this.#note(error));
        // What had no room and left from memory is not to leave again.
        for (const { id } of await this.#memory.receipts()) await this.#disk.dropDraft(id).catch((error: unknown) => this.#note(error));
      }, wake === 'hand');
    } finally {
      this.sending = false;
    }
    await this.#changed();
    if (this.entries.some(({ state }) => state === 'waiting')) await askToWake();
  }

  /** Keeps what is typed. Never throws: `fault` says when it is kept in memory only. */
  async keepDraft(draft: Draft): Promise<void> {
    // With room again, the copy from before is out of date.
    if (await this.#keep((store) => store.keepDraft(draft))) await this.#memory.dropDraft(draft.id);
    await this.#readInPage();
    this.drafts = [draft, ...this.drafts.filter(({ id }) => id !== draft.id)];
  }

  /** Keeps a draft that is ready, sealed if it is known to whom; sends it when it can. Never throws. */
  async submit(draft: Draft): Promise<void> {
    await this.keepDraft(draft);
    await this.#seal();
    // Kept: from here on nobody has to wait for the network.
    void (this.recipients === undefined ? this.signedIn() : this.send('hand'));
    await this.#changed();
  }

  async dropDraft(id: string): Promise<void> {
    await this.#everywhere((store) => store.dropDraft(id));
  }

  /** What was refused, or never tried, is a draft again. False when it has left meanwhile. */
  async takeBack(id: string, newId: string): Promise<boolean> {
    let taken = false;
    await this.#everywhere(async (store) => {
      taken = (await store.takeBack(id, newId)) || taken;
    });
    return taken;
  }

  async keepReceipt(receipt: Receipt): Promise<void> {
    await this.#everywhere((store) => store.keepReceipt(receipt));
  }

  async dropReceipt(id: string): Promise<void> {
    await this.#everywhere((store) => store.dropReceipt(id));
  }

  /** When nothing in the database can be read any more: makes it anew. */
  async startAnew(): Promise<void> {
    try {
      await deleteOutbox();
      this.fault = undefined;
      for (const draft of await this.#memory.drafts()) if (draft.state !== 'sealed') await this.keepDraft(draft);
    } catch (error) {
      this.#note(error);
    }
    await this.#changed();
  }

  /** What seals, fetched before the network may go; undefined when it cannot be had. Never throws. */
  async prepare(): Promise<typeof import('./outbox-sealing.ts') | undefined> {
    try {
      return await import('./outbox-sealing.ts');
    } catch {
      return undefined;
    }
  }

  /** The network or the reader is back. */
  async #goOn(): Promise<void> {
    await this.#seal();
    await this.send('return');
  }

  async #seal(): Promise<void> {
    const { recipients } = this;
    if (!recipients || recipients.length === 0) return;
    try {
      await this.#sealIn(this.#disk, recipients);
    } catch (error) {
      // No room for the sealed copy: it goes from memory.
      this.#note(error);
      for (const draft of this.drafts) if (draft.state === 'ready') await this.#memory.keepDraft(draft);
    }
    await this.#sealIn(this.#memory, recipients);
  }

  async #sealIn(store: OutboxStore, recipients: readonly string[]): Promise<void> {
    if (!(await store.drafts()).some(({ state }) => state === 'ready')) return;
    const sealing = await this.prepare();
    // Not kept on this phone, and no network: it waits, encrypted, and is sealed when the page is opened with a network.
    if (!sealing) return;
    await sealing.sealReady(store, recipients).catch((error: unknown) => {
      // What the server gave as a recipient is none: it waits until it gives others.
      if (error instanceof StorageError) throw error;
    });
  }

  /** On the disk; in memory when that does not take it. Whether the disk did. */
  async #keep(work: (store: OutboxStore) => Promise<void>): Promise<boolean> {
    try {
      await work(this.#disk);
      this.fault = undefined;
      return true;
    } catch (error) {
      this.#note(error);
      await work(this.#memory);
      return false;
    }
  }

  async #everywhere(work: (store: OutboxStore) => Promise<void>): Promise<void> {
    for (const store of [this.#disk, this.#memory]) await work(store).catch((error: unknown) => this.#note(error));
    await this.#changed();
  }

  async #changed(): Promise<void> {
    this.#channel?.postMessage('changed');
    await this.read();
  }

  #note(error: unknown): void {
    if (!(error instanceof StorageError)) throw error;
    this.fault = error.fault;
  }

  #setClock(): void {
    clearTimeout(this.#clock);
    const wake = nextWake(this.entries);
    if (wake !== undefined) this.#clock = setTimeout(() => void this.send('clock'), Math.min(Math.max(wake - Date.now(), LEAST), A_DAY));
  }
}

function once<Value extends { readonly id: string }>(all: readonly Value[]): readonly Value[] {
  return all.filter(({ id }, index) => all.findIndex((one) => one.id === id) === index);
}

/** Asks the browser to wake the worker when there is a network, also when this page is closed. Chromium only. */
async function askToWake(): Promise<void> {
  try {
    const { sync } = (await navigator.serviceWorker.ready) as ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };
    await sync?.register('later');
  } catch {
    // Then it leaves when the page is open.
  }
}

export const outbox = new OutboxPage();
export type { OutboxPage };

/** Milliseconds. */
const LEAST = 1000;
const A_DAY = 86_400_000;
