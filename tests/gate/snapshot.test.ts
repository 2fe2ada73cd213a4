import { expect, test } from 'vitest';
import type { SnapshotManifest } from '../../src/domain/sealed-block.ts';
import type { Keys } from '../../src/domain/alert-api.ts';
import { newAlert, newAlertId } from '../support/alerts.ts';
import { publishAlerts } from '../support/gate.ts';
import { withOwnServer } from '../support/own-server.ts';

test('the blocks of a snapshot come whole, or from any byte on', async () => {
  await withOwnServer(async (server) => {
    const { client } = await server.signedIn('member', { areas: ['75', '48'] });
    expect(await client.get('/sync/75/snapshot')).toMatchObject({ status: 404, body: { error: 'no_snapshot' } });
    await publishAlerts(server, 130);
    await server.context.alerts.snapshots.untilIdle();
    const answer = await client.get('/sync/75/snapshot');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { name, blocks } = answer.body as unknown as SnapshotManifest;
    const load = async (range?: string, area = '75') => {
      const loaded = await fetch(`${server.origin}/sync/${area}/snapshot/${name}`, { headers: { cookie: client.cookie, ...(range === undefined ? {} : { range }) } });
      return { status: loaded.status, range: loaded.headers.get('content-range'), bytes: Buffer.from(await loaded.arrayBuffer()) };
    };
    const whole = await load();
    expect(whole).toMatchObject({ status: 200, range: null });
    const length = blocks.reduce((sum, [bytes]) => sum + bytes, 0);
    expect(whole.bytes.length).toBe(length);
    for (const from of [0, 1, blocks[0]?.[0] ?? 0, length - 1]) {
      const part = await load(`bytes=${from}-`);
      expect(part).toMatchObject({ status: 206, range: `bytes ${from}-${length - 1}/${length}` });
      expect(part.bytes.equals(whole.bytes.subarray(from))).toBe(true);
    }
    expect(await load(`bytes=${length}-`)).toMatchObject({ status: 416, range: `bytes */${length}` });
    expect((await load('bytes=0-1,4-5')).bytes.length).toBe(length);
    // Of another area there is no file of this name.
    expect((await load(undefined, '48')).status).toBe(404);
  });
});

test('keys are those of the months in use of the own areas, and of the account', async () => {
  await withOwnServer(async (server) => {
    const { alerts, accounts } = server.context;
    const { client } = await server.signedIn('member', { areas: ['75'] });
    const other = await server.signedIn('other', { areas: ['69'] });
    const month = accounts.now().toISOString().slice(0, 7);
    await alerts.store.publish(newAlertId(), newAlert({ areas: ['69', '75'] }), newAlertId());
    const keys = (await client.get('/api/keys')).body as unknown as Keys;
    expect(keys.areas).toEqual({ [`75-${month}`]: alerts.keys.areaText(`75-${month}`) });
    expect(Math.abs(Date.parse(keys.now) - Date.now())).toBeLessThan(60_000);
    const theirs = (await other.client.get('/api/keys')).body as unknown as Keys;
    expect(Object.keys(theirs.areas)).toEqual([`69-${month}`]);
    expect(theirs.notes).not.toBe(keys.notes);
    expect(theirs.search).toBe(keys.search);
    expect((await client.get('/api/keys')).body['notes']).toBe(keys.notes);
  });
});
