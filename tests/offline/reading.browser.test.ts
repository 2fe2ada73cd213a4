import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isReadingLanguage, languages } from '../../src/domain/language.ts';
import { topics } from '../../src/lib/guides/topics.ts';
import { startBrowser, untilKept, withPage } from '../support/browser.ts';
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

const pages = ['', 'guides/', 'help-numbers/', 'terms/', 'privacy/', 'leaving-quickly/', ...topics.map((topic) => `guides/${topic}/`)];

test.each(['fr', 'en'])('after one visit every reading page opens with no network (%s)', async (language) => {
  await withPage(browser, server.origin, async (page, context) => {
    await page.goto(`/${language}/`);
    await untilKept(page, language);
    const online = new Map<string, string>();
    for (const path of pages) {
      await page.goto(`/${language}/${path}`);
      online.set(path, await textOf(page));
    }
    await context.setOffline(true);
    for (const path of pages) {
      const response = await page.goto(`/${language}/${path}`);
      expect(response?.fromServiceWorker(), path).toBe(true);
      expect(await textOf(page), path).toBe(online.get(path));
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
    }
  });
});

test('with no network the start address leads to the language that is kept', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    await page.goto('/en/');
    await untilKept(page, 'en');
    await context.setOffline(true);
    await page.goto('/');
    expect(new URL(page.url()).pathname).toBe('/en/');
    await page.goto('/app');
    await page.getByText('If you were signed in, you still are').waitFor();
  });
});

test('a page that is not kept says so, instead of the browser\'s error', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    await page.goto('/en/');
    await untilKept(page, 'en');
    await context.setOffline(true);
    await page.goto('/fr/guides/');
    expect(await page.locator('body').innerText()).toContain('This page is not kept on this phone');
  });
});

test('after one visit the questionnaire opens in every language with no network', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    await page.goto('/en/');
    for (const language of languages.filter((one) => !isReadingLanguage(one))) await untilKept(page, language);
    await context.setOffline(true);
    for (const language of languages.filter((one) => one !== 'fr')) {
      await page.goto(`/${language}/doctor/`);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await page.getByRole('radio').first().waitFor();
    }
  });
});

test('where a page in a language without guides leads is kept before readiness is told', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    await page.goto('/ar/doctor/');
    await page.locator('#notice-ready').waitFor({ state: 'visible' });
    await context.setOffline(true);
    await page.goto('/fr/help-numbers/');
    expect(await page.locator('h1').innerText()).toBe('Numéros d’aide');
  });
});

test('readiness is told once', async () => {
  await withPage(browser, server.origin, async (page) => {
    await page.goto('/en/');
    await page.locator('#notice-ready').waitFor({ state: 'visible' });
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('#notice-ready').waitFor({ state: 'hidden' });
    await page.reload();
    await untilKept(page, 'en');
    expect(await page.locator('#notice-ready').isVisible()).toBe(false);
    await page.locator('#kept').waitFor({ state: 'visible' });
    expect(await page.locator('#kept').innerText()).toContain('Guides kept: English');
  });
});

/** All there is to read, but for the line about what is kept: that one is filled in later. */
async function textOf(page: Page): Promise<string> {
  const texts = await page.locator('main :is(h1, h2, h3, p, li):not(#kept)').allTextContents();
  return texts.join('\n');
}
