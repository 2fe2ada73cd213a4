import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser, withPage } from '../support/browser.ts';
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

test('the directory takes over what is drawn, with what somebody typed before its scripts came', async () => {
  await withHeldScripts('/en/directory/', async (page, letCome) => {
    const field = page.getByRole('combobox');
    await field.fill('Lyon');
    const before = await field.elementHandle();
    letCome();
    // Comes last of all that the scripts bring.
    await page.locator('#keep h2').waitFor();
    expect(await field.inputValue()).toBe('Lyon');
    expect(await field.evaluate((now, then) => now === then, before)).toBe(true);
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('Near Lyon', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});

test('the questionnaire takes over what is drawn', async () => {
  await withHeldScripts('/ar/doctor/', async (page, letCome) => {
    const before = await page.locator('h2').first().elementHandle();
    letCome();
    await page.waitForFunction(() => document.documentElement.dataset['jasmineReady'] !== undefined);
    expect(await page.locator('h2').first().evaluate((now, then) => now === then, before)).toBe(true);
    await page.locator('form button[type=submit]').click();
    await page.locator('#own-words').waitFor();
  });
});

/** The page as built, until `letCome` is called. */
async function withHeldScripts(path: string, run: (page: Page, letCome: () => void) => Promise<void>): Promise<void> {
  await withPage(
    browser,
    server.origin,
    async (page) => {
      let letCome = (): void => undefined;
      const coming = new Promise<void>((resolve) => (letCome = resolve));
      await page.route('**/_app/**', async (route) => {
        await coming;
        await route.continue();
      });
      await page.goto(path, { waitUntil: 'commit' });
      await page.locator('main form').first().waitFor();
      await run(page, letCome);
    },
    { serviceWorkers: 'block' }
  );
}
