import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newAlert, newAlertId } from '../support/alerts.ts';
import { keepAlerts, lookFor, numberField } from '../support/alerts-page.ts';
import { button, field, shown, title } from '../support/app-page.ts';
import { withKeptProfile } from '../support/browser.ts';
import { changeVault } from '../support/device.ts';
import { newSnapshot } from '../support/gate.ts';
import { markersIn } from '../support/markers.ts';
import { untilShellIsKept } from '../support/member-parts.ts';
import { withOwnServer } from '../support/own-server.ts';

const DAY = 86_400_000;
/** In alerts and in a note. */
const markers = ['Zanzibarine', 'Quetzalcoatline', 'Popocatepetline', '612349876', 'XZ987YW'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alerts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const cards = (page: Page) => shown(page).locator('li.card');

test('with no network: found by the last four digits, by half a plate, by a nickname; opened, noted; a month later nothing can be read, by the page or on the disk', async () => {
  await withOwnServer(async (server) => {
    const { store, projector } = server.context.alerts;
    await store.publish(
      newAlertId(),
      newAlert({ identifiers: [{ kind: 'phone', value: '+33612349876' }, { kind: 'plate', value: 'XZ987YW' }], pseudonyms: ['Quetzalcoatline'], text: 'Zanzibarine près du canal.' }),
      newAlertId()
    );
    await projector.untilIdle();
    await newSnapshot(server, '75');
    const { client } = await server.signedIn('amber', { areas: ['75'], language: 'en' });
    await withKeptProfile(folder, server.origin, async (page) => {
      await keepAlerts(page, server.origin, client.cookie);
      await untilShellIsKept(page);
    });
    expect(await markersIn(folder, markers)).toEqual([]);

    await withKeptProfile(folder, server.origin, async (page, context) => {
      await context.setOffline(true);
      await page.goto('/app');
      await button(page, 'View alerts').click();
      await numberField(page).waitFor();
      for (const part of ['9876', 'xz-98', 'quetzalcoatlin', 'zanzibarines']) {
        await lookFor(page, part);
        await cards(page).getByText('Quetzalcoatline').waitFor();
      }
      await shown(page).getByText('On this phone: your areas, up to date on').waitFor();
      await lookFor(page, '06 12 34 98 77');
      await shown(page).getByText('Not in your areas.').waitFor();
      await lookFor(page, '06 12 34 98 76');
      await cards(page).getByText('Quetzalcoatline').waitFor();
      await shown(page).getByText('My note').click();
      await field(page, 'What I want to remember. Only on this phone, only for me.').fill('Popocatepetline');
      await button(page, 'Keep the note').click();
      await shown(page).getByText('Kept on this phone.').waitFor();
      await button(page, 'Paris (75)').click();
      await shown(page).getByText('1 alert, newest first').waitFor();
      await cards(page).last().getByRole('button').click();
      await title(page, 'Dangerous (Danger 5 of 6)').waitFor();
      await shown(page).getByText('Zanzibarine près du canal.').waitFor();
    });
    expect(await markersIn(folder, markers)).toEqual([]);

    await withKeptProfile(folder, server.origin, async (page, context) => {
      await context.setOffline(true);
      await page.goto('/app');
      await button(page, 'View alerts').waitFor();
      await changeVault({ page }, { later: 31 * DAY });
      await button(page, 'View alerts').click();
      await shown(page).getByText('the key is gone').waitFor();
      await page.reload();
      await shown(page).getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await button(page, 'View alerts').count()).toBe(0);
    });
    expect(await markersIn(folder, markers)).toEqual([]);
  });
});
