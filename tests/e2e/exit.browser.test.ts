import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { neutralSite, startBrowser, untilKept, withPage } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([startBrowser({ whole: true }), startServer()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const everyKindOfPage = ['/en/', '/fr/guides/', '/en/guides/if-you-are-attacked/', '/en/help-numbers/', '/fr/directory/', '/ar/doctor/', '/app', '/desk', '/fr/nowhere/'];

const exit = (page: Page) => page.locator('[data-exit]');

describe.each(everyKindOfPage)('on %s', (path) => {
  test('a click leaves to the neutral site, and the page is not in the history', async () => {
    await withPage(browser, server.origin, async (page) => {
      await page.goto('about:blank');
      await page.goto(path);
      await exit(page).click();
      await page.waitForURL(neutralSite);
      // about:blank and the neutral site: our page was replaced.
      expect(await page.evaluate(() => history.length)).toBe(2);
    });
  });

  test('Escape three times leaves', async () => {
    await withPage(browser, server.origin, async (page) => {
      await page.goto(path);
      for (let press = 0; press < 3; press++) await page.keyboard.press('Escape');
      await page.waitForURL(neutralSite);
    });
  });

  test('without JavaScript the link leads there', async () => {
    await withPage(
      browser,
      server.origin,
      async (page) => {
        await page.goto(path);
        await exit(page).click();
        await page.waitForURL(neutralSite);
      },
      { javaScriptEnabled: false }
    );
  });

  test('is always the rightmost thing of the header, large enough, and on screen after scrolling', async () => {
    await withPage(browser, server.origin, async (page) => {
      await page.goto(path);
      await page.keyboard.press('End');
      const box = await exit(page).boundingBox();
      const others = await page.locator('header :is(a, summary):visible').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
      expect(box?.height).toBeGreaterThanOrEqual(48);
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect(box?.y).toBeLessThan(100);
      expect(Math.max(...others)).toBeCloseTo((box?.x ?? 0) + (box?.width ?? 0), 0);
    });
  });
});

test('with no network it shows a page that tells nothing', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    await page.goto('/en/');
    await untilKept(page, 'en');
    await context.setOffline(true);
    await exit(page).click();
    await page.waitForURL('**/exit');
    expect((await page.content()).toLowerCase()).not.toContain('jasmine');
    expect(await page.locator('body').innerText()).toContain('Pas de connexion');
  });
});

test('Back, after leaving, shows nothing and leaves again', async () => {
  await withPage(browser, server.origin, async (page) => {
    await page.goto('/en/');
    await page.goto('/en/guides/');
    await exit(page).click();
    await page.waitForURL(neutralSite);
    // The page may come out of the browser's memory, where the stand-in for the neutral site is not reached: what counts
    // is that it is asked for, and that nothing of ours is to be seen.
    const again = page.waitForRequest(neutralSite);
    await page.goBack({ waitUntil: 'commit' }).catch(() => undefined);
    await again;
    expect(await page.getByText('What do you need right now?').isVisible()).toBe(false);
  });
});

test('coming back on purpose, later, works', async () => {
  await withPage(browser, server.origin, async (page) => {
    await page.goto('/en/');
    await exit(page).click();
    await page.waitForURL(neutralSite);
    await page.goto('/en/');
    expect(await page.locator('h1').isVisible()).toBe(true);
  });
});
