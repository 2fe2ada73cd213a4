import { describe, expect, test } from 'vitest';
import { importState } from './directory-store.ts';
import { importDirectory, removeSource, type ImportOptions, type ImportOutcome } from './import-directory.ts';
import { memoryFile } from './import-files.ts';
import type { ImportFile } from './importers/importer.ts';
import { memoryDirectoryStore, type MemoryDirectoryStore } from './memory-directory-store.ts';
import { noTowns } from './towns.ts';

describe('an import', () => {
  test('writes every organisation once, and nothing the second time', async () => {
    const store = memoryDirectoryStore();
    expect(await run([listOf('liste', 1, 2, 3)], store)).toMatchObject({ read: 3, written: 3, unchanged: 0, removed: 0 });
    const before = [...store.organisations.values()];
    expect(await run([listOf('liste', 1, 2, 3)], store)).toMatchObject({ written: 0, unchanged: 3, removed: 0 });
    expect(store.counters.writes).toBe(3);
    expect([...store.organisations.values()]).toEqual(before);
  });

  test('replaces what changed, removes what is gone, and leaves other sources alone', async () => {
    const store = memoryDirectoryStore();
    await run([listOf('liste', 1, 2, 3, 4), listOf('autre', 1)], store);
    const outcome = await run([listOf('liste', 1, 2, '3 bis')], store);
    expect(outcome).toMatchObject({ written: 1, unchanged: 2, removed: 1, sources: { 'list-liste': 3 } });
    expect([...store.organisations.keys()].sort()).toEqual([
      'organisation:list-autre:1',
      'organisation:list-liste:1',
      'organisation:list-liste:2',
      'organisation:list-liste:3'
    ]);
  });

  test('that would remove more than half of a source is refused, unless forced', async () => {
    const store = memoryDirectoryStore();
    await run([listOf('liste', 1, 2, 3, 4, 5)], store);
    const outcome = await run([listOf('liste', 1, 2)], store);
    expect(outcome.refusedSources).toMatchObject([{ source: 'list-liste', reason: 'would-remove-half' }]);
    expect(outcome).toMatchObject({ written: 0, removed: 0 });
    expect(store.organisations.size).toBe(5);
    expect(await run([listOf('liste', 1, 2)], store, { force: true })).toMatchObject({ removed: 3, unchanged: 2 });
  });

  test('may remove exactly half', async () => {
    const store = memoryDirectoryStore();
    await run([listOf('liste', 1, 2, 3, 4)], store);
    expect((await run([listOf('liste', 1, 2)], store)).removed).toBe(2);
  });

  test('with no acceptable row touches nothing', async () => {
    const store = memoryDirectoryStore();
    await run([listOf('liste', 1, 2)], store);
    const outcome = await run([memoryFile('vide.csv', `${header}\nliste;;;;;;;\n`, '2026-01-01')], store, { force: true });
    expect(outcome.refused).toEqual([
      { file: 'vide.csv', row: 2, reason: 'no-id' },
      { file: 'vide.csv', row: 0, reason: 'no-acceptable-row' }
    ]);
    expect(store.organisations.size).toBe(2);
  });

  test('counts a row that stands twice, and refuses one that contradicts another', async () => {
    const store = memoryDirectoryStore();
    const twice = await run([listOf('liste', 1, 1, 2, '2 bis')], store);
    expect(twice).toMatchObject({ written: 2, excluded: { 'same-row-twice': 1 } });
    expect(twice.refused).toEqual([{ file: 'liste.csv', row: 5, reason: 'same-id' }]);
  });

  test('keeps what stands in two sources, and counts it', async () => {
    const store = memoryDirectoryStore();
    await run([listOf('liste', 1)], store);
    const outcome = await run([listOf('autre', 1)], store);
    expect(outcome).toMatchObject({ merged: 1, possibleDuplicates: [] });
    expect(store.organisations.size).toBe(2);
  });

  test('tells what may stand in two sources', async () => {
    const store = memoryDirectoryStore();
    await run([listOf('liste', 1)], store);
    const outcome = await run([listOf('autre', '1 bis')], store);
    expect(outcome).toMatchObject({ merged: 0, possibleDuplicates: [['list-autre:1', 'list-liste:1']] });
  });
});

