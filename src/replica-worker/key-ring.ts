import type { Keys } from '../domain/alert-api.ts';
import { fromBase64Url } from '../domain/base64url.ts';
import { callerFilterKey, type FilterSecret } from '../domain/caller-filter.ts';
import { sealingKey, type AlertKey } from '../domain/sealed-alert.ts';
import { searchKey, type SearchKey } from '../domain/search-token.ts';

/** The keys of an account as the browser holds them: to be used, not to be read. */
export interface KeyRing {
  readonly search: SearchKey;
  /** Of the account's own notes. */
  readonly notes: AlertKey;
  readonly filter?: { readonly key: FilterSecret; readonly generation: number };
  /** By name: `75-2026-11`. */
  readonly areas: ReadonlyMap<string, AlertKey>;
}

/** Throws when the server's answer is not what it says it is. */
export async function keyRing({ search, notes, filter, areas: named }: Pick<Keys, 'search' | 'notes' | 'filter' | 'areas'>): Promise<KeyRing> {
  const areas = await Promise.all(Object.entries(named).map(async ([name, key]) => [name, await sealingKey(fromBase64Url(key))] as const));
  return {
    search: await searchKey(search),
    notes: await sealingKey(fromBase64Url(notes)),
    ...(filter ? { filter: { key: await callerFilterKey(fromBase64Url(filter.key)), generation: filter.generation } } : {}),
    areas: new Map(areas)
  };
}
