import type { Alert } from '../domain/alert.ts';
import { loaded, loadSnapshot, UnknownKey, type Telling } from './area-load.ts';
import type { KeyRing } from './key-ring.ts';
import { askChanges, askDocuments, askSnapshot, RemoteError, type Change } from './remote-api.ts';
import { freshArea, type AlertRow, type AreaRow, type Rows } from './rows.ts';
import { openRow, rowOf } from './sealed-rows.ts';

export interface AreaSyncParts {
  readonly rows: Rows;
  readonly ring: () => KeyRing;
  /** Asks for the keys once more: something is sealed under one that we have not. */
  readonly renew: () => Promise<void>;
  /** Whether a first load of so many bytes may go on by itself, on this network. */
  readonly mayLoad: (bytes: number) => boolean;
  readonly telling: Telling;
  readonly clock: () => number;
}

/**
 * Brings one department up to date: the snapshot first, in one stream; then what has changed since, by CouchDB's replication protocol. It may
 * stop anywhere and goes on from there. False: its first load waits for a word. Throws as `loadSnapshot` does.
 */
export async function syncArea(area: string, parts: AreaSyncParts, signal: AbortSignal): Promise<boolean> {
  const { rows } = parts;
  let row = (await rows.areas()).get(area);
  if (!row) await rows.putArea(area, (row = freshArea));
  if (row.since === undefined) {
    const loadedNow = await firstLoad(area, row, parts, signal);
    if (loadedNow === undefined) return false;
    row = loadedNow;
  }
  await replicate(area, row.since ?? '0', parts, signal);
  return true;
}

async function firstLoad(area: string, before: AreaRow, parts: AreaSyncParts, signal: AbortSignal): Promise<AreaRow | undefined> {
  const { rows } = parts;
  let row = before;
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      if (!row.snapshot) {
        const snapshot = await askSnapshot(area, signal);
        // Of another snapshot that was left half way, something may be here that this one has not.
        await rows.changeArea(area, (known) => (row = { ...known, snapshot, blocks: 0 }));
      }
      const { snapshot } = row;
      if (!snapshot) return row;
      if (!parts.mayLoad(snapshot.blocks.reduce((sum, [bytes]) => sum + bytes, 0))) return undefined;
      await withKeys(parts, () => loadSnapshot(area, snapshot, parts.ring(), rows, parts.telling, signal));
      const known = (await rows.areas()).get(area);
      if (known?.blocks !== snapshot.blocks.length) throw new RemoteError('offline');
      await rows.changeArea(area, (whole) => (row = loaded(whole)));
      return row;
    } catch (error) {
      if (!(error instanceof RemoteError && error.kind === 'gone')) throw error;
      if (!row.snapshot) break;
      // Replaced, or dropped because an alert was taken out: what came of it may be out of date.
      await rows.write(area, new Map(), ({ snapshot: _gone, ...rest }) => (row = { ...rest, blocks: 0, sweep: true }), Infinity);
    }
  }
  // There is none at the moment: all of it by replication. Its list names what was taken out, too.
  await rows.changeArea(area, (known) => (row = { ...loaded(known), since: '0' }));
  return row;
}

async function replicate(area: string, from: string, parts: AreaSyncParts, signal: AbortSignal): Promise<void> {
  const { rows, clock } = parts;
  for (let since = from, more = true; more; ) {
    const answer = await askChanges(area, since, signal);
    // One after the other, so that what came stays when it is cut off.
    for (let at = 0; at < answer.changes.length; at += BATCH) await takeChanges(area, answer.changes.slice(at, at + BATCH), parts, signal);
    ({ upTo: since, more } = answer);
    const upTo = since;
    if (!(await rows.changeArea(area, (row) => ({ ...row, since: upTo, ...(answer.more ? {} : { checked: clock() }) })))) return;
  }
}

async function takeChanges(area: string, changes: readonly Change[], parts: AreaSyncParts, signal: AbortSignal): Promise<void> {
  const { rows, telling } = parts;
  const here = await rows.revisions(area, changes.map(({ id }) => id));
  const wanted = changes.filter(({ id, rev, deleted }) => !deleted && here.get(id) !== rev);
  const documents = wanted.length > 0 ? await askDocuments(area, wanted, signal) : [];
  const gone = changes.filter(({ id, deleted }) => deleted && here.has(id));
  const changed = new Map<string, AlertRow | undefined>([...gone.map(({ id }) => [id, undefined] as const), ...documents.map((document) => [document._id, rowOf(document)] as const)]);
  if (changed.size === 0 || !(await rows.write(area, changed, (row) => row))) return;
  const opened = await openAll(changed, parts);
  telling.alerts(area, opened);
}

async function openAll(changed: ReadonlyMap<string, AlertRow | undefined>, parts: AreaSyncParts): Promise<ReadonlyMap<string, Alert | undefined>> {
  if ([...changed.values()].some((row) => row && !parts.ring().areas.has(row.keyId))) await parts.renew();
  const ring = parts.ring();
  return new Map(await Promise.all([...changed].map(async ([id, row]) => [id, row && (await openRow(ring, id, row))] as const)));
}

async function withKeys(parts: AreaSyncParts, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UnknownKey)) throw error;
    await parts.renew();
    await work().catch((second: unknown) => {
      throw second instanceof UnknownKey ? new RemoteError('server') : second;
    });
  }
}

/** Documents in one answer: some 200 KB. */
const BATCH = 200;
const TRIES = 3;
