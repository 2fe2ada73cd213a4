import { createPartialResponse } from 'workbox-range-requests';
import { isStreetsPath } from '../domain/streets-file.ts';
import type { MediaStatus } from '../domain/worker-message.ts';
import { keepStreetsScript } from './shell.ts';
import { keptStreets, mediaCache, removeOtherStreets } from './streets.ts';

/** One at a time: on a phone's network two would only slow each other. */
let loading: { readonly controller: AbortController; status: MediaStatus } | undefined;

/** Players and the map ask for parts; what is kept is whole. */
export async function answerMedia({ request }: { request: Request }): Promise<Response> {
  const cache = await caches.open(mediaCache);
  const kept = await cache.match(request.url);
  if (kept) return partOf(kept, request);
  try {
    return await fetch(request);
  } catch (error) {
    // With no network, streets of an older version are better than none.
    const [older] = isStreetsPath(new URL(request.url).pathname) ? await keptStreets() : [];
    const instead = older === undefined ? undefined : await cache.match(older);
    if (!instead) throw error;
    return partOf(instead, request);
  }
}

function partOf(kept: Response, request: Request): Response | Promise<Response> {
  return request.headers.has('range') ? createPartialResponse(request, kept) : kept;
}

/**
 * Fetches a video and what belongs to it, telling how far it is. What has arrived whole stays after a failure, so that
 * trying again goes on with the next file; a file counts as kept only when all of them are.
 */
export async function keepMedia(files: readonly string[], bytes: number, tell: (status: MediaStatus) => Promise<void>): Promise<void> {
  loading?.controller.abort(loading.status.files[0] === files[0] ? askedAgain : 'another video is wanted');
  const controller = new AbortController();
  const own: typeof loading = { controller, status: { type: 'media', files, state: 'loading', share: 0 } };
  const draw = (share: number): void => {
    own.status = { ...own.status, share };
    void tell(own.status);
  };
  loading = own;
  // At once: on a slow network the first byte takes seconds.
  draw(0);
  let state: MediaStatus['state'];
  try {
    if (files.some(isStreetsPath)) await keepStreetsScript(controller.signal);
    await fetchAll(files, controller.signal, (arrived) => draw(Math.min(1, arrived / bytes)));
    state = 'kept';
    if (files.some(isStreetsPath)) await removeOtherStreets(files[0]);
  } catch {
    state = controller.signal.reason === stoppedByReader ? 'absent' : 'failed';
  }
  // The same video was asked for once more: what is told now is about that download.
  if (controller.signal.reason === askedAgain) return;
  if (loading === own) loading = undefined;
  // Who stops it does not want it: a poster without its video would only be a trace.
  if (state === 'absent') {
    await forget(files);
    state = await stateOf(files);
  }
  await tell({ type: 'media', files, state, share: state === 'kept' ? 1 : 0 });
}

export function stopMedia(): void {
  loading?.controller.abort(stoppedByReader);
}

const stoppedByReader = 'stopped by the reader';
const askedAgain = 'asked for once more';

export async function removeMedia(files: readonly string[]): Promise<void> {
  await forget(files);
  if (files.some(isStreetsPath)) await removeOtherStreets();
}

async function forget(files: readonly string[]): Promise<void> {
  const cache = await caches.open(mediaCache);
  for (const file of files) await cache.delete(file);
}

export async function statusOfMedia(files: readonly string[]): Promise<MediaStatus> {
  if (loading && loading.status.files[0] === files[0]) return loading.status;
  return { type: 'media', files, state: await stateOf(files), share: 0 };
}

async function stateOf(files: readonly string[]): Promise<'kept' | 'older' | 'absent'> {
  const cache = await caches.open(mediaCache);
  const kept = await Promise.all(files.map((file) => cache.match(file)));
  if (kept.every(Boolean)) return 'kept';
  return files.some(isStreetsPath) && (await keptStreets()).length > 0 ? 'older' : 'absent';
}

/** Bytes between two messages: what a slow network brings in about a second. */
const step = 128 * 1024;

async function fetchAll(files: readonly string[], signal: AbortSignal, tell: (arrived: number) => void): Promise<void> {
  const cache = await caches.open(mediaCache);
  let arrived = 0;
  // Small files first: the poster and the subtitles are useful without the video.
  for (const file of [...files].reverse()) {
    if (await cache.match(file)) continue;
    // The browser's own cache would hold a second copy, which stays when this one is removed.
    const response = await fetch(file, { signal, credentials: 'omit', cache: 'no-store' });
    if (!response.ok || !response.body) throw new Error(String(response.status));
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, stream) {
          const before = arrived;
          arrived += chunk.byteLength;
          if (Math.floor(arrived / step) > Math.floor(before / step)) tell(arrived);
          stream.enqueue(chunk);
        }
      })
    );
    await cache.put(file, new Response(counted, { headers: headersToKeep(response) }));
  }
}

/** The tag tells the map that what it reads now is of another version than what it read before. */
function headersToKeep({ headers }: Response): [string, string][] {
  return ['content-type', 'etag'].flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
}
