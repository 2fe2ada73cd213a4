import type { Alert } from './alert.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { areaContext, NONCE_BYTES, openBytes, sealAgain, sealBytes, type AlertKey, type SealingKeys } from './sealed-alert.ts';
import { searchToken, type SearchKey } from './search-token.ts';

/**
 * Alerts of an area as a phone loads them for the first time: many in one block, compressed and then sealed (each sealed by itself would not
 * compress). What comes out of a block is what replication would have brought, bit for bit: the nonce of each is in the block,
 * and tokens are made anew.
 */
export interface AreaDocument {
  /** `alert:` and the id. */
  readonly _id: string;
  readonly _rev: string;
  readonly keyId: string;
  /** Base64url (domain/sealed-alert.ts). */
  readonly sealed: string;
  /** Search tokens, in order. */
  readonly tokens: readonly string[];
}

/** One line of a block: JSON. */
interface BlockLine {
  readonly rev: string;
  readonly keyId: string;
  /** Base64url. */
  readonly nonce: string;
  readonly alert: Alert;
}

/** What is known of a snapshot before it is loaded. `GET /sync/{dept}/snapshot`. */
export interface SnapshotManifest {
  /** Of its content: another content has another name. */
  readonly name: string;
  /** The key that its blocks are sealed under. */
  readonly keyId: string;
  /** Replication goes on from here. */
  readonly updateSeq: string;
  /** ISO instant. */
  readonly builtAt: string;
  /** Of each block in their order, newest alerts first: bytes, and how many alerts. */
  readonly blocks: readonly (readonly [bytes: number, alerts: number])[];
}

/** The text of a block; `opened` is what `document` says. */
export function blockText(all: readonly { readonly document: AreaDocument; readonly opened: Alert }[]): string {
  return all
    .map(({ document, opened }) => JSON.stringify({ rev: document._rev, keyId: document.keyId, nonce: toBase64Url(fromBase64Url(document.sealed).subarray(0, NONCE_BYTES)), alert: opened } satisfies BlockLine))
    .join('\n');
}

/** Alerts of a block's text, each with the document that it is in the area's database. Throws for what `blockText` did not write. */
export async function readBlock(text: string, areaKey: (keyId: string) => Promise<AlertKey>, search: SearchKey): Promise<{ document: AreaDocument; opened: Alert }[]> {
  return Promise.all(
    text.split('\n').map(async (line) => {
      const { rev, keyId, nonce, alert } = JSON.parse(line) as BlockLine;
      const bytes = new TextEncoder().encode(JSON.stringify(alert));
      const sealed = await sealAgain(await areaKey(keyId), fromBase64Url(nonce), areaContext(keyId, alert.id), bytes);
      const tokens = await Promise.all(alert.identifiers.map((identifier) => searchToken(search, identifier)));
      return { document: { _id: `alert:${alert.id}`, _rev: rev, keyId, sealed: toBase64Url(sealed), tokens: [...new Set(tokens)].sort() }, opened: alert };
    })
  );
}

/** Of compressed bytes. */
export async function sealBlock(keys: SealingKeys, keyId: string, compressed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return sealBytes(keys, blockContext(keyId), compressed);
}

/** Throws for what was changed, or sealed under another key. */
export async function openBlock(key: AlertKey, keyId: string, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return openBytes(key, blockContext(keyId), sealed);
}

/** How many alerts go into each block: the first is small, so that something can be searched at once. */
export function blockSizes(count: number): number[] {
  const sizes: number[] = [];
  for (let left = count; left > 0; left -= sizes.at(-1) ?? 0) sizes.push(Math.min(left, sizes.length === 0 ? FIRST_BLOCK : LATER_BLOCK));
  return sizes;
}

/** No document has a context of this form: ids have no such sign. */
function blockContext(keyId: string): string {
  return `${keyId}/#block`;
}

const FIRST_BLOCK = 100;
/** Larger ones hardly compress better, and a cut download loses more. */
const LATER_BLOCK = 400;
