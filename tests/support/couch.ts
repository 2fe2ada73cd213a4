import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nano, { type ServerScope } from 'nano';
import { startEmbeddedStore } from '../../sync-server/couch/embedded-store.ts';

/**
 * Runs a test against a real store: the CouchDB of `COUCHDB_URL`, else the embedded one in a folder of its own.
 * Databases whose names begin with the prefix are gone afterwards: a CouchDB may hold others, and other tests' too.
 */
export async function withCouch(run: (couch: ServerScope, prefix: string, url: string) => Promise<void>): Promise<void> {
  const prefix = `test-${randomBytes(4).toString('hex')}-`;
  const url = process.env['COUCHDB_URL'];
  if (url) {
    const couch = nano(url);
    try {
      await run(couch, prefix, url);
    } finally {
      for (const name of await couch.db.list()) {
        if (name.startsWith(prefix)) await couch.db.destroy(name);
      }
    }
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'jasmine-'));
  const store = await startEmbeddedStore(folder);
  try {
    await run(nano(store.url), prefix, store.url);
  } finally {
    await store.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
