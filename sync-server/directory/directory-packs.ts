import { setTimeout } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { encodeDirectoryPack } from '../../src/domain/directory-pack.ts';
import type { Organisation } from '../../src/domain/organisation.ts';
import type { DirectoryPackEntry } from '../../src/domain/pack-manifest.ts';
import { compressJson, hashOf } from '../http/compressed-json.ts';
import type { DirectoryStore, ImportState } from './directory-store.ts';
import { mergeOrganisations } from './merged-organisations.ts';

/**
 * The directory as phones fetch it: one pack a department, built from the store and kept in memory. Packs are rebuilt
 * when the store has changed, never while an import is under way: until it has finished, the last whole state is
 * published (directory-store.ts says why that holds after a crash too).
 */
export function createDirectoryPacks(store: DirectoryStore, { now = Date.now }: { now?: () => number } = {}): DirectoryPacks {
  let published: Published | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let refreshing: Promise<void> | null = null;

  async function refresh(): Promise<void> {
    const sequence = await store.sequence();
    if (published?.sequence === sequence) return;
    const before = await store.readImports();
    const imports = fingerprint(before);
    if (isRunning(before)) {
      published ??= await readKept(store);
      return;
    }
    // Suggestions move the sequence too, and anybody may send one: alone they cause no more than a rebuild in a while.
    if (published?.imports === imports && now() - published.builtAt < QUIET_REBUILD_MS) return;
    const organisations = await store.listAll();
    const after = await store.readImports();
    // An import began while the list was read: what was read may be half of it.
    if (isRunning(after) || fingerprint(after) !== imports) {
      published ??= await readKept(store);
      return;
    }
    const known = published ?? (await readKept(store));
    const packs = await buildDirectoryPacks(mergeOrganisations(organisations).organisations, known?.packs);
    published = { packs, sequence, imports, builtAt: now() };
    if (known === null || !sameHashes(packs, known.packs)) await store.keepPacks(kept(packs));
  }

  async function current(): Promise<ReadonlyMap<string, BuiltPack> | null> {
    if (now() - lookedAt >= LOOK_EVERY_MS) {
      refreshing ??= refresh().finally(() => {
        refreshing = null;
      });
      await (published === null ? refreshing : soon(refreshing));
      lookedAt = now();
    }
    return published?.packs ?? null;
  }

  return {
    current,
    list: async () => [...((await current())?.values() ?? [])].map(({ entry }) => entry),
    find: async (department) => (await current())?.get(department)
  };
}

/** A store that does not answer, or not soon, takes nothing away: what was published stays published. */
async function soon(refreshing: Promise<void>): Promise<void> {
  const late = setTimeout(REFRESH_PATIENCE_MS, undefined, { ref: false });
  await Promise.race([refreshing.catch(() => undefined), late]);
}

/** Readers wait for a rebuilt directory, some 100 ms, but not for a store that hangs. */
const REFRESH_PATIENCE_MS = 2000;

/** Deterministic: the same organisations give the same bytes and hashes. Packs already built are taken over. */
export async function buildDirectoryPacks(organisations: readonly Organisation[], known?: ReadonlyMap<string, BuiltPack>): Promise<Map<string, BuiltPack>> {
  const departments = Map.groupBy(organisations, ({ department }) => department);
  const packs = new Map<string, BuiltPack>();
  for (const department of [...departments.keys()].sort()) {
    const members = [...(departments.get(department) ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
    const text = JSON.stringify(encodeDirectoryPack(department, members));
    const built = known?.get(department);
    const { hash, json, brotli } = built?.json.toString() === text ? { hash: built.entry.hash, ...built } : await compressJson(text);
    packs.set(department, { json, brotli, entry: { department, hash, bytes: brotli.length, count: members.length, kinds: kindsOf(members), ...boxOf(members) } });
  }
  return packs;
}

function kindsOf(organisations: readonly Organisation[]): NonNullable<DirectoryPackEntry['kinds']> {
  const groups = Map.groupBy(organisations, ({ subCategory }) => subCategory);
  return Object.fromEntries([...groups].map(([kind, members]) => [kind, members.length] as const).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function boxOf(organisations: readonly Organisation[]): Pick<DirectoryPackEntry, 'box'> {
  const positions = organisations.flatMap(({ position }) => position ?? []);
  if (positions.length === 0) return {};
  const latitudes = positions.map(({ latitude }) => latitude);
  const longitudes = positions.map(({ longitude }) => longitude);
  return { box: [Math.min(...latitudes), Math.min(...longitudes), Math.max(...latitudes), Math.max(...longitudes)] };
}

function fingerprint(states: readonly ImportState[]): string {
  return states.map(({ sourceId, state, at }) => `${sourceId} ${state} ${at}`).sort().join('\n');
}

function isRunning(states: readonly ImportState[]): boolean {
  return states.some(({ state }) => state === 'running');
}

function sameHashes(packs: ReadonlyMap<string, BuiltPack>, others: ReadonlyMap<string, BuiltPack>): boolean {
  return packs.size === others.size && [...packs].every(([department, { entry }]) => others.get(department)?.entry.hash === entry.hash);
}

function kept(packs: ReadonlyMap<string, BuiltPack>): KeptPacks {
  return [...packs.values()].map(({ entry, brotli }) => ({ entry, brotli: brotli.toString('base64') }));
}

/** What an earlier server kept; anything that is not what its hash says is left out. */
async function readKept(store: DirectoryStore): Promise<Published | null> {
  const found = await store.readKeptPacks();
  if (!Array.isArray(found)) return null;
  const packs = new Map<string, BuiltPack>();
  for (const { entry, brotli } of found as KeptPacks) {
    const compressed = Buffer.from(brotli, 'base64');
    const json = decompressed(compressed);
    if (json !== null && hashOf(json) === entry.hash) packs.set(entry.department, { entry, json, brotli: compressed });
  }
  return { packs, sequence: '', imports: '', builtAt: Number.NEGATIVE_INFINITY };
}

function decompressed(brotli: Buffer): Buffer | null {
  try {
    return brotliDecompressSync(brotli);
  } catch {
    return null;
  }
}

/** One question to the database a second, however many phones ask. */
const LOOK_EVERY_MS = 1000;

/** How long a correction made by hand in the database may wait. Imports do not wait. */
const QUIET_REBUILD_MS = 5 * 60_000;

interface Published {
  readonly packs: ReadonlyMap<string, BuiltPack>;
  readonly sequence: string;
  readonly imports: string;
  readonly builtAt: number;
}

type KeptPacks = readonly { readonly entry: DirectoryPackEntry; readonly brotli: string }[];

export interface BuiltPack {
  /** `bytes` are those of the brotli form: what a phone downloads. */
  readonly entry: DirectoryPackEntry;
  readonly json: Buffer;
  readonly brotli: Buffer;
}

export interface DirectoryPacks {
  /** By department; null when an import is under way or was cut off, and nothing was ever published. */
  readonly current: () => Promise<ReadonlyMap<string, BuiltPack> | null>;
  /** For the manifest. */
  readonly list: () => Promise<readonly DirectoryPackEntry[]>;
  readonly find: (department: string) => Promise<BuiltPack | undefined>;
}
