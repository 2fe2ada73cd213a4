import type { DocumentScope } from 'nano';
import { areaRole } from './area-token.ts';
import { statusOf, type Couch } from './connection.ts';
import { asUnavailable, getOrUndefined, rethrow, type Stored } from './documents.ts';

/** An alert as members' phones will have it: noise without the area's key. */
export interface AreaAlert {
  /** `alert:` and the id: as in the master. */
  readonly _id: string;
  /** `75-2026-11`: the area's key of a month. */
  readonly keyId: string;
  readonly sealed: string;
  readonly tokens: readonly string[];
}

/**
 * A database for each department (`alerts-75`): what a member may not see costs nothing, and CouchDB's own replication passes
 * through. Made when the first alert of the department comes.
 */
export interface AreaDatabases {
  /** Of a department that no alert has come for yet there is an empty one. */
  ensure(area: string): Promise<void>;
  /** Writes nothing when the same is there already. True when something was written. */
  put(area: string, alert: AreaAlert): Promise<boolean>;
  /** By the document's id. False when there was none. */
  remove(area: string, id: string): Promise<boolean>;
  /**
   * Makes earlier revisions unreadable in the store's files. The mark that something was removed stays: phones that have it learn
   * by that mark that it is gone.
   */
  compact(area: string): Promise<void>;
  list(area: string): Promise<readonly AreaAlert[]>;
  /** All of it, with a place in its changes from which on replication brings whatever is not in it yet. */
  snapshot(area: string): Promise<{ readonly updateSeq: string; readonly documents: readonly Stored<AreaAlert>[] }>;
  /** How many documents have changed since, and how many of these are gone. */
  changes(area: string, since: string): Promise<{ readonly changed: number; readonly removed: number }>;
  /** Departments that have a database. */
  areas(): Promise<readonly string[]>;
}

export function areaDatabases(couch: Couch, prefix: string): AreaDatabases {
  const nameOf = (area: string): string => areaDatabaseName(prefix, area);
  const open = new Map<string, Promise<DocumentScope<AreaAlert>>>();

  const databases: AreaDatabases = {
    async ensure(area) {
      await opened(area);
    },
    async put(area, alert) {
      const database = await opened(area);
      for (;;) {
        const current = await getOrUndefined<AreaAlert>(database, alert._id);
        if (current && sameAlert(current, alert)) return false;
        try {
          await database.insert({ ...alert, ...(current ? { _rev: current._rev } : {}) });
          return true;
        } catch (error) {
          // Another copy of the server writes the same: looked at once more.
          if (statusOf(error) !== 409) throw asUnavailable(error);
        }
      }
    },
    async remove(area, id) {
      if (!open.has(area) && !(await databases.areas()).includes(area)) return false;
      const database = await opened(area);
      for (;;) {
        const current = await getOrUndefined<AreaAlert>(database, id);
        if (!current) return false;
        try {
          await database.destroy(id, current._rev);
          return true;
        } catch (error) {
          if (statusOf(error) !== 409 && statusOf(error) !== 404) throw asUnavailable(error);
        }
      }
    },
    async compact(area) {
      await couch.server.request({ db: nameOf(area), path: '_compact', method: 'post', body: {} }).catch(rethrow);
    },
    async list(area) {
      const { rows } = await (await opened(area)).list({ include_docs: true, startkey: 'alert:', endkey: 'alert:\uffff' }).catch(rethrow);
      return rows.flatMap(({ doc }) => (doc ? [areaAlertOf(doc)] : []));
    },
    async snapshot(area) {
      const database = await opened(area);
      // The place first: what is written between the two comes once more, and is the same.
      const updateSeq = String((await couch.server.db.get(nameOf(area)).catch(rethrow)).update_seq);
      const { rows } = await database.list({ include_docs: true, startkey: 'alert:', endkey: 'alert:\uffff' }).catch(rethrow);
      return { updateSeq, documents: rows.flatMap(({ doc }) => (doc ? [{ ...areaAlertOf(doc), _rev: doc._rev }] : [])) };
    },
    async changes(area, since) {
      const { results } = (await (await opened(area)).changes({ since }).catch(rethrow)) as { results: readonly { readonly id: string; readonly deleted?: boolean }[] };
      const alerts = results.filter(({ id }) => id.startsWith('alert:'));
      return { changed: alerts.length, removed: alerts.filter(({ deleted }) => deleted).length };
    },
    async areas() {
      const names = await couch.server.db.list().catch(rethrow);
      const start = nameOf('');
      return names.filter((name) => name.startsWith(start) && /^(\d\d|2[ab]|9[78]\d)$/.test(name.slice(start.length))).map((name) => name.slice(start.length).toUpperCase());
    }
  };
  return databases;

  function opened(area: string): Promise<DocumentScope<AreaAlert>> {
    const known = open.get(area);
    if (known) return known;
    const opening = couch.areaDatabase<AreaAlert>(nameOf(area), areaRole(area)).catch((error: unknown) => {
      open.delete(area);
      throw asUnavailable(error);
    });
    open.set(area, opening);
    return opening;
  }
}

export function areaDatabaseName(prefix: string, area: string): string {
  return `${prefix}alerts-${area.toLowerCase()}`;
}

function sameAlert(one: AreaAlert, other: AreaAlert): boolean {
  return one.keyId === other.keyId && one.sealed === other.sealed && one.tokens.join() === other.tokens.join();
}

function areaAlertOf({ _id, keyId, sealed, tokens }: AreaAlert): AreaAlert {
  return { _id, keyId, sealed, tokens };
}
