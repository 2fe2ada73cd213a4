import type { PackManifest } from '$domain/pack-manifest.ts';
import { decodeTowns, type Town, type TownPack } from '$domain/town-pack.ts';
import type { Towns } from './place-field.svelte.ts';

/**
 * Towns for the views of `/app`, without the directory's database: Dexie alone would be a fifth of what `/app` may load. A
 * copy of each pack stays in Cache Storage and answers from then on, with no network too; towns change once a year, so a
 * copy is asked after again when it is a month old, behind the reader's back.
 */
export class KeptTowns implements Towns {
  readonly #towns = new Map<Part, Promise<readonly Town[]>>();

  /** Throws when there is no copy and no network. */
  towns(part: Part): Promise<readonly Town[]> {
    let asked = this.#towns.get(part);
    if (!asked) {
      asked = readTowns(part);
      this.#towns.set(part, asked);
      asked.then(
        (towns) => this.#index(towns),
        // So that the next try asks again.
        () => this.#towns.delete(part)
      );
    }
    return asked;
  }

  /** By its INSEE code, among those that are here: small ones may not be. */
  known(code: string): Town | undefined {
    return this.#byCode.get(code);
  }

  readonly #byCode = new Map<string, Town>();

  #index(towns: readonly Town[]): void {
    for (const town of towns) this.#byCode.set(town.code, town);
  }
}

type Part = 'main' | 'rest';

async function readTowns(part: Part): Promise<readonly Town[]> {
  const kept = await keptPack(part);
  if (!kept) return decodeTowns(await fetchPack(part));
  if (Date.now() - kept.at > MONTH) fetchPack(part).catch(() => undefined);
  return kept.towns;
}

async function keptPack(part: Part): Promise<{ readonly towns: readonly Town[]; readonly at: number } | undefined> {
  try {
    const response = await (await caches.open(CACHE)).match(part);
    // A pack of another version throws, and is then as good as none.
    return response && { towns: decodeTowns((await response.json()) as TownPack), at: Number(response.headers.get('x-kept')) };
  } catch {
    return undefined;
  }
}

async function fetchPack(part: Part): Promise<TownPack> {
  const { towns } = (await fetchJson('/packs/manifest.json')) as PackManifest;
  const pack = (await fetchJson(towns[part].url)) as TownPack;
  try {
    await (await caches.open(CACHE)).put(part, new Response(JSON.stringify(pack), { headers: { 'x-kept': String(Date.now()) } }));
  } catch {
    // No room, or no storage: it is fetched again at the next visit.
  }
  return pack;
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${String(response.status)} for ${url}`);
  return response.json();
}

const CACHE = 'towns';
const MONTH = 30 * 24 * 3_600_000;

/** Milliseconds: as long as 60 KB take on the slowest network that still works (GPRS). */
const PATIENCE = 30_000;
