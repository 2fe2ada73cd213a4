import type { Keys } from '../domain/alert-api.ts';
import type { Bytes } from '../domain/caller-filter.ts';
import type { AreaDocument, SnapshotManifest } from '../domain/sealed-block.ts';

/** What the server did not give. `gone`: there is none of it. `refused`: the department is not, or no longer, one's own. */
export class RemoteError extends Error {
  readonly kind: 'offline' | 'server' | 'signed-out' | 'not-active' | 'refused' | 'gone';
  constructor(kind: RemoteError['kind']) {
    super(`the server: ${kind}`);
    this.kind = kind;
  }
}

export interface Change {
  readonly id: string;
  readonly rev: string;
  readonly deleted: boolean;
}

export const askKeys = async (): Promise<Keys> => (await (await ask('/api/keys', {})).json()) as Keys;

export async function askSnapshot(area: string, signal: AbortSignal): Promise<SnapshotManifest> {
  return (await (await ask(`/sync/${area}/snapshot`, { signal })).json()) as SnapshotManifest;
}

/** Bytes of a snapshot's blocks from byte `from` on, as they come. */
export async function* askBlocks(area: string, name: string, from: number, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const response = await ask(`/sync/${area}/snapshot/${name}`, { signal, headers: from === 0 ? {} : { range: `bytes=${from}-` } });
  // Something between us and the server gave the whole: what we have of it is left out.
  let skip = from > 0 && response.status === 200 ? from : 0;
  for await (const piece of eager(response.body)) {
    const rest = piece.subarray(skip);
    skip -= piece.length - rest.length;
    if (rest.length > 0) yield rest;
  }
}

/** Taken from the stream as it comes: what still lay in it when the connection broke would be lost. */
async function* eager(body: Response['body']): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
  const here: Uint8Array<ArrayBuffer>[] = [];
  let end: { readonly error?: unknown } | undefined;
  let wake = (): void => undefined;
  const pump = async (): Promise<void> => {
    try {
      for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
        here.push(read.value);
        wake();
      }
      end = {};
    } catch (error) {
      end = { error };
    }
    wake();
  };
  void pump();
  try {
    for (;;) {
      const piece = here.shift();
      if (piece) yield piece;
      else if (end) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    if (end.error !== undefined) offline(end.error);
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

/** Changes after `since`, oldest first; `more`: there are others after `upTo`. */
export async function askChanges(area: string, since: string, signal: AbortSignal): Promise<{ changes: readonly Change[]; upTo: string; more: boolean }> {
  const query = new URLSearchParams({ since, limit: String(PAGE) });
  const answer = (await (await ask(`/sync/${area}/_changes?${String(query)}`, { signal })).json().catch(offline)) as ChangesAnswer;
  const changes = answer.results.flatMap(({ id, changes: [newest], deleted = false }) => (id.startsWith('_') || !newest ? [] : [{ id, rev: newest.rev, deleted }]));
  return { changes, upTo: String(answer.last_seq), more: (answer.pending ?? 0) > 0 || answer.results.length === PAGE };
}

interface ChangesAnswer {
  readonly results: readonly { readonly id: string; readonly changes: readonly { readonly rev: string }[]; readonly deleted?: boolean }[];
  readonly last_seq: string | number;
  readonly pending?: number;
}

/** Documents at these revisions. One that has changed or gone meanwhile is left out: a later change tells. */
export async function askDocuments(area: string, wanted: readonly Change[], signal: AbortSignal): Promise<readonly AreaDocument[]> {
  const body = JSON.stringify({ docs: wanted.map(({ id, rev }) => ({ id, rev })) });
  const response = await ask(`/sync/${area}/_bulk_get`, { signal, method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const answer = (await response.json().catch(offline)) as { readonly results: readonly { readonly docs: readonly { readonly ok?: AreaDocument & { readonly _deleted?: boolean } }[] }[] };
  return answer.results.flatMap(({ docs }) => docs.flatMap(({ ok }) => (ok && !ok._deleted ? [ok] : [])));
}

/** The caller filter of a generation; undefined when it is the one that `etag` names. */
export async function askFilter(generation: number, etag: string | undefined): Promise<{ bytes: Bytes; etag: string } | undefined> {
  const response = await ask(`/api/callshield/filter?generation=${generation}`, { headers: etag === undefined ? {} : { 'if-none-match': etag } });
  if (response.status === NOT_MODIFIED) return undefined;
  return { bytes: new Uint8Array(await response.arrayBuffer().catch(offline)), etag: response.headers.get('etag') ?? '' };
}

async function ask(path: string, options: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...options, credentials: 'same-origin', cache: 'no-store' }).catch(offline);
  if (response.ok || response.status === NOT_MODIFIED) return response;
  const { error = '' } = (await response.json().catch(() => ({}))) as { readonly error?: string };
  throw new RemoteError(kindOf(response.status, error));
}

function kindOf(status: number, error: string): RemoteError['kind'] {
  if (status === 401 && error === 'sign_in') return 'signed-out';
  if (status === 403 && error === 'not_active') return 'not-active';
  if (status === 403 && error === 'not_your_area') return 'refused';
  return (status === 404 || status === 410) && error !== '' ? 'gone' : 'server';
}

/** Also when the connection is cut in the middle of an answer. What was left off by us stays what it is. */
function offline(error: unknown): never {
  throw error instanceof Error && error.name === 'AbortError' ? error : new RemoteError('offline');
}

const NOT_MODIFIED = 304;
/** Changes in one answer: some 100 KB. */
const PAGE = 1000;
