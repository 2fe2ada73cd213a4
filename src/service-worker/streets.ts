import type { PackManifest } from '../domain/pack-manifest.ts';
import { isStreetsPath } from '../domain/streets-file.ts';

export const mediaCache = 'media';

/** Paths of the streets that the phone keeps: one version, or none. */
export async function keptStreets(): Promise<string[]> {
  const kept = await (await caches.open(mediaCache)).keys();
  return kept.map(({ url }) => new URL(url).pathname).filter(isStreetsPath);
}

/** Once another version is wanted or none is, nothing names those of before: megabytes that nobody could remove. */
export async function removeOtherStreets(wanted?: string): Promise<void> {
  const cache = await caches.open(mediaCache);
  for (const path of await keptStreets()) if (path !== wanted) await cache.delete(path);
}

/** The operator has no street map any more: the map of the directory would offer neither to show nor to remove the copy. */
export async function dropUnnamedStreets(listing: Promise<PackManifest>): Promise<void> {
  try {
    if (!(await listing).streets) await removeOtherStreets();
  } catch {
    // No network: nothing is known.
  }
}
