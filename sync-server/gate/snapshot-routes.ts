import type { Who } from '../accounts/identity.ts';
import type { Snapshots } from '../alerts/snapshots.ts';
import type { SnapshotManifest } from '../../src/domain/sealed-block.ts';
import { ApiError } from '../errors.ts';
import type { Api } from '../http/api.ts';
import { ownArea } from './own-area.ts';

/** A department in a few large blocks, for a phone's first load: what there is, and the blocks from any byte on. */
export function snapshotRoutes(on: Api<Who>, snapshots: Snapshots): void {
  on.on('GET /sync/:dept/snapshot', { summary: 'What the newest snapshot of a department is', answers: { 200: 'Its name, its blocks and where replication goes on', 404: 'There is none: replicate from the start' } }, async (call): Promise<SnapshotManifest> => {
    const manifest = await snapshots.manifest(ownArea(call));
    if (!manifest) throw new ApiError(404, 'no_snapshot', 'There is no snapshot of this department at the moment. Replication brings all of it.');
    return manifest;
  });

  on.on('GET /sync/:dept/snapshot/:name', { summary: 'The blocks of a snapshot', answers: { 200: 'All of them', 206: 'From the byte on that was asked for', 404: 'It is gone: ask which is the newest', 416: 'It is not as long' } }, async (call) => {
    const area = ownArea(call);
    const name = call.param('name');
    const bytes = /^[\w-]{22}$/.test(name) ? await snapshots.file(area, name) : undefined;
    if (!bytes) throw new ApiError(404, 'unknown_snapshot', 'This snapshot is gone. Ask which is the newest.');
    const { reply, request } = call;
    reply.type('application/octet-stream').header('accept-ranges', 'bytes');
    const from = Number(/^bytes=(\d{1,10})-$/.exec(request.headers.range ?? '')?.[1] ?? NaN);
    // Any other form of a range may be answered with the whole (RFC 9110, 14.2).
    if (Number.isNaN(from)) return bytes;
    if (from >= bytes.length) {
      reply.header('content-range', `bytes */${bytes.length}`);
      throw new ApiError(416, 'too_far', 'The snapshot is not as long.');
    }
    reply.code(206).header('content-range', `bytes ${from}-${bytes.length - 1}/${bytes.length}`);
    return bytes.subarray(from);
  });
}
