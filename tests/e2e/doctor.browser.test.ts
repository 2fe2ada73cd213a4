import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '../../src/domain/language.ts';
import { neutralSite, startBrowser, untilKept, withPage } from '../support/browser.ts';
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

const next = async (page: Page): Promise<void> => {
  await page.locator('form button[type=submit]').click();
};
/** Hydrated: a button that only the script makes work does. */
const untilAlive = async (page: Page): Promise<void> => {
  await page.locator('form button[type=submit]:enabled').waitFor();
  await page.waitForFunction(() => document.querySelector('main')?.textContent !== '' && document.documentElement.dataset['jasmineReady'] !== undefined);
};

test.each(languages)('answers in %s become a French sheet, with no network', async (language) => {
  await withPage(browser, server.origin, async (page, context) => {
    await page.goto(`/${language}/doctor/`);
    await untilKept(page, language);
    await context.setOffline(true);
    await page.goto(`/${language}/doctor/`);
    await untilAlive(page);
    await next(page);
    await page.locator('input[name="hours-since"]').nth(1).check();
    await page.locator('#own-words').fill('x y z');
    await next(page);
    await page.locator('input[name="pain-level"]').nth(7).check();
    await next(page);
    await next(page);
    await next(page);
    const sheet = page.locator('article[lang=fr]');
    await sheet.waitFor();
    const text = await sheet.innerText();
    // The worst case of "4 to 24 hours": 24 of 48 are left at the least.
    expect(text).toMatch(/24\s?h/);
    expect(text).toContain('x y z');
    expect(text).toContain('Fiche de liaison');
    if (language === 'fr') expect(text).not.toContain('non traduit');
    else expect(text).toContain('non traduit');
  });
});

test('nothing is stored, and nothing comes back after leaving', async () => {
  await withPage(browser, server.origin, async (page) => {
    await page.goto('/en/doctor/');
    await untilAlive(page);
    await next(page);
    await page.locator('#own-words').fill('marker-of-this-test');
    const stored = await page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name);
      return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), names, document.cookie, location.href]);
    });
    expect(stored).not.toContain('marker-of-this-test');
    await page.locator('[data-exit]').click();
    await page.waitForURL(neutralSite);
    await page.goto('/en/doctor/');
    await untilAlive(page);
    await next(page);
    expect(await page.locator('#own-words').inputValue()).toBe('');
  });
});

test('an answer that cannot be is said, and all the others are kept', async () => {
  await withPage(browser, server.origin, async (page) => {
    await page.goto('/en/doctor/');
    await untilAlive(page);
    await next(page);
    await page.locator('#attackers').fill('900');
    expect(await page.locator('#attackers-error').innerText()).toContain('from 1 to 50');
    await page.locator('#own-words').fill('kept');
    for (let part = 0; part < 4; part++) await next(page);
    // The sheet waits: the part with the wrong answer is shown again.
    expect(await page.locator('#attackers').inputValue()).toBe('900');
    expect(await page.locator('#own-words').inputValue()).toBe('kept');
  });
});

test('a question says what holds for its kind beside what it says of itself; the first hours, what they are good for', async () => {
  await withPage(browser, server.origin, async (page) => {
    await page.goto('/en/doctor/');
    await untilAlive(page);
    await page.getByLabel('Another language').check();
    expect(await page.locator('#language-name-hint p').allInnerTexts()).toEqual([expect.stringContaining('In Latin letters'), expect.stringContaining('not translated')]);
    await next(page);
    expect(await page.locator('#contact-hint p').allInnerTexts()).toEqual([expect.stringContaining('which risks'), 'You can choose several answers.']);
    const best = page.getByText('It works best within 4 hours.');
    await page.getByLabel('Less than 4 hours').check();
    await best.waitFor();
    await page.getByLabel('4 to 24 hours').check();
    await best.waitFor({ state: 'detached' });
  });
});
