import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PackManifest } from '../../src/domain/pack-manifest.ts';
import { startBrowser, untilKept, withPage } from '../support/browser.ts';
import { startHeldNetwork } from '../support/held-network.ts';
import { makeStreets } from '../support/pmtiles-file.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Of what the server starts with, enough lies near to bring the map close. */
const paris = { latitude: 48.857, longitude: 2.352, unusedBytes: 1_500_000 };
const streets = makeStreets({ ...paris, street: 'Rue de la Paix' });

let browser: Browser;
let folder: string;
let server: TestServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jasmine-streets-'));
  [browser, server] = await Promise.all([startBrowser(), startServer({ JASMINE_MAP_FILE: written('city.pmtiles', streets) })]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test('without a street map the list of packs and the map know nothing of streets', async () => {
  await using plain = await startServer();
  expect(await manifestOf(plain.origin)).not.toHaveProperty('streets');
  await withPhone(plain.origin, async (page) => {
    await openMap(page);
    await page.getByText('Everything on the map is in the list too').waitFor();
    expect(await page.getByRole('button', { name: /streets/i }).count()).toBe(0);
    const scripts = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(scripts.filter((name) => name.includes('Streets'))).toEqual([]);
  });
});

test('the server names the street map and answers a part with that part, kept by no cache', async () => {
  const { url, bytes } = await entry(server.origin);
  expect(url).toMatch(/^\/media\/streets\.[0-9a-f]{12}\.pmtiles$/);
  expect(bytes).toBe(streets.length);
  const answer = await fetch(server.origin + url, { headers: { range: 'bytes=100-299' } });
  expect(answer.status).toBe(206);
  expect(answer.headers.get('content-range')).toBe(`bytes 100-299/${streets.length}`);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(streets.subarray(100, 300));
});

test('streets come when asked for, in parts and from our server alone, and go again', async () => {
  await withPhone(server.origin, async (page, context) => {
    const { url } = await entry(server.origin);
    const ranges: (string | null)[] = [];
    let read = 0;
    context.on('response', (response) => {
      if (new URL(response.url()).pathname !== url) return;
      ranges.push(response.request().headers()['range'] ?? null);
      read += Number(response.headers()['content-length']);
    });
    await openMap(page);
    await button(page, 'Show streets').waitFor();
    expect(ranges).toEqual([]);
    expect(await page.getByText('© OpenStreetMap').count()).toBe(0);
    await button(page, 'Show streets').click();
    await expect.poll(() => drawn(page)).toEqual(inLight);
    expect(ranges[0]).toBe('bytes=0-16383');
    expect(ranges).not.toContain(null);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(streets.length / 10);
    expect(await page.getByText('© OpenStreetMap').isVisible()).toBe(true);
    // What can be pressed lies above.
    expect(await page.locator('.map-mark').count()).toBeGreaterThan(0);
    const layers = await page.evaluate(() => ['streets', 'overlay', 'marker'].map((name) => Number(getComputedStyle(document.querySelector(`.leaflet-${name}-pane`) as Element).zIndex)));
    expect(layers[0]).toBeGreaterThan(layers[1] ?? Infinity);
    expect(layers[0]).toBeLessThan(layers[2] ?? 0);

    await button(page, 'Hide streets').click();
    await expect.poll(() => page.locator('.leaflet-streets-pane canvas').count()).toBe(0);
    expect(await page.getByText('© OpenStreetMap').count()).toBe(0);
  });
});

test('streets follow the theme of the phone, also while they are shown', async () => {
  await withPhone(server.origin, async (page) => {
    await openMap(page);
    await button(page, 'Show streets').click();
    await expect.poll(() => drawn(page)).toEqual(inLight);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => drawn(page)).toEqual(inDark);
  });
});

test('kept streets are drawn with no network, and can be removed', async () => {
  await withPhone(server.origin, async (page, context) => {
    await openMap(page);
    await untilKept(page, 'en');
    await keepButton(page).click();
    await page.getByText('The streets are kept on this phone').waitFor();
    expect(await kept(page)).toEqual([(await entry(server.origin)).url]);
    await context.setOffline(true);
    // Nothing was shown before: what draws must have come with what was kept.
    await openMap(page);
    await button(page, 'Show streets').click();
    await expect.poll(() => drawn(page)).toEqual(inLight);
    expect(await page.getByText('The streets could not be loaded').count()).toBe(0);
    await button(page, 'Remove the streets from this phone').click();
    await keepButton(page).waitFor();
    expect(await kept(page)).toEqual([]);
    await openMap(page);
    await button(page, 'Show streets').click();
    await page.getByText('The streets could not be loaded').waitFor();
    expect(await page.locator('.map-land').count()).toBeGreaterThan(100);
  });
});

test('with no network and no worker the map says what is missing, and trying again works', async () => {
  await withPhone(
    server.origin,
    async (page, context) => {
      await openMap(page);
      await button(page, 'Show streets').waitFor();
      await context.setOffline(true);
      await button(page, 'Show streets').click();
      await page.getByText('The streets could not be loaded').waitFor();
      expect(await page.locator('.map-land').count()).toBeGreaterThan(100);
      expect(await keepButton(page).count()).toBe(0);
      await context.setOffline(false);
      await button(page, 'Try again').click();
      await expect.poll(() => drawn(page)).toEqual(inLight);
      expect(await page.getByText('The streets could not be loaded').count()).toBe(0);
    },
    { serviceWorkers: 'block' }
  );
});

