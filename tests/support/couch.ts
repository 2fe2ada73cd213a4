import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nano, { type ServerScope } from 'nano';
import { startEmbeddedStore } from '../../sync-server/couch/embedded-store.ts';

/**
 * Runs a test against a real store: the CouchDB of `COUCHDB_URL`, else the embedded one in a folder of its own.
 * Databases that the test makes are gone afterwards.
 */
export async function withCouch(run: (couch: ServerScope) => Promise<void>): Promise<void> {
  const url = process.env['COUCHDB_URL'];
  if (url) {
    const couch = nano(url);
    const before = new Set(await couch.db.list());
    try {
      await run(couch);
    } finally {
      for (const name of await couch.db.list()) {
        if (!before.has(name) && !name.startsWith('_')) await couch.db.destroy(name);
      }
    }
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'jasmine-'));
  const store = await startEmbeddedStore(folder);
  try {
    await run(nano(store.url));
  } finally {
    await store.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
