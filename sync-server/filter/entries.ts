import type { Alert } from '../../src/domain/alert.ts';
import { fromBase64Url, toBase64Url } from '../../src/domain/base64url.ts';
import { stretch, type Bytes, type FilterEntry } from '../../src/domain/caller-filter.ts';
import { reportableNumber } from '../../src/domain/caller-number.ts';
import { dangerLevels, type DangerLevel } from '../../src/domain/danger-level.ts';
import { nonceKey, openAlert, sealAlert, sealingKey, type SealingKeys } from '../../src/domain/sealed-alert.ts';
import type { Keyring } from '../accounts/keyring.ts';
import type { Documents, Stored } from '../couch/documents.ts';
import { ITERATIONS, type Generations } from './generations.ts';

/**
 * What the file is built of: for each alert its numbers, stretched, and its level, sealed under a key that no database has. Kept, so that a file is built
 * in a second and without opening any alert. Equal seals equally: what is equal is not written, whoever writes it.
 */
export interface FilterEntries {
  /** As the alert is now; undefined: members see none of that name, or it is contested. */
  follow(id: string, alert: Alert | undefined): Promise<void>;
  /** Those stretched for a generation, and alerts whose entries are of another. */
  all(generation: number): Promise<{ readonly entries: readonly FilterEntry[]; readonly stale: readonly string[] }>;
}

export interface FilterEntriesParts {
  readonly documents: Documents;
  readonly keyring: Keyring;
  readonly generations: Generations;
  /** Told of what is written. */
  readonly onChange: (urgency: 'soon' | 'later') => void;
}

export function filterEntries({ documents, keyring, generations, onChange }: FilterEntriesParts): FilterEntries {
  let keys: Promise<SealingKeys> | undefined;
  const sealing = (): Promise<SealingKeys> =>
    (keys ??= Promise.all([sealingKey(keyring.derive('caller filter entries')), nonceKey(keyring.derive('caller filter nonces'))]).then(([key, nonce]) => ({ sealing: key, nonce })));

  return {
    async follow(id, alert) {
      const numbers = alert ? numbersOf(alert) : [];
      if (!alert || numbers.length === 0) return remove(id);
      for (;;) {
        const current = await documents.get<EntryDocument>(idOf(id));
        const { number: generation } = await generations.current();
        const known = current?.generation === generation ? await opened(current) : undefined;
        const said: Sealed = { level: alert.level, numbers: await stretched(numbers, generation, new Map(known?.numbers)) };
        const document = { _id: idOf(id), type: 'entry', generation, sealed: await sealAlert(await sealing(), context(id, generation), JSON.stringify(said)) } as const;
        if (current?.generation === generation && current.sealed === document.sealed) return;
        if (!(await (current ? documents.replace({ ...document, _rev: current._rev }) : documents.create(document)))) continue;
        onChange(isUrgent(alert.level) || (known !== undefined && isUrgent(known.level)) ? 'soon' : 'later');
        return;
      }
    },
    async all(generation) {
      const documentsOfAll = await documents.range<EntryDocument>(PREFIX);
      const current = documentsOfAll.filter((document) => document.generation === generation);
      const entries = await Promise.all(current.map(opened));
      return {
        entries: entries.flatMap(({ level, numbers }) => numbers.map(([, x]) => ({ x: fromBase64Url(x), level }))),
        stale: documentsOfAll.filter((document) => document.generation !== generation).map(({ _id }) => _id.slice(PREFIX.length))
      };
    }
  };

  async function remove(id: string): Promise<void> {
    for (let current = await documents.get<EntryDocument>(idOf(id)); current; current = await documents.get<EntryDocument>(idOf(id))) {
      if (!(await documents.remove(current))) continue;
      await documents.forget([current]);
      // Somebody may be wronged by it: as soon as what warns of somebody.
      onChange('soon');
    }
  }

  /** Sorted, so that the same numbers seal equally. What was stretched once is not stretched again. */
  async function stretched(numbers: readonly string[], generation: number, known: ReadonlyMap<string, string>): Promise<Sealed['numbers']> {
    const marked = numbers.map((number) => ({ number, mark: keyring.digest(`caller filter ${String(generation)}`, number) })).sort((one, other) => (one.mark < other.mark ? -1 : 1));
    return Promise.all(marked.map(async ({ number, mark }) => [mark, known.get(mark) ?? toBase64Url(await stretchFor(number, generations.salt(generation)))] as const));
  }

  async function opened({ _id, generation, sealed }: Stored<EntryDocument>): Promise<Sealed> {
    return JSON.parse(await openAlert((await sealing()).sealing, context(_id.slice(PREFIX.length), generation), sealed)) as Sealed;
  }
}

/** As the file says that numbers are stretched. */
export function stretchFor(number: string, salt: Bytes): Promise<Bytes> {
  return stretch(number, { kdf: 1, iterations: ITERATIONS, salt });
}

function numbersOf({ identifiers }: Alert): readonly string[] {
  return [...new Set(identifiers.flatMap(({ kind, value }) => (kind === 'phone' ? (reportableNumber(value) ?? []) : [])))];
}

/** The two levels for which minutes count. */
function isUrgent(level: DangerLevel): boolean {
  return dangerLevels.indexOf(level) < 2;
}

function idOf(id: string): string {
  return PREFIX + id;
}

function context(id: string, generation: number): string {
  return `caller filter ${String(generation)} ${id}`;
}

interface EntryDocument {
  readonly type: 'entry';
  readonly generation: number;
  readonly sealed: string;
}

interface Sealed {
  readonly level: DangerLevel;
  /** A keyed mark of each number, and the number stretched, base64url. */
  readonly numbers: readonly (readonly [mark: string, x: string])[];
}

const PREFIX = 'entry:';
