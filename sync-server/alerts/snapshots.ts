import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Alert } from '../../src/domain/alert.ts';
import { areaContext, areaKeyId, openAlert } from '../../src/domain/sealed-alert.ts';
import { blockSizes, blockText, sealBlock, type AreaDocument, type SnapshotManifest } from '../../src/domain/sealed-block.ts';
import type { AreaDatabases } from '../couch/area-databases.ts';
import type { Documents, Stored } from '../couch/documents.ts';
import type { SnapshotFiles } from '../couch/snapshot-files.ts';
import type { Logger } from '../logger.ts';
import type { AlertKeys } from './alert-keys.ts';

export interface SnapshotParts {
  readonly areas: AreaDatabases;
  /** Where each area's manifest stands. */
  readonly documents: Documents;
  readonly files: SnapshotFiles;
  readonly keys: AlertKeys;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** What an area has: its newest snapshot, if any, and files that phones may still be loading. */
interface SnapshotDocument {
  readonly type: 'snapshot';
  readonly current?: SnapshotManifest;
  readonly older: readonly { readonly name: string; readonly until: string }[];
  /** Counts removals: a snapshot that was being made meanwhile may hold what is gone, and is thrown away. */
  readonly dropped: number;
}

/**
 * Each area as a few large blocks, for a phone's first load. Built anew when enough has changed; thrown away at once when
 * something is taken out of the area: what is erased must be in no file. Two copies of the server may build at once: one wins.
 */
export class Snapshots {
  readonly #parts: SnapshotParts;
  readonly #waiting = new Set<string>();
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(parts: SnapshotParts) {
    this.#parts = parts;
  }

  start(): void {
    const all = (): void => void this.#parts.areas.areas().then((areas) => areas.forEach((area) => this.changed(area)), () => undefined);
    this.#timer = setInterval(all, LOOK_EVERY);
    this.#timer.unref();
    all();
  }

  /** It is looked whether enough has changed. */
  changed(area: string): void {
    this.#waiting.add(area);
    void this.untilIdle().catch((error: unknown) => this.#parts.logger.warn({ err: error }, 'snapshots do not follow yet; going on later'));
  }

  async untilIdle(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
    if (this.#waiting.size > 0) await this.untilIdle();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#waiting.clear();
    await this.#running?.catch(() => undefined);
  }

  async manifest(area: string): Promise<SnapshotManifest | undefined> {
    return (await this.#read(area))?.current;
  }

  /** Undefined when there is no such file (any more). */
  file(area: string, name: string): Promise<Buffer | undefined> {
    return this.#parts.files.get(area, name);
  }

  /** Something was taken out of the area. Once it returns, no file has it. */
  async drop(area: string): Promise<void> {
    const { documents, files } = this.#parts;
    const dropped = await documents.update<SnapshotDocument>(idOf(area), (current) => ({ type: 'snapshot', older: [], dropped: current.dropped + 1 }));
    if (!dropped && !(await documents.create({ _id: idOf(area), type: 'snapshot', older: [], dropped: 1 }))) return this.drop(area);
    await files.remove(area, await files.names(area));
    return undefined;
  }

  async #run(): Promise<void> {
    for (const area of this.#waiting) {
      this.#waiting.delete(area);
      await this.#consider(area);
    }
  }

  async #consider(area: string): Promise<void> {
    const { areas, now } = this.#parts;
    const known = await this.#read(area);
    await this.#removeUnused(area, known);
    const { current } = known ?? {};
    if (!current) return this.#build(area, known);
    const count = current.blocks.reduce((sum, [, alerts]) => sum + alerts, 0);
    const enough = Math.max(FEWEST_CHANGES, Math.ceil(count * CHANGED_PART));
    const { changed, removed } = await areas.changes(area, current.updateSeq);
    const old = now().getTime() - Date.parse(current.builtAt) > OLD;
    if (removed > 0) {
      // Whoever took it out stopped before it came here.
      await this.drop(area);
      await this.#build(area, await this.#read(area));
    } else if (changed >= enough || (changed > 0 && old)) await this.#build(area, known);
    return undefined;
  }

  async #build(area: string, known: Stored<SnapshotDocument> | undefined): Promise<void> {
    const { areas, documents, files, now } = this.#parts;
    const { updateSeq, documents: all } = await areas.snapshot(area);
    if (all.length === 0) return;
    const instant = now();
    const { bytes, ...made } = await this.#blocks(area, areaKeyId(area, instant.toISOString().slice(0, 7)), all);
    const current: SnapshotManifest = { ...made, updateSeq, builtAt: instant.toISOString() };
    await files.put(area, current.name, bytes);
    const before = known?.current && known.current.name !== current.name ? [{ name: known.current.name, until: new Date(instant.getTime() + KEPT).toISOString() }] : [];
    const older = [...(known?.older ?? []), ...before].filter(({ name }) => name !== current.name);
    const written = { _id: idOf(area), type: 'snapshot', current, older, dropped: known?.dropped ?? 0 } as const;
    const won = await (known ? documents.replace({ ...written, _rev: known._rev }) : documents.create(written));
    if (won) return;
    // Somebody has built, or dropped, meanwhile. Ours may hold what is gone.
    const newest = await this.#read(area);
    if (newest?.current?.name !== current.name) await files.remove(area, [current.name]);
    this.#waiting.add(area);
  }

