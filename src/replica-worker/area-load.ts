import type { Alert } from '../domain/alert.ts';
import { openBlock, readBlock, type SnapshotManifest } from '../domain/sealed-block.ts';
import type { KeyRing } from './key-ring.ts';
import { askBlocks, RemoteError } from './remote-api.ts';
import { freshArea, type AreaRow, type Rows } from './rows.ts';
import { rowOf } from './sealed-rows.ts';

/** What one department's loading tells. */
export interface Telling {
  /** Bytes of the first load that are on the phone. */
  readonly bytes: (area: string, bytes: number) => void;
  /** Alerts that are others now; undefined: gone. */
  readonly alerts: (area: string, alerts: ReadonlyMap<string, Alert | undefined>) => void;
}

/**
 * Loads a snapshot from where it was left: each block becomes rows and can be searched at once, and what has come of the next one is kept
 * as it comes. Throws RemoteError, StorageError, and `AbortError` when it is left off.
 */
export async function loadSnapshot(area: string, snapshot: SnapshotManifest, ring: KeyRing, rows: Rows, telling: Telling, signal: AbortSignal): Promise<void> {
  const { blocks: done = 0 } = (await rows.areas()).get(area) ?? {};
  const ends = endsOf(snapshot);
  let block = done;
  let start = ends[block - 1] ?? 0;
  let here = [...(await rows.pieces(area, start))];
  let at = start + sizeOf(here);
  telling.bytes(area, at);

  const take = async (): Promise<boolean> => {
    for (let end = ends[block]; end !== undefined && at >= end; end = ends[block]) {
      const all = joined(here);
      const rest = all.subarray(end - start);
      if (!(await keepBlock(area, snapshot, block, all.subarray(0, end - start), ring, rows, telling, end))) return false;
      block += 1;
      start = end;
      here = rest.length > 0 ? [rest] : [];
    }
    return true;
  };

  if (!(await take()) || block >= ends.length) return;
  for await (const piece of askBlocks(area, snapshot.name, at, signal)) {
    const before = block;
    here.push(piece);
    at += piece.length;
    telling.bytes(area, at);
    if (!(await take())) return;
    // What belongs to a block that is whole is a row by now. Of a piece that ended one, the rest begins another.
    const left = before === block ? piece : here[0];
    if (left && block < ends.length) await rows.putPiece(area, at - left.length, left);
  }
}

/** How far the department has come once it has no first load (any more). */
export function loaded(row: AreaRow): AreaRow {
  const { snapshot, ...rest } = row;
  return { ...rest, ...freshArea, ...(snapshot ? { since: snapshot.updateSeq } : {}) };
}

/** How many bytes of a load are on the phone, as far as whole blocks go. */
export function bytesLoaded({ snapshot, blocks }: AreaRow): number {
  return snapshot ? (endsOf(snapshot)[blocks - 1] ?? 0) : 0;
}

/** False: the department has been removed meanwhile. */
async function keepBlock(area: string, snapshot: SnapshotManifest, block: number, sealed: Uint8Array<ArrayBuffer>, ring: KeyRing, rows: Rows, telling: Telling, end: number): Promise<boolean> {
  const key = (keyId: string) => {
    const found = ring.areas.get(keyId);
    if (!found) throw new UnknownKey();
    return found;
  };
  const sealing = key(snapshot.keyId);
  const compressed = await openBlock(sealing, snapshot.keyId, sealed).catch(() => {
    // Not the bytes that the manifest is of: as good as gone.
    throw new RemoteError('gone');
  });
  const text = await new Response(new Blob([compressed]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  const read = await readBlock(text, (keyId) => Promise.resolve(key(keyId)), ring.search);
  const last = block + 1 === snapshot.blocks.length;
  const kept = await rows.write(
    area,
    new Map(read.map(({ document }) => [document._id, rowOf(document, snapshot.name)])),
    (row) => ({ ...row, blocks: block + 1 }),
    end
  );
  if (!kept) return false;
  if (last && (await rows.areas()).get(area)?.sweep) {
    const gone = await rows.sweep(area, snapshot.name);
    telling.alerts(area, new Map(gone.map((id) => [id, undefined])));
  }
  telling.alerts(area, new Map(read.map(({ document, opened }) => [document._id, opened])));
  return true;
}

/** Sealed under a key that is newer than those that we asked for. */
export class UnknownKey extends Error {}

/** Byte after the last one of each block. */
function endsOf({ blocks }: SnapshotManifest): number[] {
  let end = 0;
  return blocks.map(([bytes]) => (end += bytes));
}

function sizeOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function joined(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (pieces.length === 1 && pieces[0]) return pieces[0];
  const all = new Uint8Array(sizeOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
