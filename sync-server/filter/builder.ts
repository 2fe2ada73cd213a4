import { setImmediate } from 'node:timers/promises';
import { toBase64Url } from '../../src/domain/base64url.ts';
import { bitsOfEntries, buildCallerFilter, readCallerFilter, type Bytes, type FilterEntry, type FilterTerms } from '../../src/domain/caller-filter.ts';
import type { Documents } from '../couch/documents.ts';
import { withLease } from '../jobs/lease.ts';
import type { Logger } from '../logger.ts';
import type { FilterEntries } from './entries.ts';
import type { FilterFiles } from './filter-files.ts';
import { capacityFor, termsOf, type Generation, type Generations } from './generations.ts';
import type { KnownInnocents } from './known-innocents.ts';

export interface FilterBuilderParts {
  readonly generations: Generations;
  readonly entries: FilterEntries;
  readonly files: FilterFiles;
  readonly innocents: KnownInnocents;
  /** Where the lease stands. */
  readonly jobs: Documents;
  /** Alerts' entries as the alerts are now. */
  readonly alerts: { untilIdle(): Promise<void>; again(id: string): Promise<void> };
  readonly now: () => Date;
  readonly logger: Logger;
}

/**
 * Builds the file: under a minute after what is urgent, within the hour after anything else, so that several numbers come into it together and two files do
 * not tell which is which. Two copies of the server that build at once make the same bytes, or one of them loses and looks again.
 */
export class FilterBuilder {
  readonly #parts: FilterBuilderParts;
  #running: Promise<void> = Promise.resolve();
  #soon: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: FilterBuilderParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
    this.#timer.unref();
    this.#look();
  }

  changed(urgency: 'soon' | 'later'): void {
    // What is not urgent is found by the next look.
    if (urgency === 'soon' && this.#timer && !this.#stopped) this.#again(SOON);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    await this.#running;
  }

  /** One file, now, of all that is published. False when the one before stays: no file could be made that spares the innocent. */
  async build(): Promise<boolean> {
    const { alerts, files, now } = this.#parts;
    await alerts.untilIdle();
    for (;;) {
      const before = await files.current();
      const { generation, entries } = await this.#gather();
      const bytes = await this.#sparing(generation, entries);
      if (!bytes) return false;
      if (await files.replace(before, bytes, { generation: generation.number, builtAt: now().toISOString() })) return true;
    }
  }

  /** Entries of the generation that is now; after twelve months all of them are stretched anew, and the file of before is given meanwhile. */
  async #gather(): Promise<{ readonly generation: Generation; readonly entries: readonly FilterEntry[] }> {
    const { generations, entries, alerts } = this.#parts;
    const before = await generations.current();
    let found = await entries.all(before.number);
    const generation = await generations.turn(found.entries.length);
    if (generation.number !== before.number) found = await entries.all(generation.number);
    if (found.stale.length > 0) {
      for (const id of found.stale) await alerts.again(id);
      found = await entries.all(generation.number);
    }
    const { length } = found.entries;
    return { generation: length > generation.capacity ? await this.#grown(generation, capacityFor(length)) : generation, entries: found.entries };
  }

  /** Undefined when every try speaks of somebody who is known to be innocent. */
  async #sparing(start: Generation, reported: readonly FilterEntry[]): Promise<Bytes | undefined> {
    const { generations, innocents, logger, now } = this.#parts;
    const key = generations.key(start.number);
    const salt = generations.salt(start.number);
    const innocent = await innocents.stretched(start.number, salt);
    // Whoever is in the directory is warned of by nobody: what says so is a slip of the desk, and must not keep the others' warnings back.
    const entries = reported.filter(({ x }) => !innocent.has(toBase64Url(x)));
    if (entries.length < reported.length) logger.warn({ count: reported.length - entries.length }, 'alerts name numbers of the directory; the caller filter leaves them out');
    let generation = start;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const terms = termsOf(generation, salt, now());
      const invented = generations.invented(generation, generation.capacity - entries.length);
      const bytes = await buildCallerFilter(key, terms, [...entries, ...invented]);
      const wronged = await wrongedBy(bytes, key, terms, innocent.values());
      if (wronged.length === 0) return bytes;
      const guilty = await sharing(key, terms, invented, wronged);
      logger.warn({ innocent: wronged.length, generation: generation.number, leftOut: guilty.length }, 'a caller filter that speaks of numbers known to be innocent was refused; another is built');
      generation = guilty.length > 0 ? await this.#without(generation, guilty) : await this.#grown(generation, Math.ceil(generation.capacity * GROWTH));
    }
    logger.error({ generation: generation.number }, 'no caller filter could be built that spares the numbers known to be innocent; the one before stays');
    return undefined;
  }

  #without({ number }: Generation, places: readonly number[]): Promise<Generation> {
    return this.#parts.generations.change(number, (current) => ({ ...current, without: [...new Set([...current.without, ...places])].sort((one, other) => one - other) }));
  }

  /** Another size moves every bit. Whoever has a file of each size learns from the two: it happens as seldom as can be. */
  #grown({ number }: Generation, capacity: number): Promise<Generation> {
    this.#parts.logger.info({ generation: number, capacity }, 'the caller filter grows');
    return this.#parts.generations.change(number, (current) => ({ ...current, capacity: Math.max(current.capacity, capacity) }));
  }

  #look(): void {
    const { jobs, now, logger } = this.#parts;
    const look = async (): Promise<void> => {
      const build = async (): Promise<void> => {
        await this.build();
      };
      if (!(await withLease(jobs, 'filter', LEASE, now, build))) this.#again(LEASE);
    };
    this.#running = this.#running.then(look).catch((error: unknown) => {
      logger.warn({ err: error }, 'the caller filter is not built yet; tried again');
      this.#again(LEASE);
    });
  }

  #again(milliseconds: number): void {
    if (this.#stopped || this.#soon) return;
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      this.#look();
    }, milliseconds);
    this.#soon.unref();
  }
}

async function wrongedBy(bytes: Bytes, key: Bytes, terms: FilterTerms, innocent: Iterable<Bytes>): Promise<readonly FilterEntry[]> {
  const filter = await readCallerFilter(bytes, key, terms.notBefore);
  const all = [...innocent];
  const wronged: FilterEntry[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const asked = all.slice(from, from + AT_ONCE).map(async (x) => ({ x, level: await filter.levelOfStretched(x) }));
    for (const { x, level } of await Promise.all(asked)) if (level !== undefined) wronged.push({ x, level });
    // Others are waiting for this server, too.
    await setImmediate();
  }
  return wronged;
}

/** Invented entries that set a bit of these: leaving them out costs nobody a warning, and keeps size, key and salt. */
async function sharing(key: Bytes, terms: FilterTerms, invented: readonly (FilterEntry & { readonly place: number })[], wronged: readonly FilterEntry[]): Promise<readonly number[]> {
  const bits = new Set((await bitsOfEntries(key, terms, wronged)).flat());
  const theirs = await bitsOfEntries(key, terms, invented);
  return invented.filter((_, at) => theirs[at]?.some((bit) => bits.has(bit))).map(({ place }) => place);
}

/** Milliseconds. Several alerts that are published one after the other come into one file. */
const SOON = 10_000;
/** So often at most, by all copies of the server together; with `SOON` well under a minute. */
const LEASE = 20_000;
const LOOK_EVERY = 3_600_000;
/** Each finds about one innocent in ten thousand; the second mostly finds none. */
const ATTEMPTS = 8;
const GROWTH = 1.25;
/** Numbers that are asked about before others get their turn. */
const AT_ONCE = 128;
