import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDir } from '../../scripts/build/build-dir.ts';
import { startBrowser } from '../support/browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** Where the page stops to come for a moment: each end of a part of the header, and the middle of its words. */
const stops = [/<header[^>]*>/, /<summary[^>]*>/, /<summary.*?<\/svg>/s, /<\/summary>/, /<\/details>/, /data-exit.*?<\/svg>/s, /<\/header>/, /<main[^>]*>/];

test.each([
  ['/en/', 360],
  ['/fr/guides/if-you-are-attacked/', 360],
  ['/en/', 1280]
] as const)('nothing that is there moves while the rest of a page comes: %s at %i px', async (path, width) => {
  const html = readFileSync(`${buildDir}${path}index.html`, 'utf8');
  for (const stop of stops) {
    const found = stop.exec(html);
    expect(found, String(stop)).not.toBeNull();
    const at = (found?.index ?? 0) + (found?.[0].length ?? 0);
    const begun = Promise.withResolvers<ServerResponse>();
    const server = createServer(({ url = '' }, response) => {
      if (url === path) {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).write(html.slice(0, at));
        begun.resolve(response);
      } else if (url.endsWith('.css') && existsSync(buildDir + url)) response.writeHead(200, { 'content-type': 'text/css' }).end(readFileSync(buildDir + url));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const page = await browser.newPage({ viewport: { width, height: 740 }, serviceWorkers: 'block' });
    try {
      await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}${path}`, { waitUntil: 'commit' });
      const response = await begun.promise;
      await page.locator('header').waitFor({ state: 'attached' });
      await painted(page);
      response.end(html.slice(at));
      await page.waitForLoadState('load');
      await painted(page);
      expect(await moved(page), String(stop)).toEqual([]);
    } finally {
      await page.close();
      server.closeAllConnections();
      server.close();
    }
  }
});

/** What is there now has been drawn. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((resolve) => void requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
}

/** What has moved on the page since it began. */
function moved(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const seen = new PerformanceObserver((list) => resolve((list.getEntries() as unknown as { sources: { node?: Element }[] }[]).flatMap(({ sources }) => sources.map(({ node }) => node?.outerHTML.slice(0, 80) ?? '?'))));
        seen.observe({ type: 'layout-shift', buffered: true });
        // What is buffered comes before the next frame but one.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve([])));
      })
  );
}
