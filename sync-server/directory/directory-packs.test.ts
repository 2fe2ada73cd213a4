import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeDirectoryPack, type DirectoryPack } from '../../src/domain/directory-pack.ts';
import type { Organisation } from '../../src/domain/organisation.ts';
import { buildDirectoryPacks, createDirectoryPacks } from './directory-packs.ts';
import { importState, organisationDocument } from './directory-store.ts';
import { memoryDirectoryStore, type MemoryDirectoryStore } from './memory-directory-store.ts';

describe('packs', () => {
  test('are the same bytes whatever the order of the organisations', async () => {
    const one = await buildDirectoryPacks([a, b, elsewhere]);
    const other = await buildDirectoryPacks([elsewhere, b, a]);
    expect([...other.values()]).toEqual([...one.values()]);
    expect([...one.keys()]).toEqual(['75', 'fr']);
  });

  test('say their hash, size, count and box, and decode to what went in', async () => {
    const pack = (await buildDirectoryPacks([b, a])).get('75');
    expect(pack?.entry).toMatchObject({ department: '75', count: 2, kinds: { police: 2 }, bytes: pack?.brotli.length, box: [48.85, 2.3, 48.9, 2.35] });
    expect(pack?.entry.hash).toMatch(/^[0-9a-f]{16}$/);
    const json = brotliDecompressSync(pack?.brotli ?? Buffer.alloc(0));
    expect(json).toEqual(pack?.json);
    expect(decodeDirectoryPack(JSON.parse(json.toString()) as DirectoryPack)).toEqual([a, b]);
  });

  test('without any position have no box', async () => {
    expect((await buildDirectoryPacks([elsewhere])).get('fr')?.entry).not.toHaveProperty('box');
  });
});

