import type { Keys } from '../domain/alert-api.ts';
import { fromBase64Url } from '../domain/base64url.ts';
import { sealingKey, type AlertKey } from '../domain/sealed-alert.ts';
import { searchKey, type SearchKey } from '../domain/search-token.ts';

/** The keys of an account as the browser holds them: to be used, not to be read. */
export interface KeyRing {
  readonly search: SearchKey;
  /** Of the account's own notes. */
  readonly notes: AlertKey;
  /** By name: `75-2026-11`. */
  readonly areas: ReadonlyMap<string, AlertKey>;
}

/** Throws when the server's answer is not what it says it is. */
export async function keyRing(keys: Pick<Keys, 'search' | 'notes' | 'areas'>): Promise<KeyRing> {
  const areas = await Promise.all(Object.entries(keys.areas).map(async ([name, key]) => [name, await sealingKey(fromBase64Url(key))] as const));
  return { search: await searchKey(keys.search), notes: await sealingKey(fromBase64Url(keys.notes)), areas: new Map(areas) };
}
