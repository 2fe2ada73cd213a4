import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nano from 'nano';
import { expect, test, vi } from 'vitest';
import { startEmbeddedStore } from './embedded-store.ts';

interface LevelDb {
  prototype: { _batch: (operations: unknown, options: { sync?: boolean }, callback: unknown) => void };
}
const require = createRequire(createRequire(import.meta.url).resolve('pouchdb-adapter-leveldb'));
const { prototype } = require('leveldown') as LevelDb;

test('the embedded store answers a write once the disk has it, not only the kernel', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jasmine-store-'));
  const batches = vi.spyOn(prototype, '_batch');
  const store = await startEmbeddedStore(folder);
  try {
    const couch = nano(store.url);
    await couch.db.create('sample');
    batches.mockClear();
    const { rev } = await couch.use('sample').insert({ _id: 'one' });
    await couch.use('sample').insert({ _id: 'one', _rev: rev, changed: true } as object);
    expect(batches.mock.calls.length).toBeGreaterThanOrEqual(2);
    expect(batches.mock.calls.filter(([, options]) => options.sync !== true)).toEqual([]);
  } finally {
    await store.stop();
    batches.mockRestore();
    rmSync(folder, { recursive: true, force: true });
  }
});
