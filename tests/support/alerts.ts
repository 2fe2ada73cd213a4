import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { AlertContentSchema, type AlertContent } from '../../src/domain/alert.ts';
import { areaContext, openAlert } from '../../src/domain/sealed-alert.ts';
import { alertKeys, type AlertKeys } from '../../sync-server/alerts/alert-keys.ts';
import { alertStore, type AlertStore, type AlertStoreParts } from '../../sync-server/alerts/alert-store.ts';
import { Projector, type ProjectorParts } from '../../sync-server/alerts/projector.ts';
import { Snapshots } from '../../sync-server/alerts/snapshots.ts';
import { areaDatabases, type AreaDatabases } from '../../sync-server/couch/area-databases.ts';
import { documentsOf, type Documents } from '../../sync-server/couch/documents.ts';
import { snapshotFiles } from '../../sync-server/couch/snapshot-files.ts';
import { createLogger } from '../../sync-server/logger.ts';
import { withAccounts, type TestAccounts } from './accounts.ts';

export interface TestAlerts extends TestAccounts {
  readonly store: AlertStore;
  readonly master: Documents;
  readonly keys: AlertKeys;
  readonly areas: AreaDatabases;
  /** Made when a test says so. */
  readonly snapshots: Snapshots;
  /** The store with other parts: one that stops where it is told to. */
  readonly storeWith: (parts: Partial<AlertStoreParts>) => AlertStore;
  /** One more copy of the server's projector, which works when it is told to. */
  readonly projectorWith: (parts?: Partial<ProjectorParts>) => Projector;
  /** What each area's phones could read, by area: opened, by id. */
  readonly inAreas: () => Promise<Record<string, Record<string, unknown>>>;
  /** What they should be able to read, from the master. */
  readonly wanted: () => Promise<Record<string, Record<string, unknown>>>;
}

/** Alerts on a real store. Nothing follows by itself: a test says when the projector works. */
export async function withAlerts(run: (test: TestAlerts) => Promise<void>): Promise<void> {
  await withAccounts(async (test) => {
    const { accounts, couch, clock } = test;
    const { databasePrefix } = accounts.config;
    const master = documentsOf(couch.server, `${databasePrefix}alerts`);
    const keys = alertKeys(accounts.keyring);
    const areas = areaDatabases(couch, databasePrefix);
    const now = (): Date => clock.now;
    const snapshots = new Snapshots({ areas, documents: documentsOf(couch.server, `${databasePrefix}snapshots`), files: snapshotFiles(couch, `${databasePrefix}snapshots`), keys, now, logger: createLogger({ logLevel: 'silent' }) });
    const takeAway: AlertStoreParts['takeAway'] = async (id, placed) => {
      for (const area of placed) await areas.remove(area, `alert:${id}`);
    };
    const storeWith = (parts: Partial<AlertStoreParts>): AlertStore => alertStore({ documents: master, keys, now, onChange: () => undefined, takeAway, ...parts });
    const store = storeWith({});
    const projectorWith = (parts: Partial<ProjectorParts> = {}): Projector =>
      new Projector({ snapshots: { changed: () => undefined, drop: (area) => snapshots.drop(area) }, filter: { follow: () => Promise.resolve() }, alerts: master, jobs: accounts.documents, areas, store, keys, now, logger: createLogger({ logLevel: 'silent' }), holder: randomBytes(4).toString('hex'), ...parts });
    await run({
      ...test,
      store,
      master,
      keys,
      areas,
      snapshots,
      storeWith,
      projectorWith,
      async inAreas() {
        const read: Record<string, Record<string, unknown>> = {};
        for (const area of await areas.areas()) {
          for (const { _id, keyId, sealed } of await areas.list(area)) {
            const id = _id.slice('alert:'.length);
            (read[area] ??= {})[id] = JSON.parse(await openAlert((await keys.area(keyId)).sealing, areaContext(keyId, id), sealed));
          }
        }
        return read;
      },
      async wanted() {
        const wanted: Record<string, Record<string, unknown>> = {};
        for (const id of await store.ids()) {
          const document = await store.document(id);
          if (!document || document.hidden || document.deletedOn <= clock.now.toISOString().slice(0, 10)) continue;
          for (const area of document.areas) (wanted[area] ??= {})[id] = JSON.parse(JSON.stringify(await store.open(document)));
        }
        return wanted;
      }
    });
  });
}

/** What a moderator writes, with what is given. */
export function newAlert(changes: Partial<v.InferInput<typeof AlertContentSchema>> = {}): AlertContent {
  return v.parse(AlertContentSchema, { level: 'dangerous', areas: ['75'], events: ['robbery'], ...changes });
}

export function newAlertId(): string {
  return randomBytes(16).toString('base64url');
}
