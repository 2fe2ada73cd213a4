import { createPartialResponse } from 'workbox-range-requests';
import type { FromWorker, MediaStatus } from '../domain/worker-message.ts';

const cacheName = 'media';
let loading: AbortController | undefined;

/** Players ask for parts; what is kept is whole. */
export async function answerMedia({ request }: { request: Request }): Promise<Response> {
  const kept = await (await caches.open(cacheName)).match(request.url);
  if (!kept) return fetch(request);
  return request.headers.has('range') ? createPartialResponse(request, kept) : kept;
}

/**
 * Fetches a video and what belongs to it, telling how far it is. What has arrived whole stays, so that trying again goes
 * on with the next file; a file counts as kept only when all of them are.
 */
export async function keepMedia(files: readonly string[], bytes: number, tell: (status: FromWorker) => void): Promise<void> {
  loading?.abort();
  const controller = (loading = new AbortController());
  const cache = await caches.open(cacheName);
  let arrived = 0;
  try {
    // Small files first: the poster and the subtitles are useful without the video.
    for (const file of [...files].reverse()) {
      if (await cache.match(file)) continue;
      const response = await fetch(file, { signal: controller.signal, credentials: 'omit' });
      if (!response.ok || !response.body) throw new Error(String(response.status));
      const counted = response.body.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, stream) {
            arrived += chunk.byteLength;
            tell({ type: 'media', files, state: 'loading', share: Math.min(1, arrived / bytes) });
            stream.enqueue(chunk);
          }
        })
      );
      await cache.put(file, new Response(counted, { headers: { 'content-type': response.headers.get('content-type') ?? '' } }));
    }
    tell({ type: 'media', files, state: 'kept', share: 1 });
  } catch {
    tell({ type: 'media', files, state: controller.signal.aborted ? 'absent' : 'failed', share: 0 });
  }
}

keepMedia.stop = (): void => loading?.abort();

export async function removeMedia(files: readonly string[]): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const file of files) await cache.delete(file);
}

export async function statusOfMedia(files: readonly string[]): Promise<MediaStatus> {
  const cache = await caches.open(cacheName);
  const kept = await Promise.all(files.map((file) => cache.match(file)));
  return { type: 'media', files, state: kept.every(Boolean) ? 'kept' : 'absent', share: 0 };
}
