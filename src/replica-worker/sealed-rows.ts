import type { Alert } from '../domain/alert.ts';
import { fromBase64Url } from '../domain/base64url.ts';
import type { AreaDocument } from '../domain/sealed-block.ts';
import { areaContext, openBytes } from '../domain/sealed-alert.ts';
import type { KeyRing } from './key-ring.ts';
import type { AlertRow } from './rows.ts';

/** A document of the area's database as a row. */
export function rowOf({ _rev, keyId, sealed, tokens }: AreaDocument, from = ''): AlertRow {
  return { rev: _rev, keyId, sealed: fromBase64Url(sealed), tokens, from };
}

/** Undefined when it is sealed under a key that is not lent to us. */
export async function openRow(ring: KeyRing, id: string, { keyId, sealed }: AlertRow): Promise<Alert | undefined> {
  const key = ring.areas.get(keyId);
  if (!key) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(await openBytes(key, areaContext(keyId, id.slice('alert:'.length)), sealed))) as Alert;
  } catch {
    // Changed on the disk, or the key has another content than when it was sealed.
    return undefined;
  }
}
