import nano from 'nano';
import { describe, expect, test } from 'vitest';
import { newAlert, newAlertId, withAlerts, type TestAlerts } from '../../tests/support/alerts.ts';
import type { Documents } from '../couch/documents.ts';

describe('areas', () => {
  test('hold what their phones may read, and follow the master', async () => {
    await withAlerts(async ({ store, projectorWith, inAreas, wanted }) => {
      const projector = projectorWith();
      const [moving, hidden, erased, corsican] = [newAlertId(), newAlertId(), newAlertId(), newAlertId()];
      await store.publish(moving, newAlert({ areas: ['75', '69'] }), 'one');
      await store.publish(hidden, newAlert(), 'two');
      await store.publish(erased, newAlert(), 'three');
      await store.publish(corsican, newAlert({ areas: ['2A'] }), 'four');
      await projector.untilIdle();
      expect(places(await inAreas())).toEqual({ '75': [moving, hidden, erased].sort(), '69': [moving], '2A': [corsican] });
      expect(await inAreas()).toEqual(await wanted());
      await store.edit(moving, newAlert({ areas: ['33', '69'], text: 'corrected' }));
      await store.contest(hidden, { contested: true, hidden: true });
      await store.remove(erased);
      await projector.untilIdle();
      expect(places(await inAreas())).toEqual({ '69': [moving], '33': [moving], '2A': [corsican] });
      expect(await inAreas()).toEqual(await wanted());
      await store.contest(hidden, { contested: true, hidden: false });
      await projector.untilIdle();
      expect(await inAreas()).toEqual(await wanted());
    });
  });

  test('take any id that a phone makes', async () => {
    await withAlerts(async ({ store, projectorWith, inAreas }) => {
      const ids = ['_AAAAAAAAAAAAAAAAAAAAA', '-AAAAAAAAAAAAAAAAAAAAA'];
      for (const id of ids) await store.publish(id, newAlert(), `report ${id}`);
      await projectorWith().untilIdle();
      expect(places(await inAreas())).toEqual({ '75': [...ids].sort() });
    });
  });

  test('are built from zero to the same, without a new revision, in another month too; what is strange in them goes', async () => {
    await withAlerts(async (all) => {
      const { store, projectorWith, areas, inAreas, wanted, clock } = all;
      const ids = [newAlertId(), newAlertId(), newAlertId()];
      for (const id of ids) await store.publish(id, newAlert({ areas: ['75', '69'] }), `report ${id}`);
      await projectorWith().untilIdle();
      const before = await revisions(all);
      expect(before.length).toBe(6);
      clock.now = new Date('2027-02-03T12:00:00.000Z');
      const strange = { ...((await areas.list('75'))[0] ?? never()), _id: `alert:${newAlertId()}` };
      await areas.put('75', strange);
      await projectorWith().rebuild();
      expect(await revisions(all)).toEqual(before);
      expect(await inAreas()).toEqual(await wanted());
    });
  });

  test('are written to by the server alone, sealed, and hold nothing else', async () => {
    await withAlerts(async ({ store, projectorWith, couch, accounts }) => {
      await store.publish(newAlertId(), newAlert(), 'report');
      await projectorWith().untilIdle();
      const database = couch.server.use(`${accounts.config.databasePrefix}alerts-75`);
      await expect(database.insert({ _id: `alert:${newAlertId()}`, text: 'plain' } as object)).rejects.toMatchObject({ statusCode: 403 });
      const security = (await couch.server.request({ db: `${accounts.config.databasePrefix}alerts-75`, path: '_security' })) as { members: object };
      expect(security.members).toEqual({ names: [], roles: ['_admin', 'area-75'] });
    });
  });
});

// The embedded store knows one user, the server; who may read and write is CouchDB's own affair.
test.runIf(process.env['COUCHDB_URL'])('whoever has the role of an area reads no other, and writes in none', async () => {
  await withAlerts(async ({ store, projectorWith, couch, accounts }) => {
    await store.publish(newAlertId(), newAlert({ areas: ['75', '69'] }), 'report');
    await projectorWith().untilIdle();
    const db = `${accounts.config.databasePrefix}alerts-75`;
    const name = `${accounts.config.databasePrefix}somebody`;
    const users = couch.server.use('_users');
    await users.insert({ _id: `org.couchdb.user:${name}`, type: 'user', name, password: 'a long quiet evening', roles: ['area-75'] } as object);
    try {
      const url = new URL(accounts.config.couchUrl ?? '');
      [url.username, url.password] = [name, 'a long quiet evening'];
      const theirs = nano(url.href).use(db);
      await expect(nano(url.href).use(`${accounts.config.databasePrefix}alerts-69`).list()).rejects.toMatchObject({ statusCode: 403 });
      const { rows } = await theirs.list({ startkey: 'alert:', endkey: 'alert;', include_docs: true });
      expect(rows.length).toBe(1);
      await expect(theirs.insert({ ...rows[0]?.doc, tokens: [] } as object)).rejects.toMatchObject({ statusCode: 403 });
      await expect(theirs.destroy(rows[0]?.id ?? '', rows[0]?.value.rev ?? '')).rejects.toMatchObject({ statusCode: 403 });
    } finally {
      const user = await users.get(`org.couchdb.user:${name}`);
      await users.destroy(user._id, user._rev);
    }
  });
});

