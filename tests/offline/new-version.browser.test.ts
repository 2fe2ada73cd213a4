import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser, untilKept, withPage } from '../support/browser.ts';
import { copyBuild } from '../support/build-copy.ts';
import { startServer } from '../support/server.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
});

test('a newer version is offered, taken by the tab that asks, and takes nothing from the others', async () => {
  using build = copyBuild();
  await using server = await startServer({ BUILD_DIR: build.folder });
  await withPage(browser, server.origin, async (page, context) => {
    await page.goto('/en/');
    await untilKept(page, 'en');
    const other = await context.newPage();
    await other.goto('/en/directory/');
    await other.getByRole('combobox').fill('Lyo');
    const reading = await context.newPage();
    await reading.goto('/en/guides/getting-tested/');
    build.deployNext();
    await page.goto('/en/help-numbers/');
    await page.getByText('A newer version of this site is ready').waitFor();
    await page.getByRole('button', { name: 'Use it now' }).click();
    await page.waitForFunction(() => performance.getEntriesByType('navigation').some((entry) => (entry as PerformanceNavigationTiming).type === 'reload'));
    await page.getByText('A newer version of this site is ready').waitFor({ state: 'hidden' });
    // The server has none of the other tab's scripts any more; what is typed is there, and a part not loaded yet still loads.
    expect(await other.getByRole('combobox').inputValue()).toBe('Lyo');
    await other.getByRole('combobox').fill('Lyon');
    await other.getByRole('button', { name: 'Search', exact: true }).click();
    await other.getByText('Near Lyon').waitFor();
    await other.getByRole('button', { name: 'Map' }).click();
    await other.locator('.leaflet-container').waitFor();
    expect(await reading.locator('h1').innerText()).toBe('Getting tested');
  });
});

test('the kill switch clears a worker that shows nothing but its own mistake, in one visit', async () => {
  using build = copyBuild();
  // The same address throughout: a worker belongs to one.
  const port = await freePortOf(build.folder);
  await withPage(browser, `http://localhost:${port}`, async (page) => {
    {
      await using _working = await startServer({ BUILD_DIR: build.folder, PORT: port });
      await page.goto('/en/');
      await untilKept(page, 'en');
      build.replace('service-worker.js', () => broken);
      await until(page, 'Nothing works');
    }
    await using _cleared = await startServer({ BUILD_DIR: build.folder, PORT: port, JASMINE_WORKER: '0' });
    await page.goto('/en/help-numbers/');
    await page.getByRole('heading', { level: 1, name: 'Help numbers' }).waitFor();
    // The page that has come asks for a worker again, gets the same one, and that one goes, too.
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
    expect(await page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('shell')))).toEqual([]);
    expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toContain('jasmine');
  });
});

/** Takes over at once, and answers every page with the same useless one. */
const broken = `
  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener('fetch', (event) => {
    if (event.request.mode === 'navigate') event.respondWith(new Response('Nothing works', { headers: { 'content-type': 'text/html' } }));
  });
`;

/** Waits until the worker in charge is another one, which answers so. */
async function until(page: Page, text: string): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await new Promise<void>((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
      void registration.update();
    });
  });
  await page.goto('/en/guides/');
  expect(await page.locator('body').innerText()).toBe(text);
}

async function freePortOf(folder: string): Promise<string> {
  await using server = await startServer({ BUILD_DIR: folder });
  return new URL(server.origin).port;
}
