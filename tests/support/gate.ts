import { createRequire } from 'node:module';
import { newAlert, newAlertId } from './alerts.ts';
import { manyAtOnce } from './many-at-once.ts';
import type { OwnServer } from './own-server.ts';

/** What a replica's test asks of PouchDB. */
export interface Pouch {
  allDocs(options: { include_docs: true }): Promise<{ rows: { id: string; doc: Record<string, unknown> }[] }>;
  get(id: string, options?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}
export interface Replication extends PromiseLike<{ readonly docs_written: number }> {
  on(event: 'change' | 'error', listen: (what: unknown) => void): Replication;
  cancel(): void;
}
export type PouchFactory = (new (name: string, options?: object) => Pouch) & { plugin(plugin: unknown): PouchFactory; replicate(from: Pouch, to: Pouch, options?: object): Replication };

/** PouchDB as it comes, with the plug-ins that a replica needs. One of our own: the embedded store may have its plug-ins in the shared one. */
export function pouchDb(): PouchFactory {
  // These packages have no types and are CommonJS.
  const require = createRequire(import.meta.url);
  const core = require.resolve('pouchdb-core');
  const shared = require.cache[core];
  Reflect.deleteProperty(require.cache, core);
  const Pouch = require(core) as PouchFactory;
  if (shared) require.cache[core] = shared;
  else Reflect.deleteProperty(require.cache, core);
  for (const plugin of ['pouchdb-adapter-http', 'pouchdb-adapter-leveldb', 'pouchdb-replication']) Pouch.plugin(require(plugin));
  return Pouch;
}

/** The address of a department's gate as PouchDB asks through it, with a member's cookie; counts what is asked. */
export function throughGate(Pouch: PouchFactory, origin: string, area: string, cookie: string, asked: string[] = []): Pouch {
  return new Pouch(`${origin}/sync/${area}`, {
    skip_setup: true,
    fetch: (url: string, options: RequestInit) => {
      asked.push(`${options.method ?? 'GET'} ${new URL(url).pathname}`);
      return fetch(url, { ...options, headers: { ...Object.fromEntries(new Headers(options.headers)), cookie } });
    }
  });
}

/** Published, and in its areas' databases. Gives their ids. */
export async function publishAlerts({ context }: OwnServer, count: number, areas: readonly string[] = ['75']): Promise<string[]> {
  const ids = Array.from({ length: count }, newAlertId);
  await manyAtOnce([...ids.entries()], async ([index, id]) => {
    await context.alerts.store.publish(id, newAlert({ areas: [...areas], identifiers: [{ kind: 'phone', value: `+3361234${String(1000 + index)}` }] }), newAlertId());
  });
  await context.alerts.projector.untilIdle();
  return ids;
}

/** One that has all there is: those that follow changes by themselves may be a little behind. */
export async function newSnapshot({ context }: OwnServer, area: string): Promise<void> {
  const { snapshots } = context.alerts;
  await snapshots.untilIdle();
  await snapshots.drop(area);
  snapshots.changed(area);
  await snapshots.untilIdle();
}
