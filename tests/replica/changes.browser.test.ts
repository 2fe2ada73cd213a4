import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newAlert, newAlertId } from '../support/alerts.ts';
import { startBrowser } from '../support/browser.ts';
import { startBreakableNetwork } from '../support/breakable-network.ts';
import { keptRows, withDevice } from '../support/device.ts';
import { newSnapshot, publishAlerts } from '../support/gate.ts';
import { keepInArea, manyAlerts } from '../support/many-alerts.ts';
import { withOwnServer } from '../support/own-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe('what the team changes', () => {
  test('is changed on the phone at the next contact; what is taken back is gone, and is not found any more', async () => {
    await withOwnServer(async (server) => {
      const { store, projector } = server.context.alerts;
      const [first = '', second = ''] = await publishAlerts(server, 3, ['75']);
      await newSnapshot(server, '75');
      const { client } = await server.signedIn('amber', { areas: ['75'] });
      await withDevice(browser, server.origin, client.cookie, async (device) => {
        await device.follow(['75']);
        expect((await device.ask('list', '75', []))?.alerts).toHaveLength(3);
        await store.remove(first);
        await store.edit(second, newAlert({ level: 'risky', pseudonyms: ['Quetzal'] }));
        await projector.untilIdle();
        await device.follow(['75']);
        expect(Object.keys(await keptRows(device, '75'))).not.toContain(`alert:${first}`);
        expect(await device.ask('find', { kind: 'phone', value: '+33612341000' })).toEqual([]);
        expect(await device.ask('find', { kind: 'phone', value: '+33612341001' })).toEqual([]);
        expect((await device.ask('search', '1000', []))?.alerts).toEqual([]);
        expect((await device.ask('search', 'quetzal', []))?.alerts).toMatchObject([{ id: second, level: 'risky' }]);
        expect(await device.ask('alert', first)).toBeUndefined();
        expect((await device.ask('list', '75', []))?.counts).toMatchObject({ risky: 1, dangerous: 1 });
      });
    });
  });

  test('while the first load is half done: its snapshot is gone, and what was taken out is not on the phone', async () => {
    await withOwnServer(async (server) => {
      const { store, projector, snapshots, areas } = server.context.alerts;
      await publishAlerts(server, 150, ['75']);
      await newSnapshot(server, '75');
      const { client } = await server.signedIn('amber', { areas: ['75'] });
      await using network = await startBreakableNetwork(server.origin);
      await withDevice(browser, network.origin, client.cookie, async (device) => {
        await device.ask('token', { kind: 'phone', value: '+33600000000' });
        network.holdAfter(11_000);
        const following = device.follow(['75']);
        await expect.poll(async () => Object.keys(await keptRows(device, '75')).length).toBeGreaterThan(99);
        // Usable from the first block on.
        expect((await device.ask('list', '75', []))?.alerts).toHaveLength(50);
        const here = Object.keys(await keptRows(device, '75'));
        const gone = here.slice(0, 5).map((id) => id.slice('alert:'.length));
        for (const id of gone) await store.remove(id);
        await store.publish(newAlertId(), newAlert({ areas: ['75'] }), newAlertId());
        await projector.untilIdle();
        await snapshots.untilIdle();
        network.cut();
        await following;
        expect(await device.follow(['75'])).toMatchObject({ areas: [{ stage: 'current', alerts: 146 }] });
        const wanted = (await areas.snapshot('75')).documents.map(({ _id }) => _id).sort();
        expect(Object.keys(await keptRows(device, '75')).sort()).toEqual(wanted);
      });
    });
  });
});

describe('somebody says', () => {
  test('what is loaded: stopped it stays stopped until asked for, removed it is gone and stays away', async () => {
    await withOwnServer(async (server) => {
      await keepInArea(server.context, '75', manyAlerts(700, 1));
      const { client } = await server.signedIn('amber', { areas: ['75'] });
      await using network = await startBreakableNetwork(server.origin);
      await withDevice(browser, network.origin, client.cookie, async (device) => {
        await device.ask('token', { kind: 'phone', value: '+33600000000' });
        network.holdAfter(20_000);
        const following = device.follow(['75']);
        await expect.poll(() => device.loaded()).toBeGreaterThan(10_000);
        await device.ask('stop', '75');
        network.cut();
        expect(await following).toMatchObject({ areas: [{ stage: 'stopped' }] });
        expect(await device.follow(['75'])).toMatchObject({ areas: [{ stage: 'stopped' }] });
        expect(await device.ask('follow', ['75'], false, '75')).toMatchObject({ areas: [{ stage: 'current', alerts: 700 }] });
        await device.ask('remove', '75');
        expect(await keptRows(device, '75')).toEqual({});
        expect(await device.follow(['75'])).toMatchObject({ areas: [{ stage: 'removed', alerts: 0 }] });
        expect(await device.ask('follow', ['75'], true, '75')).toMatchObject({ areas: [{ stage: 'current', alerts: 700 }] });
      });
    });
  });
});

test('where each byte costs a large department waits for a word, and its size is said; a small one comes', async () => {
  await withOwnServer(async (server) => {
    // Nothing to compress.
    await keepInArea(server.context, '75', manyAlerts(500, 1).map((alert) => ({ ...alert, text: randomBytes(600).toString('base64url') })));
    await keepInArea(server.context, '13', manyAlerts(20, 2, '13'));
    const { client } = await server.signedIn('amber', { areas: ['75', '13'] });
    await withDevice(browser, server.origin, client.cookie, async (device) => {
      const { areas } = await device.ask('follow', ['75', '13'], true);
      expect(areas).toMatchObject([{ area: '75', stage: 'metered', alerts: 0, load: { bytes: 0, alertsInAll: 500 } }, { area: '13', stage: 'current', alerts: 20 }]);
      expect(areas[0]?.load?.bytesInAll).toBeGreaterThan(256 * 1024);
      expect(await device.ask('follow', ['75', '13'], true, '75')).toMatchObject({ areas: [{ area: '75', stage: 'current', alerts: 500 }, { area: '13' }] });
    });
  });
});

test('several tabs share one replication, and all see what it brought', async () => {
  await withOwnServer(async (server) => {
    await publishAlerts(server, 5, ['75']);
    await newSnapshot(server, '75');
    const { client } = await server.signedIn('amber', { areas: ['75'] });
    await withDevice(browser, server.origin, client.cookie, async (device) => {
      const other = await device.tab();
      const asked: string[] = [];
      device.context.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await Promise.all([device.follow(['75']), other.follow(['75'])]);
      expect(asked.filter((path) => path.includes('/snapshot/'))).toHaveLength(1);
      expect(asked.filter((path) => path.endsWith('/_changes'))).toHaveLength(1);
      expect((await other.ask('list', '75', []))?.alerts).toHaveLength(5);
      await publishAlerts(server, 1, ['75']);
      await device.follow(['75']);
      await expect.poll(async () => (await other.ask('list', '75', []))?.alerts.length).toBe(6);
      // The one that followed is closed in the middle: the other goes on.
      await publishAlerts(server, 1, ['75']);
      void device.follow(['75']).catch(() => undefined);
      await device.page.close();
      expect(await other.follow(['75'])).toMatchObject({ areas: [{ alerts: 7 }] });
    });
  });
});