describe('a projector', () => {
  test('killed after each of its writes, one after the other, leaves areas that the next one makes equal to the master', async () => {
    await withAlerts(async (all) => {
      const { projectorWith, inAreas, wanted, clock, areas, accounts } = all;
      let killed = true;
      let rounds = 0;
      for (; killed; rounds++) {
        await changeEverything(all, rounds);
        const lives = { left: rounds };
        // Dead is dead: after the write at which it dies nothing that it does arrives any more.
        const spend = async <Value>(write: () => Promise<Value>, wrote: (value: Value) => boolean): Promise<Value> => {
          if (lives.left < 0) throw new Error('killed');
          const value = await write();
          if (wrote(value) && lives.left-- <= 0) throw new Error('killed');
          return value;
        };
        const jobs: Documents = {
          ...accounts.documents,
          create: (document) => spend(() => accounts.documents.create(document), Boolean),
          replace: (document) => spend(() => accounts.documents.replace(document), Boolean),
          update: (id, change) => spend(() => accounts.documents.update(id, change), (value) => value !== undefined),
          remove: (document) => spend(() => accounts.documents.remove(document), Boolean)
        };
        const dying = projectorWith({
          jobs,
          areas: { ...areas, put: (area, alert) => spend(() => areas.put(area, alert), Boolean), remove: (area, id) => spend(() => areas.remove(area, id), Boolean) }
        });
        killed = await dying.untilIdle().then(() => false, () => true);
        // Its lease ends; another copy of the server takes over.
        clock.now = new Date(clock.now.getTime() + 61_000);
        const next = projectorWith();
        await next.untilIdle();
        await next.stop();
        expect(await inAreas(), `killed at write ${String(rounds + 1)}`).toEqual(await wanted());
        expect(places(await inAreas())['33'] ?? []).toEqual(rounds % 2 === 1 ? [nomad] : []);
      }
      // Otherwise it was never killed in the middle.
      expect(rounds).toBeGreaterThan(9);
    });
  }, 300_000);

  test('leaves the work to the one that has the lease, and takes over when that has ended', async () => {
    await withAlerts(async ({ store, projectorWith, inAreas, wanted, clock }) => {
      const [first, second] = [projectorWith(), projectorWith()];
      await first.untilIdle();
      await store.publish(newAlertId(), newAlert(), 'report');
      await second.untilIdle();
      expect(await inAreas()).toEqual({});
      clock.now = new Date(clock.now.getTime() + 61_000);
      await second.untilIdle();
      expect(await inAreas()).toEqual(await wanted());
    });
  });

  test('does not write back what is erased while it writes it', async () => {
    await withAlerts(async ({ store, projectorWith, inAreas, areas }) => {
      const id = newAlertId();
      await store.publish(id, newAlert(), 'report');
      let first = true;
      const slow = projectorWith({
        areas: {
          ...areas,
          put: async (area, alert) => {
            if (first) await store.remove(id);
            first = false;
            return areas.put(area, alert);
          }
        }
      });
      await slow.untilIdle();
      expect(await inAreas()).toEqual({});
    });
  });
});

/** New ones, one that moves to other areas each time, one that is hidden or comes back, one that goes. */
async function changeEverything({ store }: TestAlerts, round: number): Promise<void> {
  const odd = round % 2 === 1;
  await store.publish(nomad, newAlert({ areas: odd ? ['33', '13'] : ['13', '59', '75'] }), `report ${String(round)}`);
  await store.publish(blinking, newAlert({ areas: ['75', '69'] }), 'report');
  await store.contest(blinking, { contested: true, hidden: odd });
  await store.publish(newAlertId(), newAlert({ areas: ['75', '69'] }), 'another report');
  const gone = newAlertId();
  await store.publish(gone, newAlert(), 'one more report');
  await store.remove(gone);
}

const [nomad, blinking] = [newAlertId(), newAlertId()];

function places(read: Record<string, Record<string, unknown>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(read).map(([area, alerts]) => [area, Object.keys(alerts).sort()]));
}

async function revisions({ couch, accounts }: TestAlerts): Promise<string[]> {
  const all = [];
  for (const area of ['75', '69']) {
    const { rows } = await couch.server.use(`${accounts.config.databasePrefix}alerts-${area}`).list({ startkey: 'alert:', endkey: 'alert;' });
    all.push(...rows.map(({ id, value }) => `${area} ${id} ${value.rev}`));
  }
  return all;
}

function never(): never {
  throw new Error('there is none');
}
