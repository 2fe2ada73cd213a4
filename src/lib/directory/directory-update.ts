import type { DirectoryPack } from '$domain/directory-pack.ts';
import type { Organisation } from '$domain/organisation.ts';
import type { DirectoryPackEntry, PackEntry, PackManifest } from '$domain/pack-manifest.ts';
import type { Town, TownPack } from '$domain/town-pack.ts';
import type { KeptPack, LocalDatabase } from '$lib/offline/local-database.ts';
import type { StorageFault } from '$lib/offline/local-store.ts';

/** There is no network, or it gave nothing usable, and the phone has no copy either. */
export class UnavailableError extends Error {}

/** The phone did not keep something that the reader asked it to keep. */
export class NotKeptError extends Error {
  readonly fault: StorageFault;
  constructor(fault: StorageFault) {
    super(`not kept: ${fault}`);
    this.fault = fault;
  }
}

/** What packs there are, and when somebody last asked the server. `live`: just now. */
export interface Listing {
  readonly manifest: PackManifest;
  readonly checked: Date;
  readonly live: boolean;
}

/**
 * The directory's packs: from this page's memory, else from the phone, else from the network, and then kept on the phone.
 * With no network what is kept answers, even if older; where the phone cannot keep anything, `fault` says why and memory
 * has to do. Reading throws UnavailableError, nothing else.
 */
export class DirectoryPacks {
  /** Why the last thing that should have been kept was not. */
  fault: StorageFault | undefined;

  readonly #organisations = new Map<string, { hash: string; list: readonly Organisation[] }>();
  readonly #towns = new Map<string, readonly Town[]>();
  #listing: Listing | undefined;
  #asking: Promise<Listing> | undefined;

  /** Asked for once a page, and again after `forget`. Questions at the same time share one request. */
  async listing(): Promise<Listing> {
    if (this.#listing?.live) return this.#listing;
    this.#asking ??= this.#askListing().finally(() => {
      this.#asking = undefined;
    });
    this.#listing = await this.#asking;
    return this.#listing;
  }

  /** The network is back, or the reader asked for another try. */
  forget(): void {
    this.#listing = undefined;
  }

  async organisations(department: string): Promise<readonly Organisation[]> {
    const { manifest, live } = await this.listing();
    const entry = manifest.directory.find((one) => one.department === department);
    if (!entry) return [];
    const known = this.#organisations.get(department);
    if (known?.hash === entry.hash) return known.list;
    const kept = await this.#read((database) => database.organisations.get(department));
    const { decodeDirectoryPack } = await reading();
    const keptList = kept && decoded(() => decodeDirectoryPack(kept.pack as DirectoryPack));
    if (kept && keptList && kept.hash === entry.hash) return this.#remember(department, entry.hash, keptList);
    try {
      if (!live) throw new UnavailableError(department);
      return await this.#fetchOrganisations(entry, kept?.chosen ?? false);
    } catch (error) {
      if (keptList) return keptList;
      throw error;
    }
  }

  async towns(part: 'main' | 'rest'): Promise<readonly Town[]> {
    const known = this.#towns.get(part);
    if (known) return known;
    const { manifest, live } = await this.listing();
    const pack = await this.#pack('towns', part, manifest.towns[part], live);
    const { decodeTowns } = await reading();
    const towns = decoded(() => decodeTowns(pack as TownPack));
    if (!towns) throw new UnavailableError(`towns ${part}`);
    this.#towns.set(part, towns);
    return towns;
  }

  /** TopoJSON, as scripts/build/outlines.ts makes it. */
  async outlines(): Promise<unknown> {
    const { manifest, live } = await this.listing();
    return this.#pack('outlines', 'outlines', manifest.outlines, live);
  }

  /** What the phone has: hashes of departments, and which of them the reader chose. */
  async kept(): Promise<readonly KeptPart[]> {
    const rows = await this.#read((database) => database.organisations.toArray());
    const packs = await this.#read(async (database) => [...(await database.towns.toArray()), ...(await database.outlines.toArray())]);
    return [
      ...(rows ?? []).map(({ department, hash, chosen }) => ({ name: department, hash, chosen })),
      ...(packs ?? []).map(({ name, hash }) => ({ name, hash, chosen: false }))
    ];
  }

  /** Fetches a department if need be and keeps it until it is removed. Throws NotKeptError or UnavailableError. */
  async choose(department: string, signal: AbortSignal): Promise<void> {
    const { manifest } = await this.listing();
    const entry = manifest.directory.find((one) => one.department === department);
    if (!entry) return;
    const kept = await this.#read((database) => database.organisations.get(department));
    if (kept?.hash === entry.hash) await this.#keep((database) => database.organisations.put({ ...kept, chosen: true }));
    else await this.#fetchOrganisations(entry, true, signal);
    if (this.fault) throw new NotKeptError(this.fault);
  }

  /** Throws NotKeptError when the phone refuses even that. */
  async remove(departments: readonly string[]): Promise<void> {
    await this.#keep((database) => database.organisations.bulkDelete([...departments]));
    if (this.fault) throw new NotKeptError(this.fault);
  }

  async #askListing(): Promise<Listing> {
    const kept = this.#listing ?? (await this.#keptListing());
    try {
      const manifest = (await fetchJson('/packs/manifest.json', kept ? HURRY_MS : PATIENCE_MS)) as PackManifest;
      const listing = { manifest, checked: new Date(), live: true };
      await this.#keep((database) => database.settings.put({ name: LISTING, value: listing }));
      return listing;
    } catch (error) {
      if (kept) return { ...kept, live: false };
      throw new UnavailableError('the list of packs', { cause: error });
    }
  }

  async #keptListing(): Promise<Listing | undefined> {
    const row = await this.#read((database) => database.settings.get(LISTING));
    return row?.value as Listing | undefined;
  }

  async #fetchOrganisations(entry: DirectoryPackEntry, chosen: boolean, signal?: AbortSignal): Promise<readonly Organisation[]> {
    const { department } = entry;
    const response = await fetchPack(`/packs/directory/${department}.json`, PATIENCE_MS, signal);
    const pack = await parsed(response);
    const { decodeDirectoryPack } = await reading();
    const list = decoded(() => decodeDirectoryPack(pack as DirectoryPack));
    if (!list) throw new UnavailableError(department);
    // The pack may be newer than the listing: its own tag says what it is.
    const hash = /"([0-9a-f]+)(?:\.br)?"/.exec(response.headers.get('etag') ?? '')?.[1] ?? entry.hash;
    await this.#keep((database) => database.organisations.put({ department, hash, chosen, pack }));
    return this.#remember(department, entry.hash, list);
  }

  #remember(department: string, hash: string, list: readonly Organisation[]): readonly Organisation[] {
    this.#organisations.set(department, { hash, list });
    return list;
  }

  async #pack(store: 'towns' | 'outlines', name: string, entry: PackEntry, live: boolean): Promise<unknown> {
    const kept: KeptPack | undefined = await this.#read((database) => database[store].get(name));
    if (kept?.hash === entry.hash) return kept.pack;
    try {
      if (!live) throw new UnavailableError(name);
      const pack = await parsed(await fetchPack(entry.url, PATIENCE_MS));
      await this.#keep((database) => database[store].put({ name, hash: entry.hash, pack }));
      return pack;
    } catch (error) {
      if (kept) return kept.pack;
      throw error;
    }
  }

  /** Undefined as well when the phone does not let itself be read: the network then has to answer. */
  async #read<Value>(work: (database: LocalDatabase) => Promise<Value>): Promise<Value | undefined> {
    try {
      return await local(work);
    } catch (error) {
      this.fault = faultOf(error);
      return undefined;
    }
  }

  /** When the phone is full, what nobody chose to keep makes room, once. */
  async #keep(work: (database: LocalDatabase) => Promise<unknown>): Promise<void> {
    try {
      await local(work);
      this.fault = undefined;
    } catch (first) {
      this.fault = faultOf(first);
      if (this.fault !== 'full') return;
      try {
        const removed = await local((database) => database.organisations.filter(({ chosen }) => !chosen).delete());
        if (removed === 0) return;
        await local(work);
        this.fault = undefined;
      } catch (second) {
        this.fault = faultOf(second);
      }
    }
  }
}

