import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser, untilKept, withKeptProfile, withPage } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([startBrowser(), startServer()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

test('2 MB are enough for all pages of a language and the directory around a town', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    await limitStorage(context, page, 2_000_000);
    await page.goto('/en/');
    await untilKept(page, 'en');
    await searchFor(page, 'lyon');
    expect(await page.getByText('no room left').count()).toBe(0);
    await context.setOffline(true);
    await searchFor(page, 'lyon');
    await page.goto('/en/guides/getting-tested/');
    expect(await page.locator('h1').innerText()).toBe('Getting tested');
  });
});

test('a phone with no room at all shows every page as long as there is a network', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    await limitStorage(context, page, 1);
    await page.goto('/en/');
    expect(await page.locator('h1').isVisible()).toBe(true);
    await page.goto('/en/guides/getting-tested/');
    expect(await page.locator('h1').innerText()).toBe('Getting tested');
    await searchFor(page, 'lyon');
    await page.getByText('This phone has no room left').waitFor();
  });
});

test('a wiped site starts again as on a first visit, in a tab that stayed open', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    await page.goto('/en/');
    await untilKept(page, 'en');
    await wipe(context, page, 'all');
    await page.goto('/en/guides/getting-tested/');
    expect(await page.locator('h1').innerText()).toBe('Getting tested');
    await untilKept(page, 'en');
    await context.setOffline(true);
    await page.goto('/en/help-numbers/');
    expect(await page.locator('h1').innerText()).toBe('Help numbers');
  });
});

test('an older tab that holds the database makes nobody wait', async () => {
  await withPage(browser, server.origin, async (holder, context) => {
    await holder.goto('/healthz');
    await holder.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('jasmine', 1);
          // Hears that a newer version waits, and does nothing about it.
          opening.onsuccess = () => {
            Object.assign(window, { held: opening.result });
            resolve();
          };
        })
    );
    const page = await context.newPage();
    await page.goto('/en/');
    await searchFor(page, 'lyon');
    await page.getByText('Close the other tabs').waitFor();
    await page.goto('/en/guides/getting-tested/');
    expect(await page.locator('h1').innerText()).toBe('Getting tested');
    // Nothing can be kept, but the worker itself is in charge.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await page.goto('/en/guides/getting-tested/');
    expect(await page.locator('body').innerText()).toContain('This page is not kept on this phone');
    await context.setOffline(false);
    await holder.close();
    await page.goto('/en/');
    await untilKept(page, 'en');
    await searchFor(page, 'lyon');
    expect(await page.getByText('Close the other tabs').count()).toBe(0);
  });
});

test('a database that was damaged on the disk is made anew', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'jasmine-profile-'));
  try {
    await withKeptProfile(profile, server.origin, async (page) => {
      await page.goto('/en/');
      await untilKept(page, 'en');
    });
    const files = globSync('**/IndexedDB/*.leveldb/*', { cwd: profile });
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) writeFileSync(join(profile, file), 'damaged');
    await withKeptProfile(profile, server.origin, async (page, context) => {
      await context.setOffline(true);
      await page.goto('/en/guides/getting-tested/');
      expect(await page.locator('body').innerText()).toContain('This page is not kept on this phone');
      await context.setOffline(false);
      await searchFor(page, 'lyon');
      await page.goto('/en/');
      await untilKept(page, 'en');
      await context.setOffline(true);
      await page.goto('/en/guides/getting-tested/');
      expect(await page.locator('h1').innerText()).toBe('Getting tested');
    });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

async function searchFor(page: Page, town: string): Promise<void> {
  await page.goto('/en/directory/');
  await searchAgain(page, town);
}

async function searchAgain(page: Page, town: string): Promise<void> {
  await page.getByRole('combobox').fill(town);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText(new RegExp(`Near ${town}`, 'i')).waitFor();
  await page.locator('[aria-labelledby="found"] h3').first().waitFor();
}

async function limitStorage(context: BrowserContext, page: Page, bytes: number): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: bytes });
}

async function wipe(context: BrowserContext, page: Page, types: string): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: server.origin, storageTypes: types });
}
