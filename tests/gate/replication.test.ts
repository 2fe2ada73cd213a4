import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nano from 'nano';
import { expect, test } from 'vitest';
import { newAlert } from '../support/alerts.ts';
import { pouchDb, publishAlerts, throughGate, type Pouch } from '../support/gate.ts';
import { withOwnServer } from '../support/own-server.ts';

const Pouch = pouchDb();

test('stock PouchDB pulls what the area has, and then what changes and what goes', async () => {
  await withOwnServer(async (server) => {
    const { client } = await server.signedIn('member', { areas: ['75'] });
    const [first = '', second = ''] = await publishAlerts(server, 30);
    await publishAlerts(server, 3, ['69']);
    await withReplica(async (replica) => {
      const asked: string[] = [];
      const source = throughGate(Pouch, server.origin, '75', client.cookie, asked);
      await Pouch.replicate(source, replica);
      expect(await alertsOf(replica)).toEqual(await server.context.alerts.areas.list('75'));
      expect(await alertsOf(replica)).toHaveLength(30);
      // It tried to leave a note of how far it came, and was told that it may only read.
      expect(asked.some((one) => one.startsWith('PUT /sync/75/_local/'))).toBe(true);

      await server.context.alerts.store.edit(first, newAlert({ events: ['strangling'] }));
      await server.context.alerts.store.remove(second);
      await server.context.alerts.projector.untilIdle();
      const { docs_written: written } = await Pouch.replicate(source, replica);
      // It went on from where it was.
      expect(written).toBe(2);
      expect(await alertsOf(replica)).toEqual(await server.context.alerts.areas.list('75'));
      await expect(replica.get(`alert:${second}`)).rejects.toMatchObject({ status: 404 });
    });
  });
});

test('stock PouchDB that waits for news gets an alert when it is published', async () => {
  await withOwnServer(async (server) => {
    const { client } = await server.signedIn('member', { areas: ['75'] });
    await withReplica(async (replica) => {
      const pulling = Pouch.replicate(throughGate(Pouch, server.origin, '75', client.cookie), replica, { live: true });
      const [known = ''] = await publishAlerts(server, 1);
      await expect.poll(() => alertsOf(replica).then((alerts) => alerts.map(({ _id }) => _id)), patient).toEqual([`alert:${known}`]);
      const [fresh = ''] = await publishAlerts(server, 1);
      await expect.poll(() => alertsOf(replica).then((alerts) => alerts.map(({ _id }) => _id).sort()), patient).toEqual([`alert:${known}`, `alert:${fresh}`].sort());
      pulling.cancel();
      await pulling;
    });
  });
});

test.runIf(process.env['COUCHDB_URL'])("CouchDB's own replicator pulls through the gate", async () => {
  await withOwnServer(async (server) => {
    const { client } = await server.signedIn('member', { areas: ['75'] });
    await publishAlerts(server, 30);
    const couch = nano(process.env['COUCHDB_URL'] ?? '');
    const target = `${server.context.config.databasePrefix}pulled`;
    const source = { url: `${server.origin}/sync/75`, headers: { Cookie: client.cookie } };
    const answer: unknown = await couch.request({ path: '_replicate', method: 'POST', body: { source, target: { url: `${(process.env['COUCHDB_URL'] ?? '').replace(/\/$/, '')}/${target}` }, create_target: true, use_checkpoints: false } });
    expect(answer).toMatchObject({ ok: true });
    const { rows } = await couch.use(target).list({ include_docs: true, startkey: 'alert:', endkey: 'alert;' });
    expect(rows.map(({ doc }) => withoutRevision(doc as object))).toEqual(await server.context.alerts.areas.list('75'));
  });
});

async function withReplica(run: (replica: Pouch) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'jasmine-replica-'));
  const replica = new Pouch(join(folder, 'replica'), { adapter: 'leveldb' });
  try {
    await run(replica);
  } finally {
    await replica.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function alertsOf(replica: Pouch): Promise<Record<string, unknown>[]> {
  const { rows } = await replica.allDocs({ include_docs: true });
  return rows.filter(({ id }) => id.startsWith('alert:')).map(({ doc }) => withoutRevision(doc));
}

function withoutRevision(document: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== '_rev'));
}

const patient = { timeout: 30_000 };
