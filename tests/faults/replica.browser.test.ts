import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookFor, numberField } from '../support/alerts-page.ts';
import { button, shown } from '../support/app-page.ts';
import { startBrowser, withPage } from '../support/browser.ts';
import { signIn } from '../support/device.ts';
import { newSnapshot, publishAlerts } from '../support/gate.ts';
import { withOwnServer } from '../support/own-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** `before`: what is done to the phone's storage before the page of a member comes. */
async function withMember(before: (page: Page) => Promise<void>, run: (page: Page) => Promise<void>): Promise<void> {
  await withOwnServer(async (server) => {
    await publishAlerts(server, 3, ['75']);
    await newSnapshot(server, '75');
    const { client } = await server.signedIn('amber', { areas: ['75'], language: 'en' });
    await withPage(browser, server.origin, async (page, context) => {
      await signIn(context, server.origin, client.cookie);
      await page.goto('/en/help-numbers/');
      await before(page);
      await page.goto('/app');
      await button(page, 'View alerts').click();
      await numberField(page).waitFor();
      await run(page);
    });
  });
}

/** Found by the server where the phone cannot. */
async function searchWorks(page: Page): Promise<void> {
  await lookFor(page, '+33612341001');
  await shown(page).locator('li.card').first().waitFor();
  await button(page, 'Paris (75)').click();
  await shown(page).getByText('3 alerts, newest first').waitFor();
}

/** Of a newer copy of the page: this one cannot read it. */
const ofTomorrow = (name: string) => (page: Page) =>
  page.evaluate(
    (database) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open(database, 9);
        opening.onsuccess = () => (opening.result.close(), resolve());
      }),
    name
  );

test('alerts on the phone that cannot be read: searching works, it is said, and one can begin anew', async () => {
  await withMember(ofTomorrow('jasmine-3'), async (page) => {
    await searchWorks(page);
    await button(page, 'On this phone').click();
    await shown(page).getByText('What is kept on this phone cannot be read.').waitFor();
    await shown(page).getByText('Take everything off this phone', { exact: true }).click();
    await button(page, 'Take everything off').click();
    await button(page, 'Look for news now').click();
    await shown(page).getByText('Up to date on').waitFor();
    expect(await shown(page).getByText('3 alerts.').count()).toBe(1);
  });
});

test('keys that cannot be kept last as long as the page', async () => {
  await withMember(ofTomorrow('jasmine-4'), async (page) => {
    await searchWorks(page);
    await lookFor(page, '1001');
    await shown(page).locator('li.card').first().waitFor();
  });
});

test('a phone with no room left: searching works while there is a network, and it is said', async () => {
  await withMember(
    async (page) => {
      const session = await page.context().newCDPSession(page);
      await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 1 });
    },
    async (page) => {
      await searchWorks(page);
      await button(page, 'On this phone').click();
      await shown(page).getByText('This phone has no room left.').waitFor();
    }
  );
});

test('a browser without a database: searching works', async () => {
  await withMember(
    async (page) => {
      await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { get: () => { throw new DOMException('no', 'SecurityError'); } }));
    },
    async (page) => {
      await lookFor(page, '+33612341001');
      await shown(page).locator('li.card').first().waitFor();
    }
  );
});
