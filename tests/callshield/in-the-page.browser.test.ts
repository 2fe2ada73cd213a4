import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newAlert, newAlertId } from '../support/alerts.ts';
import { keepAlerts, lookFor, numberField } from '../support/alerts-page.ts';
import { button, shown } from '../support/app-page.ts';
import { startBrowser, withKeptProfile } from '../support/browser.ts';
import { changeVault, withDevice } from '../support/device.ts';
import { newSnapshot } from '../support/gate.ts';
import { markersIn } from '../support/markers.ts';
import { untilShellIsKept } from '../support/member-parts.ts';
import { withOwnServer, type OwnServer } from '../support/own-server.ts';

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'filter-'));
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

const elsewhere = '+33612349876';
const unknown = '+33612349877';
const DAY = 86_400_000;

/** An alert about a number in Marseille, and a member in Paris. */
async function published(server: OwnServer): Promise<void> {
  const { alerts, filter } = server.context;
  await alerts.store.publish(newAlertId(), newAlert({ level: 'very-dangerous', areas: ['13'], identifiers: [{ kind: 'phone', value: elsewhere }] }), newAlertId());
  await alerts.projector.untilIdle();
  await filter.builder.build();
}

/** Questions for the filter that the page's worker has asked. */
function countFilter(page: Page): { count: number } {
  const asked = { count: 0 };
  page.context().on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/callshield/filter') asked.count += 1;
  });
  return asked;
}

test('the replica knows whether a number of any area may be reported; it asks for the filter once a day', async () => {
  await withOwnServer(async (server) => {
    await published(server);
    const { client } = await server.signedIn('amber', { areas: ['75'] });
    await withDevice(browser, server.origin, client.cookie, async (device) => {
      const asked = countFilter(device.page);
      expect(await device.ask('reported', elsewhere).catch((error: unknown) => (error as Error).message)).toBe('no-keys');
      await device.follow(['75']);
      await device.follow(['75']);
      expect(asked.count).toBe(1);
      await device.context.setOffline(true);
      expect(await device.ask('reported', elsewhere)).toMatchObject({ level: 'very-dangerous' });
      expect((await device.ask('reported', unknown))?.level).toBeUndefined();
      await device.kill();
      expect(await device.ask('reported', elsewhere), 'from the disk').toMatchObject({ level: 'very-dangerous' });
      await device.ask('dropKeys');
      expect(await device.ask('reported', elsewhere).catch((error: unknown) => (error as Error).message)).toBe('no-keys');
    });
  });
});

test('a member with no department has the filter as well', async () => {
  await withOwnServer(async (server) => {
    await published(server);
    const { client } = await server.signedIn('amber', { areas: [] });
    await withDevice(browser, server.origin, client.cookie, async (device) => {
      await device.follow([]);
      expect(await device.ask('reported', elsewhere)).toMatchObject({ level: 'very-dangerous' });
    });
  });
});

test('a phone that kept alerts before there were filters loses none of them', async () => {
  await withOwnServer(async (server) => {
    await published(server);
    const { client } = await server.signedIn('amber', { areas: ['75'] });
    await withDevice(browser, server.origin, client.cookie, async (device) => {
      await device.page.evaluate(async () => {
        const opening = indexedDB.open('jasmine-3', 1);
        await new Promise((resolve, reject) => {
          opening.onupgradeneeded = () => {
            opening.result.createObjectStore('rows').createIndex('tokens', 'tokens', { multiEntry: true });
            for (const name of ['areas', 'pieces']) opening.result.createObjectStore(name);
            opening.result.createObjectStore('notes').put(new Uint8Array([1]), 'a note');
          };
          opening.onsuccess = resolve;
          opening.onerror = reject;
        });
        opening.result.close();
      });
      await device.follow(['75']);
      expect(await device.ask('reported', elsewhere)).toMatchObject({ level: 'very-dangerous' });
      const notes = await device.page.evaluate(async () => {
        const opening = indexedDB.open('jasmine-3');
        await new Promise((resolve) => (opening.onsuccess = resolve));
        const counting = opening.result.transaction('notes').objectStore('notes').count();
        await new Promise((resolve) => (counting.onsuccess = resolve));
        opening.result.close();
        return counting.result;
      });
      expect(notes).toBe(1);
    });
  });
});

test('with no network, a number of another department is a possible report; the disk does not tell which', async () => {
  await withOwnServer(async (server) => {
    await published(server);
    await newSnapshot(server, '75');
    const { client } = await server.signedIn('amber', { areas: ['75'], language: 'en' });
    await withKeptProfile(folder, server.origin, async (page) => {
      await keepAlerts(page, server.origin, client.cookie);
      await expect.poll(() => filterRows(page)).toBe(1);
      await untilShellIsKept(page);
    });
    await withKeptProfile(folder, server.origin, async (page, context) => {
      await context.setOffline(true);
      await page.goto('/app');
      await button(page, 'View alerts').click();
      await numberField(page).waitFor();
      await lookFor(page, '06 12 34 98 76');
      await shown(page).getByText('Possible report in France:').waitFor();
      await shown(page).locator('.reported').getByText('Very dangerous').waitFor();
      await lookFor(page, '06 12 34 98 77');
      await shown(page).getByText('It is not in the list of all of France either').waitFor();
      await changeVault({ page }, { later: 31 * DAY });
      await page.reload();
      await shown(page).getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await button(page, 'View alerts').count()).toBe(0);
    });
    expect(await markersIn(folder, ['612349876'])).toEqual([]);
  });
});

function filterRows(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('jasmine-3');
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const counting = opening.result.transaction('filter').objectStore('filter').count();
    await new Promise((resolve) => (counting.onsuccess = resolve));
    opening.result.close();
    return counting.result;
  });
}
