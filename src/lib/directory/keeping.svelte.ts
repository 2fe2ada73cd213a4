import type { StorageFault } from '$lib/offline/local-store.ts';
import { NotKeptError, UnavailableError, type DirectoryPacks, type KeptPart } from './directory-update.ts';

export type KeepTarget = 'region' | 'all';

/** Keeping departments on the phone: how much is missing, fetching it, stopping, going on later, removing. */
export class Keeping {
  /** Departments that the reader chose and the phone has. */
  chosen = $state.raw<readonly string[]>([]);
  /** Bytes still to fetch, by what may be kept; undefined when the list of packs is not known. */
  sizes = $state.raw<Readonly<Record<KeepTarget, number>>>();
  allKept = $state(false);
  /** Whether the phone has been looked at: before, nothing can be said. */
  looked = $state(false);
  running = $state.raw<{ target: KeepTarget; done: number; total: number }>();
  /** How the last try ended. */
  outcome = $state<'done' | 'stopped' | 'interrupted' | StorageFault>();

  readonly #packs: DirectoryPacks;
  #stop = new AbortController();

  constructor(packs: DirectoryPacks) {
    this.#packs = packs;
  }

  /** Reads anew what is kept and what `region` would cost. */
  async look(region: readonly string[]): Promise<void> {
    const kept = await this.#packs.kept();
    this.chosen = kept.filter(({ chosen }) => chosen).map(({ name }) => name).sort();
    try {
      const all = await this.#parts('all', region);
      this.sizes = { region: missingBytes(await this.#parts('region', region), kept), all: missingBytes(all, kept) };
      this.allKept = all.every(({ name, department }) => (department ? this.chosen.includes(name) : kept.some((one) => one.name === name)));
    } catch {
      this.sizes = undefined;
    }
    this.looked = true;
  }

  /** Each part is kept as it comes: pressing again after a stop goes on where it ended. */
  async keep(target: KeepTarget, region: readonly string[]): Promise<void> {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.outcome = undefined;
    try {
      const kept = await this.#packs.kept();
      const parts = await this.#parts(target, region);
      const total = missingBytes(parts, kept);
      let done = 0;
      this.running = { target, done, total };
      // The browser may otherwise drop everything when the phone runs short.
      if ('storage' in navigator) await navigator.storage.persist();
      for (const part of parts) {
        signal.throwIfAborted();
        await this.#fetch(part, signal);
        done += isKept(part, kept) ? 0 : part.bytes;
        this.running = { target, done, total };
      }
      this.outcome = 'done';
    } catch (error) {
      this.outcome = signal.aborted ? 'stopped' : error instanceof NotKeptError ? error.fault : 'interrupted';
      if (!(error instanceof NotKeptError || error instanceof UnavailableError || signal.aborted)) throw error;
    } finally {
      this.running = undefined;
      await this.look(region);
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  async remove(region: readonly string[]): Promise<void> {
    try {
      await this.#packs.remove(this.chosen);
      this.outcome = undefined;
    } catch (error) {
      this.outcome = error instanceof NotKeptError ? error.fault : 'broken';
    }
    await this.look(region);
  }

  async #fetch({ name, department }: Part, signal: AbortSignal): Promise<void> {
    if (department) return this.#packs.choose(name, signal);
    if (name === 'outlines') await this.#packs.outlines();
    else await this.#packs.towns(name === 'main' ? 'main' : 'rest');
    if (this.#packs.fault) throw new NotKeptError(this.#packs.fault);
  }

  /** National lines, all towns and outlines come with any region: without them there is no search from a village, and no map. */
  async #parts(target: KeepTarget, region: readonly string[]): Promise<readonly Part[]> {
    const { manifest } = await this.#packs.listing();
    const wanted = manifest.directory.filter(({ department }) => target === 'all' || department === 'fr' || region.includes(department));
    return [
      { name: 'main', ...manifest.towns.main, department: false },
      { name: 'outlines', ...manifest.outlines, department: false },
      { name: 'rest', ...manifest.towns.rest, department: false },
      ...wanted.map(({ department: name, hash, bytes }) => ({ name, hash, bytes, department: true }))
    ];
  }
}

function missingBytes(parts: readonly Part[], kept: readonly KeptPart[]): number {
  return parts.filter((part) => !isKept(part, kept)).reduce((sum, { bytes }) => sum + bytes, 0);
}

function isKept({ name, hash }: Part, kept: readonly KeptPart[]): boolean {
  return kept.some((one) => one.name === name && one.hash === hash);
}

interface Part {
  readonly name: string;
  readonly hash: string;
  readonly bytes: number;
  readonly department: boolean;
}