  async #blocks(area: string, keyId: string, all: readonly AreaDocument[]): Promise<Pick<SnapshotManifest, 'name' | 'keyId' | 'blocks'> & { readonly bytes: Buffer }> {
    const { keys } = this.#parts;
    const opened = await Promise.all(all.map(async (document) => ({ document, opened: await this.#open(document) })));
    opened.sort((one, other) => (newestFirst(one.opened) < newestFirst(other.opened) ? 1 : -1));
    const sealing = await keys.area(keyId);
    const blocks: Uint8Array[] = [];
    let from = 0;
    const sizes = blockSizes(opened.length);
    for (const size of sizes) {
      const compressed = await compress(blockText(opened.slice(from, (from += size))), { level: 9 });
      blocks.push(await sealBlock(sealing, keyId, new Uint8Array(compressed)));
    }
    const bytes = Buffer.concat(blocks);
    // Of the area, too: two areas with the same alerts are two files.
    const name = createHash('sha256').update(area).update(bytes).digest('base64url').slice(0, NAME_LENGTH);
    return { name, keyId, bytes, blocks: blocks.map(({ length }, index) => [length, sizes[index] ?? 0]) };
  }

  async #open({ _id, keyId, sealed }: AreaDocument): Promise<Alert> {
    const key = (await this.#parts.keys.area(keyId)).sealing;
    return JSON.parse(await openAlert(key, areaContext(keyId, _id.slice('alert:'.length)), sealed)) as Alert;
  }

  /** Files that nothing names: replaced a day ago, or left by a copy of the server that stopped. */
  async #removeUnused(area: string, known: Stored<SnapshotDocument> | undefined): Promise<void> {
    const { documents, files, now } = this.#parts;
    const kept = (known?.older ?? []).filter(({ until }) => until > now().toISOString());
    if (known && kept.length < known.older.length) await documents.update<SnapshotDocument>(idOf(area), (newest) => (newest._rev === known._rev ? { ...newest, older: kept } : undefined));
    const named = new Set([known?.current?.name, ...kept.map(({ name }) => name)]);
    const left = (await files.names(area)).filter((name) => !named.has(name));
    if (left.length > 0) await files.remove(area, left);
  }

  #read(area: string): Promise<Stored<SnapshotDocument> | undefined> {
    return this.#parts.documents.get<SnapshotDocument>(idOf(area));
  }
}

function newestFirst({ updatedOn, id }: Alert): string {
  return `${updatedOn}.${id}`;
}

function idOf(area: string): string {
  return `snapshot:${area}`;
}

const compress = promisify(gzip);
/** 128 bits: nobody gains by making two alike. */
const NAME_LENGTH = 22;
/** A snapshot that is behind by less costs a phone less than building costs us. */
const CHANGED_PART = 0.1;
const FEWEST_CHANGES = 20;
/** Milliseconds. */
const OLD = 24 * 3_600_000;
const KEPT = 24 * 3_600_000;
const LOOK_EVERY = 10 * 60_000;