/** Decoders and the local store, Dexie with it, come when the first pack is asked for: the page is shown before. */
const reading = (): Promise<typeof import('./pack-reading.ts')> => import('./pack-reading.ts');

async function local<Result>(work: (database: LocalDatabase) => Promise<Result>): Promise<Result> {
  const { local } = await reading();
  return local(work);
}

async function fetchJson(url: string, patience: number): Promise<unknown> {
  return parsed(await fetchPack(url, patience));
}

async function fetchPack(url: string, patience: number, signal?: AbortSignal): Promise<Response> {
  const limit = AbortSignal.timeout(patience);
  try {
    // Asked for anew each time; mostly answered "not modified".
    const response = await fetch(url, { credentials: 'omit', cache: 'no-cache', signal: signal ? AbortSignal.any([signal, limit]) : limit });
    if (response.ok) return response;
  } catch (cause) {
    throw new UnavailableError(url, { cause });
  }
  throw new UnavailableError(url);
}

async function parsed(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new UnavailableError(response.url, { cause });
  }
}

/** Undefined for a pack of another version, which is as good as none. */
function decoded<Value>(decode: () => Value): Value | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}

function faultOf(error: unknown): StorageFault {
  return error instanceof Error && 'fault' in error ? (error.fault as StorageFault) : 'broken';
}

/** With a copy at hand, a network slower than this is taken for none. */
const HURRY_MS = 4000;

/** Without one, as long as a pack of 20 KB takes on the slowest network that still works (GPRS). */
const PATIENCE_MS = 30_000;

const LISTING = 'packs';

export interface KeptPart {
  /** A department, or `main`, `rest`, `outlines`. */
  readonly name: string;
  readonly hash: string;
  readonly chosen: boolean;
}