test('keeping shows how far it is; stopping leaves nothing; a break is said', async () => {
  const { url } = await entry(server.origin);
  await using network = await startHeldNetwork(server.origin, { held: url, after: 1_000_000 });
  await withPhone(network.origin, async (page) => {
    await openMap(page);
    await untilKept(page, 'en');
    await keepButton(page).focus();
    await page.keyboard.press('Enter');
    const half = 1_000_000 / streets.length;
    await expect.poll(() => progress(page)).toBeGreaterThan(half * 0.8);
    expect(await progress(page)).toBeLessThan(half * 1.2);
    await button(page, 'Stop').focus();
    await page.keyboard.press('Enter');
    await keepButton(page).waitFor();
    expect(await kept(page)).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Streets');
    await keepButton(page).click();
    await expect.poll(() => progress(page)).toBeGreaterThan(0);
    network.cut();
    await page.getByText('The streets were not kept').waitFor();
    network.goOn();
    await keepButton(page).click();
    await page.getByText('The streets are kept on this phone').waitFor();
    expect(await kept(page)).toEqual([url]);
  });
});

test('after a new street map the kept one goes on with no network, until the new one takes its place', async () => {
  const newer = written('newer.pmtiles', makeStreets({ ...paris, street: 'Rue de la République', unusedBytes: 1000 }));
  await using first = await startServer({ JASMINE_MAP_FILE: written('older.pmtiles', streets) });
  const { origin } = first;
  await withPhone(origin, async (page, context) => {
    await openMap(page);
    await untilKept(page, 'en');
    await keepButton(page).click();
    await page.getByText('The streets are kept on this phone').waitFor();
    await first.end('SIGTERM');
    await using second = await startServer({ JASMINE_MAP_FILE: newer, PORT: new URL(origin).port, PUBLIC_ORIGIN: origin });
    const { url } = await entry(second.origin);
    await openMap(page);
    await page.getByText('An older version of the streets').waitFor();
    await context.setOffline(true);
    await button(page, 'Show streets').click();
    await expect.poll(() => drawn(page)).toEqual(inLight);
    await context.setOffline(false);
    await page.getByRole('button', { name: /^Keep the newer streets/ }).click();
    await page.getByText('The streets are kept on this phone').waitFor();
    expect(await kept(page)).toEqual([url]);
  });
});

test('once the operator has no street map, the kept one goes with the next visit', async () => {
  await using first = await startServer({ JASMINE_MAP_FILE: written('gone.pmtiles', streets) });
  const { origin } = first;
  await withPhone(origin, async (page) => {
    await openMap(page);
    await untilKept(page, 'en');
    await keepButton(page).click();
    await page.getByText('The streets are kept on this phone').waitFor();
    await page.goto('/en/');
    await untilKept(page, 'en');
    expect(await kept(page)).toHaveLength(1);
    await first.end('SIGTERM');
    // What it answers does not tell: with no server nothing is known.
    await page.goto('/en/guides/');
    await untilKept(page, 'en');
    expect(await kept(page)).toHaveLength(1);
    await using _second = await startServer({ PORT: new URL(origin).port, PUBLIC_ORIGIN: origin });
    await page.goto('/en/');
    await expect.poll(() => kept(page)).toEqual([]);
  });
});

function written(name: string, content: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** As sharp as cheap phones are: a street from afar then still has a pixel of its full colour. */
async function withPhone(origin: string, run: (page: Page, context: BrowserContext) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  await withPage(browser, origin, run, { deviceScaleFactor: 2, ...options });
}

async function openMap(page: Page): Promise<void> {
  await page.goto('/en/directory/?place=Paris');
  await page.getByRole('button', { name: 'Map', exact: true }).click();
  await page.locator('.map-land').first().waitFor({ state: 'attached' });
}

async function manifestOf(origin: string): Promise<PackManifest> {
  return (await (await fetch(`${origin}/packs/manifest.json`)).json()) as PackManifest;
}

async function entry(origin: string): Promise<{ url: string; bytes: number }> {
  const { streets: named } = await manifestOf(origin);
  if (!named) throw new Error('the list of packs names no streets');
  return named;
}

function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

function keepButton(page: Page) {
  return page.getByRole('button', { name: /^Keep streets on this phone \(1\.5 MB\)$/ });
}

/** Which of the known colours are on the canvases of the map: words such as `light street`. */
function drawn(page: Page): Promise<string[]> {
  return page.evaluate((known) => {
    const seen = new Set<string>();
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.leaflet-streets-pane canvas')) {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, Math.max(1, canvas.width), Math.max(1, canvas.height)) ?? {};
      for (let at = 0; data && at < data.length; at += 4) {
        const found = known.find(([, red, green, blue]) => data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] === 255);
        if (found) seen.add(found[0]);
      }
    }
    return [...seen].sort();
  }, knownColours);
}

/** --edge and --sea of both themes. */
const knownColours: [string, number, number, number][] = [
  ['light street', 0x85, 0x78, 0x80],
  ['light lake', 0xdd, 0xe7, 0xee],
  ['dark street', 0x8d, 0x7f, 0x86],
  ['dark lake', 0x12, 0x18, 0x1d]
];
const inLight = ['light lake', 'light street'];
const inDark = ['dark lake', 'dark street'];

/** 0 to 1; 0 too while no bar is shown. */
function progress(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('progress')?.value ?? 0);
}

function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await (await caches.open('media')).keys()).map(({ url }) => new URL(url).pathname));
}