describe('the published packs', () => {
  test('follow the store once an import is done', async () => {
    const { store, packs, clock } = await filled();
    expect(await counts(packs)).toEqual({ '75': 2 });
    await store.bulkWrite([document(elsewhere)], []);
    await store.writeImport(importState('test', 'done', '2026-11-24T13:00:00Z'));
    clock.forward(2000);
    expect(await counts(packs)).toEqual({ '75': 2, fr: 1 });
  });

  test('hold once what stands in two sources, and the other again when one is taken out', async () => {
    const { store, packs, clock } = await filled();
    await store.bulkWrite([organisationDocument({ ...a, id: 'other:a', checked: '2024-01-01' }, 'other')], []);
    expect(await counts(packs)).toEqual({ '75': 2 });
    await store.bulkWrite([], await store.listBySource('test'));
    await store.writeImport(importState('test', 'done', '2026-11-24T13:00:00Z'));
    clock.forward(2000);
    expect(await counts(packs)).toEqual({ '75': 1 });
  });

  test('stay as they were while an import is running', async () => {
    const { store, packs, clock } = await filled();
    await packs.current();
    await store.writeImport(importState('test', 'running', '2026-11-24T13:00:00Z'));
    await store.bulkWrite([document(elsewhere)], []);
    clock.forward(3_600_000);
    expect(await counts(packs)).toEqual({ '75': 2 });
  });

  test('are the last whole ones after a restart in the middle of an import', async () => {
    const { store, packs, clock } = await filled();
    const before = await packs.current();
    await store.writeImport(importState('test', 'running', '2026-11-24T13:00:00Z'));
    await store.bulkWrite([document(elsewhere)], []);
    const restarted = createDirectoryPacks(store, { now: clock.now });
    expect(await restarted.current()).toEqual(before);
  });

  test('leave out a kept pack that is not what its hash says', async () => {
    const { store, packs, clock } = await filled();
    await store.bulkWrite([document(elsewhere)], []);
    await packs.current();
    const kept = (await store.readKeptPacks()) as { entry: { department: string }; brotli: string }[];
    await store.keepPacks(kept.map((pack) => (pack.entry.department === 'fr' ? { ...pack, brotli: 'AAAA' } : pack)));
    await store.writeImport(importState('test', 'running', '2026-11-24T13:00:00Z'));
    expect(await counts(createDirectoryPacks(store, { now: clock.now }))).toEqual({ '75': 2 });
    const [first, second] = kept;
    await store.keepPacks([{ ...first, brotli: second?.brotli }]);
    expect(await counts(createDirectoryPacks(store, { now: clock.now }))).toEqual({});
  });

  test('are none when the very first import was cut off', async () => {
    const store = memoryDirectoryStore();
    await store.writeImport(importState('test', 'running', '2026-11-24T13:00:00Z'));
    await store.bulkWrite([document(a)], []);
    const packs = createDirectoryPacks(store);
    expect(await packs.current()).toBeNull();
    expect(await packs.list()).toEqual([]);
  });

  test('do not show an import that began while the list was read', async () => {
    const { store, clock } = await filled();
    const racing = {
      ...store,
      listAll: async () => {
        await store.writeImport(importState('test', 'running', '2026-11-24T13:00:00Z'));
        await store.bulkWrite([document(elsewhere)], []);
        return store.listAll();
      }
    };
    const packs = createDirectoryPacks(racing, { now: clock.now });
    expect(await packs.current()).toBeNull();
  });

  test('are not rebuilt for a suggestion, but for a correction by hand after a while', async () => {
    const { store, packs, clock } = await filled();
    await packs.current();
    await store.bulkWrite([document({ ...a, name: 'Corrigé' })], []);
    clock.forward(60_000);
    const before = await packs.find('75');
    clock.forward(300_000);
    expect((await packs.find('75'))?.entry.hash).not.toBe(before?.entry.hash);
  });

  test('stay published while the store does not answer, or answers never', async () => {
    const { store, clock } = await filled();
    let sequence = store.sequence;
    const packs = createDirectoryPacks({ ...store, sequence: () => sequence() }, { now: clock.now });
    expect(await counts(packs)).toEqual({ '75': 2 });
    sequence = () => Promise.reject(new Error('gone'));
    clock.forward(2000);
    expect(await counts(packs)).toEqual({ '75': 2 });
    sequence = () => new Promise<string>(() => undefined);
    clock.forward(2000);
    expect(await counts(packs)).toEqual({ '75': 2 });
  });

  test('ask the store at most once a second', async () => {
    const { store, clock } = await filled();
    let asked = 0;
    const packs = createDirectoryPacks({ ...store, sequence: () => ((asked += 1), store.sequence()) }, { now: clock.now });
    await Promise.all([packs.current(), packs.current(), packs.current()]);
    await packs.current();
    expect(asked).toBe(1);
    clock.forward(1000);
    await packs.current();
    expect(asked).toBe(2);
  });
});

const a: Organisation = {
  id: 'test:a',
  name: 'A',
  subCategory: 'police',
  department: '75',
  position: { latitude: 48.85, longitude: 2.35, precision: 'address' },
  phones: ['3430'],
  source: { name: 'Un test' },
  checked: '2026-01-01',
  confidence: 'high'
};
const b: Organisation = { ...a, id: 'test:b', name: 'B', position: { latitude: 48.9, longitude: 2.3, precision: 'town' } };
const { position: _, ...elsewhere }: Organisation = { ...a, id: 'test:c', department: 'fr' };

function document(organisation: Organisation) {
  return organisationDocument(organisation, 'test');
}

async function counts(packs: ReturnType<typeof createDirectoryPacks>): Promise<Record<string, number>> {
  return Object.fromEntries((await packs.list()).map(({ department, count }) => [department, count]));
}

async function filled(): Promise<{ store: MemoryDirectoryStore; packs: ReturnType<typeof createDirectoryPacks>; clock: Clock }> {
  const store = memoryDirectoryStore();
  await store.bulkWrite([document(a), document(b)], []);
  await store.writeImport(importState('test', 'done', '2026-11-24T12:00:00Z'));
  let time = 0;
  const clock = { now: () => time, forward: (by: number) => void (time += by) };
  return { store, packs: createDirectoryPacks(store, { now: clock.now }), clock };
}

interface Clock {
  readonly now: () => number;
  readonly forward: (by: number) => void;
}
