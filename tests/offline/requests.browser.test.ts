import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '../../src/domain/language.ts';
import { startBrowser, untilKept, withPage } from '../support/browser.ts';
import { startCountedNetwork } from '../support/counted-network.ts';
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

test('a first visit asks for each thing once, a later one for the page and for the list of packs', async () => {
  await using network = await startCountedNetwork(server.origin);
  await withPage(browser, network.origin, async (page) => {
    await page.goto('/en/');
    await untilAllKept(page);
    const first = network.take();
    // The page's own copy, and a fresh one for the shell.
    expect(first.filter((path, place) => first.indexOf(path) !== place)).toEqual(['/reader.js']);
    expect(first.filter((path) => path.startsWith('/packs/'))).toHaveLength(1 + languages.length - 1);
    expect(first.filter((path) => /^\/(api|sync|desk|fr)/.test(path))).toEqual([]);

    await page.goto('/en/guides/');
    await untilAllKept(page);
    expect(network.take()).toEqual(['/en/guides/', '/packs/manifest.json']);
  });
});

test('the directory asks for the list of packs and for what it shows, then for the list alone', async () => {
  await using network = await startCountedNetwork(server.origin);
  await withPage(browser, network.origin, async (page) => {
    await page.goto('/en/');
    await untilAllKept(page);
    network.take();
    await openDirectory(page);
    expect(network.take().sort()).toEqual(['/en/directory/', '/packs/directory/fr.json', ...lists]);
    await openDirectory(page);
    expect(network.take().sort()).toEqual(['/en/directory/', ...lists]);
  });
});

/** The page asks for its own, and the worker for what it keeps. */
const lists = ['/packs/manifest.json', '/packs/manifest.json'];

async function openDirectory(page: Page): Promise<void> {
  await page.goto('/en/directory/');
  await page.locator('#national').waitFor();
  await page.locator('#keep h2').waitFor();
  await untilAllKept(page);
}

/** All that the worker keeps after a first visit: the reader's language, and the questionnaire in all that have no guides. */
async function untilAllKept(page: Page): Promise<void> {
  for (const language of languages) if (language !== 'fr') await untilKept(page, language);
}
