import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindsNothing } from '../support/axe.ts';
import { startBrowser, withPage } from '../support/browser.ts';
import { publicPaths } from '../support/public-paths.ts';
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

const paths = [...publicPaths, '/app'];

test('on every page axe finds nothing (WCAG 2.2 AA), nothing sticks out, and it is said what it is', async () => {
  await withPage(browser, server.origin, async (page) => {
    for (const path of paths) {
      await open(page, path);
      expect(await page.locator('html').getAttribute('lang'), path).toBe(path === '/app' ? 'en' : path.split('/')[1]);
      expect(await page.locator('html').getAttribute('dir'), path).toBe(path.startsWith('/ar/') ? 'rtl' : 'ltr');
      expect(await page.locator('h1').count(), path).toBe(1);
      expect(await page.title(), path).not.toMatch(/danger|prostitu|escort/i);
      await page.locator('details.more').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      await axeFindsNothing(page, path);
      for (const [width, letters] of [[360, '100%'], [320, '100%'], [640, '200%']] as const) {
        await page.setViewportSize({ width, height: 2 * width });
        await page.evaluate((size) => void (document.documentElement.style.fontSize = size), letters);
        expect(await overflow(page), `${path}, ${String(width)} px, letters ${letters}`).toBe(0);
      }
      await page.setViewportSize({ width: 360, height: 740 });
    }
  });
});

test('from the home page, the keyboard alone reaches and opens everything', async () => {
  await withPage(browser, server.origin, async (page) => {
    await page.goto('/en/');
    const reachable = await tabStops(page);
    const links = await page.locator(':is(a[href], button, input, summary):visible').count();
    // Every stop once, and the skip link, which is seen only while it has the focus.
    expect(reachable.length).toBeGreaterThanOrEqual(links);
    await page.goto('/en/guides/if-you-are-attacked/');
    const more = page.locator('details.more > summary');
    await more.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('details.more').getAttribute('open')).not.toBeNull();
  });
});

test('the skip link leads past the header', async () => {
  await withPage(browser, server.origin, async (page) => {
    await page.goto('/en/guides/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });
});

test('a first view needs no script of ours to be read, at most three requests and 14 KB', async () => {
  await withPage(browser, server.origin, async (page, context) => {
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    for (const path of paths.filter((one) => !/doctor|directory|app$/.test(one))) {
      const sizes: number[] = [];
      const count = ({ encodedDataLength }: { encodedDataLength: number }) => sizes.push(encodedDataLength);
      session.on('Network.loadingFinished', count);
      await context.clearCookies();
      await session.send('Network.clearBrowserCache');
      await session.send('Network.setBypassServiceWorker', { bypass: true });
      await page.goto(path, { waitUntil: 'load' });
      session.off('Network.loadingFinished', count);
      expect(sizes.length, path).toBeLessThanOrEqual(3);
      expect(sizes.reduce((sum, size) => sum + size, 0), path).toBeLessThanOrEqual(14 * 1024);
    }
  });
});

test('the whole site can be read with JavaScript off', async () => {
  await withPage(
    browser,
    server.origin,
    async (page) => {
      await page.goto('/en/');
      await page.getByRole('link', { name: /I was attacked/ }).click();
      await page.locator('details.more > summary').click();
      expect(await page.locator('details.more .prose').isVisible()).toBe(true);
      await page.goto('/fr/directory/');
      expect(await page.locator('main').innerText()).not.toBe('');
    },
    { javaScriptEnabled: false }
  );
});

/** The page is drawn: `/app` draws itself over the page as built, so that its load event alone says nothing of what stands on it. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator(path === '/app' ? '.view h1' : 'h1').first().waitFor();
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

/** What the Tab key stops at, in order, until it comes round. */
async function tabStops(page: Page): Promise<string[]> {
  const stops: string[] = [];
  for (let press = 0; press < 200; press++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused && focused !== document.body ? focused.outerHTML.slice(0, 120) : '';
    });
    if (stop === '') break;
    stops.push(stop);
  }
  return stops;
}