describe('an import that is cut off', () => {
  test('leaves the source marked, and the next one finishes the work', async () => {
    const store = memoryDirectoryStore();
    store.counters.breakAfter = 2;
    await expect(run([listOf('liste', 1, 2, 3)], store)).rejects.toThrow('told to break');
    expect(await store.readImports()).toMatchObject([{ sourceId: 'list-liste', state: 'running' }]);
    store.counters.breakAfter = Number.POSITIVE_INFINITY;
    expect(await run([listOf('liste', 1, 2, 3)], store, { now: later })).toMatchObject({ written: 1, unchanged: 2 });
    expect(await store.readImports()).toMatchObject([{ state: 'done', count: 3 }]);
  });

  test('is finished even when nothing is left to write', async () => {
    const store = memoryDirectoryStore();
    await run([listOf('liste', 1)], store);
    await store.writeImport(importState('list-liste', 'running', new Date(0).toISOString()));
    expect(await run([listOf('liste', 1)], store)).toMatchObject({ written: 0 });
    expect(await store.readImports()).toMatchObject([{ state: 'done' }]);
  });

  test('keeps others out while it may be alive', async () => {
    const store = memoryDirectoryStore();
    await store.writeImport(importState('list-liste', 'running', now().toISOString()));
    expect((await run([listOf('liste', 1)], store, { force: true })).refusedSources).toMatchObject([{ reason: 'already-running' }]);
    expect((await run([listOf('liste', 1)], store, { now: later })).written).toBe(1);
  });

  test('by its caller writes nothing more', async () => {
    const store = memoryDirectoryStore();
    const abort = new AbortController();
    const many = Array.from({ length: 1200 }, (_, index) => index);
    const onProgress: ImportOptions['onProgress'] = (progress) => {
      if (progress.step === 'writing') abort.abort();
    };
    await expect(run([listOf('liste', ...many)], store, { signal: abort.signal, onProgress })).rejects.toThrow('abort');
    expect(store.organisations.size).toBe(500);
    expect(await store.readImports()).toMatchObject([{ state: 'running' }]);
  });

  test('before it wrote anything leaves no mark', async () => {
    const store = memoryDirectoryStore();
    await expect(run([listOf('liste', 1)], store, { signal: AbortSignal.abort() })).rejects.toThrow('abort');
    expect(await store.readImports()).toEqual([]);
  });
});

test('a source can be taken out as a whole', async () => {
  const store = memoryDirectoryStore();
  await run([listOf('liste', 1, 2), listOf('autre', 1)], store);
  expect(await removeSource('list-liste', store, { now })).toBe(2);
  expect(await removeSource('list-liste', store, { now })).toBe(0);
  expect([...store.organisations.keys()]).toEqual(['organisation:list-autre:1']);
});

const header = 'list;id;name;category;department;phones;source;confirmed';

function now(): Date {
  return new Date('2026-11-24T12:00:00Z');
}

function later(): Date {
  return new Date('2026-11-24T12:05:00Z');
}

function run(files: ImportFile[], store: MemoryDirectoryStore, options: Partial<ImportOptions> = {}): Promise<ImportOutcome> {
  return importDirectory(files, store, { towns: noTowns, now, ...options });
}

/** `3 bis` is organisation 3 under another name. All have the same phone. */
function listOf(list: string, ...ids: (number | string)[]): ImportFile {
  const rows = ids.map((id) => `${list};${String(id).replace(/ .*/, '')};Structure ${String(id)};community;75;0102030405;Un test;2026-01-01`);
  return memoryFile(`${list}.csv`, [header, ...rows].join('\n'), '2026-01-01');
}
