import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase64Url } from '../../src/domain/base64url.ts';
import { startBrowser } from '../support/browser.ts';
import { startBreakableNetwork } from '../support/breakable-network.ts';
import { keptRows, withDevice, type Device } from '../support/device.ts';
import { newSnapshot, publishAlerts } from '../support/gate.ts';
import { keepInArea, manyAlerts } from '../support/many-alerts.ts';
import { withOwnServer, type OwnServer } from '../support/own-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** What replication would bring, as rows. */
async function documentsOf({ context }: OwnServer, area: string): Promise<Record<string, unknown>> {
  const { documents } = await context.alerts.areas.snapshot(area);
  return Object.fromEntries(documents.map(({ _id, _rev, keyId, sealed, tokens }) => [_id, { rev: _rev, keyId, sealed: Buffer.from(fromBase64Url(sealed)).toString('base64url'), tokens }]));
}

async function withLoaded(count: number, run: (server: OwnServer, device: Device, asked: string[]) => Promise<void>): Promise<void> {
  await withOwnServer(async (server) => {
    if (count > 0) await publishAlerts(server, count, ['75']);
    await newSnapshot(server, '75');
    const { client } = await server.signedIn('amber', { areas: ['75'] });
    await withDevice(browser, server.origin, client.cookie, async (device) => {
      const asked: string[] = [];
      device.context.on('request', (request) => asked.push(new URL(request.url()).pathname.replace(/snapshot\/.+/, 'snapshot/:name')));
      await run(server, device, asked);
    });
  });
}

describe('the first load', () => {
  test('is one snapshot, and makes the very documents of replication; they are found by number, part and area', async () => {
    await withLoaded(130, async (server, device, asked) => {
      await publishAlerts(server, 2, ['13']);
      const state = await device.follow(['75']);
      expect(state).toMatchObject({ keys: 'open', pin: false, areas: [{ area: '75', stage: 'current', alerts: 130 }] });
      expect(state.fault).toBeUndefined();
      // P5: five questions at most.
      expect(asked.filter((path) => /^\/(api|sync)\//.test(path))).toEqual(['/api/keys', '/sync/75/snapshot', '/sync/75/snapshot/:name', '/sync/75/_changes']);
      expect(await keptRows(device, '75')).toEqual(await documentsOf(server, '75'));
      expect(await device.ask('find', { kind: 'phone', value: '+33612341103' })).toMatchObject([{ identifiers: [{ value: '+33612341103' }] }]);
      expect(await device.ask('find', { kind: 'phone', value: '+33600000000' })).toEqual([]);
      expect((await device.ask('search', '1103', []))?.counts).toMatchObject({ dangerous: 1, risky: 0 });
      expect((await device.ask('search', '41 1', ['risky']))?.alerts).toEqual([]);
      expect(await device.ask('search', '1', [])).toBeUndefined();
      const first = await device.ask('list', '75', []);
      const online = await (await server.signedIn('other', { areas: ['75'] })).client.get('/api/alerts?area=75');
      expect(first).toEqual(online.body);
      expect(await device.ask('list', '75', [], first?.next)).toMatchObject({ counts: { dangerous: 130 } });
      expect(await device.ask('list', '13', [])).toBeUndefined();
      const [found] = first?.alerts ?? [];
      expect(await device.ask('alert', found?.id ?? '')).toMatchObject({ id: found?.id, identifiers: [{ kind: 'phone' }] });
    });
  });

  test('nothing new is one question, a changed alert two', async () => {
    await withLoaded(10, async (server, device, asked) => {
      await device.follow(['75']);
      asked.length = 0;
      await device.follow(['75']);
      expect(asked).toEqual(['/sync/75/_changes']);
      await publishAlerts(server, 1, ['75']);
      asked.length = 0;
      expect(await device.follow(['75'])).toMatchObject({ areas: [{ alerts: 11 }] });
      expect(asked).toEqual(['/sync/75/_changes', '/sync/75/_bulk_get']);
      expect(await keptRows(device, '75')).toEqual(await documentsOf(server, '75'));
    });
  });

  test('where there is no snapshot, or none any more, replication brings all of it', async () => {
    await withLoaded(0, async (server, device) => {
      expect(await device.follow(['75'])).toMatchObject({ areas: [{ stage: 'current', alerts: 0 }] });
      await publishAlerts(server, 3, ['75']);
      await device.follow(['75']);
      expect(await keptRows(device, '75')).toEqual(await documentsOf(server, '75'));
    });
  });

  test('comes when the snapshot is behind, too', async () => {
    await withLoaded(40, async (server, device) => {
      // Too few for another snapshot.
      await publishAlerts(server, 3, ['75']);
      expect(await device.follow(['75'])).toMatchObject({ areas: [{ stage: 'current', alerts: 43 }] });
      expect(await keptRows(device, '75')).toEqual(await documentsOf(server, '75'));
    });
  });

  test('cut off again and again it goes on where it was, and loads hardly more', async () => {
    await withOwnServer(async (server) => {
      await keepInArea(server.context, '75', manyAlerts(600, 1).map((alert) => ({ ...alert, text: '', looks: '' })));
      const { client } = await server.signedIn('amber', { areas: ['75'] });
      await using network = await startBreakableNetwork(server.origin);
      const load = async (breaks: readonly number[]): Promise<number> => {
        let bytes = 0;
        await withDevice(browser, network.origin, client.cookie, async (device) => {
          // The keys first, so that each break is one of the snapshot's.
          await device.ask('token', { kind: 'phone', value: '+33600000000' });
          network.taken();
          for (const after of breaks) {
            const before = await device.loaded();
            network.holdAfter(after);
            const following = device.follow(['75']).catch(() => undefined);
            await expect.poll(() => device.loaded()).toBeGreaterThan(before + after - LATE);
            network.cut();
            // Or the browser ends the worker.
            if (after % 2 === 0) await device.kill();
            else expect((await following)?.fault).toBe('offline');
          }
          expect(await device.follow(['75'])).toMatchObject({ areas: [{ stage: 'current', alerts: 600 }] });
          bytes = network.taken();
          expect(await keptRows(device, '75')).toEqual(await documentsOf(server, '75'));
        });
        return bytes;
      };
      const whole = await load([]);
      const breaks = [6001, 12_001, 5002, 9001, 4000];
      expect(await load(breaks)).toBeLessThan(whole + breaks.length * AGAIN);
    });
  });
});

/** Bytes: what is asked for once more has headers of its own, and what has just come is not all taken yet. */
const LATE = 2500;
const AGAIN = 4500;
