import { timingSafeEqual } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { newProcessSecret } from '../config.ts';

/** CouchDB's HTTP API in this process, on loopback, with its files in a folder. */
export interface EmbeddedStore {
  /** With credentials that only this process knows. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the store for those who run no CouchDB: development, tests, a first look.
 * Throws if the folder cannot be written, or if another process holds it.
 */
export async function startEmbeddedStore(folder: string): Promise<EmbeddedStore> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const password = newProcessSecret();
  // These packages have no types and are CommonJS.
  const require = createRequire(import.meta.url);
  const express = require('express') as () => ExpressApp;
  const expressPouch = require('express-pouchdb') as (pouch: unknown, options: object) => unknown;
  const Pouch = require('pouchdb-core') as PouchConstructor;
  // The adapter's own, wherever it is installed.
  const levelDb = createRequire(require.resolve('pouchdb-adapter-leveldb'))('leveldown') as LevelDb;
  // Plugins add to the one constructor; a second store in the same process must not add them again.
  if (!plugged) for (const plugin of plugins) Pouch.plugin(require(plugin));
  plugged = true;
  // Each database listens on the one constructor; Node warns from the eleventh on, as if it were a leak.
  Pouch.setMaxListeners(100);

  const app = express();
  app.disable('x-powered-by');
  // Other programs of this machine reach loopback too.
  app.use((request: StoreRequest, response: StoreResponse, next: () => void) => {
    const allowed = isAllowed(request.headers.authorization, password);
    // Answered for here: the store would look for the name among its own users.
    delete request.headers.authorization;
    if (allowed) next();
    else response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"unauthorized","reason":"not for you"}\n');
  });
  app.use(
    expressPouch(Pouch.defaults({ prefix: `${folder}/`, db: syncedLevelDb(levelDb) }), {
      inMemoryConfig: true,
      logPath: '/dev/null',
      overrideMode: { exclude: ['routes/fauxton', 'routes/log'] }
    })
  );
  const server = await new Promise<Server>((resolve, reject) => {
    const listening: Server = app.listen(0, '127.0.0.1', () => resolve(listening));
    listening.on('error', reject);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://jasmine:${password}@127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

function isAllowed(header: string | undefined, password: string): boolean {
  const expected = Buffer.from(`Basic ${Buffer.from(`jasmine:${password}`).toString('base64')}`);
  const given = Buffer.from(header ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * LevelDB answers a write as soon as the kernel has it, which outlives this process but not a power cut. As with CouchDB, what
 * was answered is on the disk: a phone deletes its report on that word.
 */
function syncedLevelDb(open: LevelDb): LevelDb {
  const synced: LevelDb = (location) => {
    const store = open(location);
    const batch = store._batch.bind(store);
    // The one way by which the adapter writes documents.
    store._batch = (operations, options, callback) => batch(operations, { ...options, sync: true }, callback);
    return store;
  };
  return Object.assign(synced, { destroy: open.destroy });
}

const plugins = ['pouchdb-adapter-leveldb', 'pouchdb-mapreduce', 'pouchdb-find', 'pouchdb-replication'];
let plugged = false;

interface PouchConstructor {
  setMaxListeners(count: number): void;
  plugin(plugin: unknown): PouchConstructor;
  defaults(options: object): unknown;
}

interface LevelDb {
  (location: string): LevelStore;
  destroy?: (location: string, callback: (error?: Error) => void) => void;
}

interface LevelStore {
  _batch(operations: unknown, options: object, callback: (error?: Error) => void): void;
}

interface ExpressApp {
  disable(setting: string): void;
  use(handler: unknown): void;
  listen(port: number, host: string, ready: () => void): Server;
}

interface StoreRequest {
  readonly headers: { authorization?: string };
}

interface StoreResponse {
  writeHead(status: number, headers: object): { end(body: string): void };
}
