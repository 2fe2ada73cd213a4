import { createHmac } from 'node:crypto';
import { filterSize, type Bytes, type FilterEntry, type FilterTerms } from '../../src/domain/caller-filter.ts';
import { dangerLevels } from '../../src/domain/danger-level.ts';
import type { Keyring } from '../accounts/keyring.ts';
import type { Documents } from '../couch/documents.ts';

/**
 * Twelve months with one key and one salt. Phones that have both can try numbers, and what hides the reported ones is that a file also says yes to
 * ten thousands of others; files under several keys, salts or sizes say yes to different others, and would betray by what they share.
 */
export interface Generation {
  readonly number: number;
  /** ISO instant, a midnight. */
  readonly begins: string;
  /** How many entries the file is made for, invented ones included: its size, as long as it can be. */
  readonly capacity: number;
  /** Invented entries that are left out, because with them the file spoke of a number that is known to be innocent. */
  readonly without: readonly number[];
}

export interface Generations {
  /** The one under which numbers are stretched now; the first is made by whoever asks first. */
  current(): Promise<Generation>;
  /** The next one when twelve months are over; `entries`: how many numbers there are to begin with. */
  turn(entries: number): Promise<Generation>;
  /** Undefined leaves it as it is; also when it is another by now. */
  change(number: number, change: (generation: Generation) => Generation | undefined): Promise<Generation>;
  /** 32 bytes, for phones; in no database. */
  key(number: number): Bytes;
  /** 16 bytes; in the file, but in no other document. */
  salt(number: number): Bytes;
  /** Invented entries, which nobody can tell from others: the same each time. */
  invented(generation: Generation, count: number): readonly (FilterEntry & { readonly place: number })[];
}

export function generations(documents: Documents, keyring: Keyring, now: () => Date): Generations {
  const all: Generations = {
    async current() {
      const known = await documents.get<GenerationDocument>(ID);
      if (known) return generationOf(known);
      const first = { number: 1, begins: midnight(now()), capacity: FEWEST, without: [] };
      await documents.create({ _id: ID, type: 'generation', ...first });
      return all.current();
    },
    async turn(entries) {
      const { number } = await all.current();
      return all.change(number, (current) => (isOver(current, now()) ? { number: number + 1, begins: midnight(now()), capacity: capacityFor(entries), without: [] } : undefined));
    },
    async change(number, change) {
      await documents.update<GenerationDocument>(ID, (current) => {
        const changed = current.number === number ? change(generationOf(current)) : undefined;
        return changed && { type: 'generation', ...changed };
      });
      return all.current();
    },
    key: (number) => keyring.derive(`caller filter key ${String(number)}`),
    salt: (number) => keyring.derive(`caller filter salt ${String(number)}`).slice(0, 16),
    invented(generation, count) {
      const secret = keyring.derive(`caller filter invented ${String(generation.number)}`);
      const left = new Set(generation.without);
      const places = Array.from({ length: Math.max(0, count) }, (_, place) => place).filter((place) => !left.has(place));
      return places.map((place) => ({ place, x: new Uint8Array(createHmac('sha256', secret).update(String(place)).digest()), level: dangerLevels[place % dangerLevels.length] ?? 'risky' }));
    }
  };
  return all;
}

/** Room for twice as many: a size that stays for twelve months, at about what a service of this kind publishes in its life. */
export function capacityFor(entries: number): number {
  return Math.max(FEWEST, 2 * entries);
}

/** Of a file that is built now; the same for a week, so that the same entries make the same bytes. */
export function termsOf({ number, begins, capacity }: Generation, salt: Bytes, now: Date): FilterTerms {
  const start = Date.parse(begins);
  const weeks = Math.max(0, Math.floor((now.getTime() - start) / WEEK)) + WEEKS;
  return { kdf: 1, iterations: ITERATIONS, salt, generation: number, notBefore: (start - DAY) / 1000, notAfter: (start + weeks * WEEK) / 1000, ...filterSize(capacity, RATE) };
}

function isOver({ begins }: Generation, now: Date): boolean {
  return now.getTime() - Date.parse(begins) >= MONTHS_12;
}

function generationOf({ number, begins, capacity, without }: Generation): Generation {
  return { number, begins, capacity, without };
}

function midnight(instant: Date): string {
  return `${instant.toISOString().slice(0, 10)}T00:00:00.000Z`;
}

interface GenerationDocument extends Generation {
  readonly type: 'generation';
}

const ID = 'generation';
/** Of all callers who are not reported: one in so many is taken for one who is. */
export const RATE = 1e-4;
/** Twice what services of this kind have collected; 12 kB. */
const FEWEST = 4000;
/**
 * Two milliseconds of a server's core, tens of a cheap phone's, within the second in which it must warn. Whoever has file and key and tries all 1.6e8 French
 * mobile numbers needs four days of one core, or a graphics card for some minutes: a bump in the road, no wall.
 */
export const ITERATIONS = 20_000;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
/**
 * A phone that hears no news for so long says nothing more: five whole weeks and the one that has begun, so at least 35 days, more than a sign-in lasts. The
 * last file of a generation is good for as long, so that nobody is without one when the next generation begins.
 */
const WEEKS = 6;
const MONTHS_12 = 365 * DAY;
