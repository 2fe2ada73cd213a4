import { isLanguage, isReadingLanguage, languages } from '../domain/language.ts';
import type { GuidePack } from '../domain/guide-pack.ts';
import type { PackManifest } from '../domain/pack-manifest.ts';
import { local } from '../lib/offline/local-store.ts';

/** What packs there are: asked for once, however many are kept. Whoever waits for it hears of a failure. */
export function askListing(): Listing {
  const listing = fetchJson('/packs/manifest.json') as Listing;
  listing.catch(() => undefined);
  return listing;
}

type Listing = Promise<PackManifest>;

/** Where a page in a language without guides leads. */
const fallback = 'fr';

/**
 * Keeps all pages of a language on the phone, and those that they lead to, or brings them up to date. One small request
 * when nothing has changed. `kept: false` when there is no network or no room: pages then go on coming from the network.
 */
export async function keepLanguage(language: string, listing: Listing): Promise<{ kept: boolean; first: boolean }> {
  if (!isLanguage(language)) return { kept: false, first: false };
  const own = await keepPack(language, listing);
  if (isReadingLanguage(language)) return own;
  const linked = await keepPack(fallback, listing);
  return { kept: own.kept && linked.kept, first: own.first };
}

/**
 * Keeps the doctor's questionnaire in every other language: whoever lends this phone to somebody with no network has it
 * in theirs. 15 KB each, fetched when nothing waits, and not on a network where the reader saves data.
 */
export async function keepQuestionnaires(listing: Listing): Promise<void> {
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
  for (const language of languages) if (!isReadingLanguage(language)) await keepPack(language, listing);
}

async function keepPack(language: string, listing: Listing): Promise<{ kept: boolean; first: boolean }> {
  try {
    const entry = (await listing).guides[language];
    const before = await local((database) => database.guides.get(language));
    if (!entry) return { kept: before !== undefined, first: false };
    if (before?.hash === entry.hash) return { kept: true, first: false };
    const pack = (await fetchJson(entry.url)) as GuidePack;
    await local((database) => database.guides.put({ language, hash: entry.hash, pack }));
    return { kept: true, first: before === undefined };
  } catch {
    return { kept: false, first: false };
  }
}

export async function keptLanguages(): Promise<{ languages: string[]; departments: string[] }> {
  try {
    return await local(async (database) => ({
      languages: await database.guides.toCollection().primaryKeys(),
      departments: await database.organisations.filter(({ chosen }) => chosen).primaryKeys()
    }));
  } catch {
    return { languages: [], departments: [] };
  }
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { credentials: 'omit' });
  if (!response.ok) throw new Error(`${String(response.status)} for a pack`);
  return response.json();
}
