import { isLanguage } from '../domain/language.ts';
import type { GuidePack } from '../domain/guide-pack.ts';
import type { PackManifest } from '../domain/pack-manifest.ts';
import { local } from '../lib/offline/local-store.ts';

/**
 * Keeps all pages of a language on the phone, or brings them up to date. One small request when nothing has changed.
 * `kept: false` when there is no network or no room: the pages then go on coming from the network.
 */
export async function keepLanguage(language: string): Promise<{ kept: boolean; first: boolean }> {
  if (!isLanguage(language)) return { kept: false, first: false };
  try {
    const manifest = (await fetchJson('/packs/manifest.json')) as PackManifest;
    const entry = manifest.guides[language];
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
