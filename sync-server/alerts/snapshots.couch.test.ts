import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openBlock, readBlock, type AreaDocument, type SnapshotManifest } from '../../src/domain/sealed-block.ts';
import { searchKey } from '../../src/domain/search-token.ts';
import { newAlert, newAlertId, withAlerts, type TestAlerts } from '../../tests/support/alerts.ts';

describe('a snapshot', () => {
  test('holds the very documents of the area, newest first, and the place from which replication goes on', async () => {
    await withAlerts(async (all) => {
      const { clock, areas } = all;
      for (let day = 1; day <= 3; day++) {
        clock.now = new Date(`2026-1${day % 2}-0${day}T12:00:00Z`);
        await publish(all, 40);
      }
      await publish(all, 3, ['69']);
      await follow(all);
      const manifest = await manifestOf(all);
      const loaded = await load(all, manifest);
      expect(byId(loaded.map(({ document }) => document))).toEqual(byId((await areas.snapshot('75')).documents));
      expect(manifest.blocks.map(([, count]) => count)).toEqual([100, 20]);
      const days = loaded.map(({ opened }) => opened.updatedOn);
      expect(days).toEqual([...days].sort().reverse());
      expect(await areas.changes('75', manifest.updateSeq)).toEqual({ changed: 0, removed: 0 });
      await publish(all, 1);
      expect(await areas.changes('75', manifest.updateSeq)).toEqual({ changed: 1, removed: 0 });
    });
  });

  test('is made anew when enough has changed, or a day after anything has; the one before stays a day', async () => {
    await withAlerts(async (all) => {
      const { clock, snapshots } = all;
      await publish(all, 30);
      await follow(all);
      const first = await manifestOf(all);
      await publish(all, 1);
      await follow(all);
      expect((await manifestOf(all)).name).toBe(first.name);
      await publish(all, 20);
      await follow(all);
      const second = await manifestOf(all);
      expect(second.name).not.toBe(first.name);
      expect(await load(all, first)).toHaveLength(30);
      expect(await load(all, second)).toHaveLength(51);
      await publish(all, 1);
      clock.now = new Date(clock.now.getTime() + 25 * 3_600_000);
      await follow(all);
      expect(await load(all, await manifestOf(all))).toHaveLength(52);
      expect(await snapshots.file('75', first.name)).toBeUndefined();
      expect(await load(all, second)).toHaveLength(51);
    });
  });

  test('of an area from which something was taken is gone at once, and all before it', async () => {
    await withAlerts(async (all) => {
      const { snapshots, store } = all;
      const [id = ''] = await publish(all, 30);
      await follow(all);
      const first = await manifestOf(all);
      await publish(all, 30);
      await follow(all);
      const second = await manifestOf(all);
      await store.contest(id, { contested: true, hidden: true });
      await project(all);
      expect([await snapshots.file('75', first.name), await snapshots.file('75', second.name)]).toEqual([undefined, undefined]);
      await follow(all);
      const loaded = await load(all, await manifestOf(all));
      expect(loaded).toHaveLength(59);
      expect(loaded.map(({ opened }) => opened.id)).not.toContain(id);
    });
  });

  test('that was being made while something was taken out is thrown away', async () => {
    await withAlerts(async (all) => {
      const { snapshots, areas } = all;
      const [id = ''] = await publish(all, 30);
      await follow(all);
      // Out of the area, and the server stopped before it was out of the snapshot.
      await areas.remove('75', `alert:${id}`);
      const left = await manifestOf(all);
      await follow(all);
      expect(await snapshots.file('75', left.name)).toBeUndefined();
      expect(await load(all, await manifestOf(all))).toHaveLength(29);
      // In the middle of building: the count of removals is another by then.
      await publish(all, 30);
      const building = follow(all);
      await snapshots.drop('75');
      await building;
      await follow(all);
      expect(await load(all, await manifestOf(all))).toHaveLength(59);
    });
  });
});

async function publish(all: TestAlerts, count: number, areas: readonly string[] = ['75']): Promise<string[]> {
  const ids = Array.from({ length: count }, newAlertId);
  for (const [index, id] of ids.entries()) await all.store.publish(id, newAlert({ areas: [...areas], identifiers: [{ kind: 'phone', value: `+3361234${String(1000 + index)}` }] }), newAlertId());
  await project(all);
  return ids;
}

/** Each of them gives the work back when it is done. */
async function project({ projectorWith }: TestAlerts): Promise<void> {
  const projector = projectorWith();
  await projector.untilIdle();
  await projector.stop();
}

async function follow({ snapshots }: TestAlerts): Promise<void> {
  snapshots.changed('75');
  await snapshots.untilIdle();
}

async function manifestOf({ snapshots }: TestAlerts): Promise<SnapshotManifest> {
  const manifest = await snapshots.manifest('75');
  if (!manifest) throw new Error('there is no snapshot');
  return manifest;
}

/** As a phone does it. */
async function load({ snapshots, keys }: TestAlerts, { name, keyId, blocks }: SnapshotManifest): Promise<{ document: AreaDocument; opened: { id: string; updatedOn: string } }[]> {
  const bytes = await snapshots.file('75', name);
  if (!bytes) throw new Error('there is no such file');
  const areaKey = async (id: string) => (await keys.area(id)).sealing;
  const search = await searchKey(keys.search);
  const loaded: Awaited<ReturnType<typeof load>> = [];
  let from = 0;
  for (const [length] of blocks) {
    const block = await openBlock(await areaKey(keyId), keyId, new Uint8Array(bytes.subarray(from, (from += length))));
    loaded.push(...(await readBlock(gunzipSync(block).toString(), areaKey, search)));
  }
  expect(from).toBe(bytes.length);
  return loaded;
}

function byId(documents: readonly AreaDocument[]): AreaDocument[] {
  return [...documents].sort((one, other) => (one._id < other._id ? -1 : 1));
}
