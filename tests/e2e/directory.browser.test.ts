import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeDirectoryPack } from '../../src/domain/directory-pack.ts';
import type { Organisation } from '../../src/domain/organisation.ts';
import type { DirectoryPackEntry, PackManifest } from '../../src/domain/pack-manifest.ts';
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

test('a town gives what is nearest first, with national lines before, and filters narrow it', async () => {
  await withDirectory('/en/directory/', async (page) => {
    await page.getByRole('combobox').fill('lyon');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await expect.poll(() => found(page)).toEqual(['Near clinic', 'Shelter', 'Brigade', 'Far clinic']);
    expect(await page.locator('[aria-labelledby="national"] h3').allInnerTexts()).toEqual(['National line']);
    expect(await page.locator('[aria-labelledby="hidden"] h3').allInnerTexts()).toEqual(['Hidden association']);
    expect(await page.locator('[aria-labelledby="found"] .far').first().innerText()).toBe('1.4 km');
    await page.locator('summary', { hasText: 'What do you need' }).click();
    await page.getByLabel('Screening centres').check();
    await expect.poll(() => found(page)).toEqual(['Near clinic', 'Far clinic']);
  });
});

test('where nothing is near it says so, with the distance, and what is far comes when asked for', async () => {
  await withDirectory('/en/directory/?place=Limoges', async (page) => {
    await page.getByText(/^Nothing that fits has a known address within 30 km. The nearest is 24\d km away in a straight line/).waitFor();
    // Further away than a day out: a choice of three, not all.
    expect(await found(page)).toEqual(['Far clinic', 'Near clinic', 'Shelter']);
    await page.getByRole('button', { name: 'Show what is further away' }).click();
    await expect.poll(() => found(page)).toEqual(['Far clinic', 'Near clinic', 'Shelter', 'Brigade']);
    expect(await page.getByRole('button', { name: /^Show (more|what)/ }).count()).toBe(0);
  });
  await withDirectory('/fr/directory/?place=Lyon', async (page) => {
    await expect.poll(() => found(page)).toHaveLength(4);
    expect(await page.getByText('adresse connue').count()).toBe(0);
  });
});

test('a link from elsewhere brings the place and the needs', async () => {
  await withDirectory('/fr/directory/?place=69003&need=gendarmerie', async (page) => {
    await page.getByText('À proximité : Lyon 3e').waitFor();
    await expect.poll(() => found(page)).toEqual(['Brigade']);
  });
});

test('a name that several towns share is told by its department, and the others are in sight', async () => {
  await withDirectory('/en/directory/?place=Montclar', async (page) => {
    await page.getByText(/^Near Montclar \(\d\d\)$/).waitFor();
    await page.getByRole('button', { name: /^Montclar \(11/ }).or(page.getByRole('button', { name: /^Montclar \(12/ })).first().click();
    await page.getByText(/^Near Montclar \(1[12]\)$/).waitFor();
  });
  await withDirectory('/en/directory/?place=Lyon', async (page) => {
    await page.getByText('Near Lyon', { exact: true }).waitFor();
  });
});

test('the keyboard alone finds a town among suggestions', async () => {
  await withDirectory('/en/directory/', async (page) => {
    await page.getByRole('combobox').focus();
    await page.keyboard.type('st etien');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('option', { selected: true }).innerText()).toBe('Saint-Étienne (42, Loire)');
    await page.keyboard.press('Enter');
    await page.getByText('Near Saint-Étienne').waitFor();
    expect(await page.getByRole('listbox').count()).toBe(0);
  });
});

test('an organisation opens over the list, and closing it leads back where one was, without history', async () => {
  await withDirectory('/en/directory/?place=Lyon', async (page) => {
    const before = await page.evaluate(() => ({ length: history.length, href: location.href }));
    for (const leave of [() => page.keyboard.press('Escape'), () => page.getByRole('button', { name: 'Back to the list' }).click()]) {
      await page.getByRole('button', { name: 'Near clinic' }).click();
      await page.getByRole('heading', { level: 1, name: 'Near clinic' }).waitFor();
      await expect.poll(() => focused(page)).toBe('Near clinic');
      expect(await page.getByRole('link', { name: /Call 04\s78\s00\s00\s01/ }).getAttribute('href')).toBe('tel:+33478000001');
      expect(await page.getByRole('link', { name: 'Route' }).getAttribute('href')).toMatch(/^geo:45\.7600\d,4\.8500\d/);
      expect(await page.getByRole('row').count()).toBe(7);
      await leave();
      await expect.poll(() => focused(page)).toBe('Near clinic');
      await expect.poll(() => page.getByRole('heading', { name: 'Find an organisation' }).isVisible()).toBe(true);
    }
    expect(await page.evaluate(() => ({ length: history.length, href: location.href }))).toEqual(before);
  });
});

test('a deep link opens one organisation', async () => {
  await withDirectory('/en/directory/#org=test:hidden', async (page) => {
    await page.getByRole('heading', { level: 1, name: 'Hidden association' }).waitFor();
    expect(await page.getByText('The address is not published').isVisible()).toBe(true);
    expect(await page.getByRole('link', { name: 'Route' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: /06\s12\s34\s56\s78/ }).getAttribute('href')).toBe('tel:+33612345678');
    // What the source wrote is in its own language, and says so.
    expect(await page.locator('[lang=fr]', { hasText: 'La nuit' }).count()).toBe(1);
    expect(await page.getByText('La nuit : 06 12 34 56 78 (in French)').isVisible()).toBe(true);
  });
  await withDirectory('/fr/directory/#org=test:hidden', async (page) => {
    await page.getByText('La nuit : 06 12 34 56 78').waitFor();
    expect(await page.getByText('(en français)').count()).toBe(0);
  });
});

test('the position is asked for by a press only; a refusal is said plainly', async () => {
  const here = { geolocation: { latitude: 45.77, longitude: 4.85 }, permissions: ['geolocation'] };
  await withDirectory('/en/directory/', async (page) => {
    await page.getByRole('button', { name: 'Use my position' }).click();
    await page.getByText(/^Near you \(/).waitFor();
    await expect.poll(() => found(page)).toContain('Near clinic');
  }, here);
  await withDirectory('/en/directory/', async (page) => {
    await page.getByRole('button', { name: 'Use my position' }).click();
    await page.getByText('Your position is not available').waitFor();
  });
});

test('the map comes when asked for, draws without tiles or markup from strings, and opens what is pressed', async () => {
  await withDirectory('/en/directory/?place=Lyon', async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.getByText('Near Lyon').waitFor();
    expect(asked.filter((path) => path.endsWith('.css'))).toEqual([]);
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    await expect.poll(() => page.locator('.map-mark').count()).toBe(4);
    expect(await page.locator('.map-land').count()).toBeGreaterThan(100);
    expect(await page.locator('.map img').count()).toBe(0);
    const spread = (): Promise<number> =>
      page.locator('.map-mark').evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().y)) - Math.min(...all.map((one) => one.getBoundingClientRect().y)));
    const before = await spread();
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await expect.poll(spread).toBeLessThan(before * 0.6);
    await page.locator('.map-mark', { hasText: 'S' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'Far clinic' }).waitFor();
  });
});

test('a failure keeps what was typed and can be tried again', async () => {
  await withDirectory('/en/directory/', async (page) => {
    const refuse = (route: Route): Promise<void> => route.abort();
    await page.route('**/packs/directory/*', refuse);
    await page.getByRole('combobox').fill('Lyon');
    await page.keyboard.press('Enter');
    await page.getByText('The list could not be loaded').waitFor();
    expect(await page.getByRole('combobox').inputValue()).toBe('Lyon');
    await page.unroute('**/packs/directory/*', refuse);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => found(page)).toContain('Near clinic');
  });
});

test('what was kept answers with no network, and says how old it is', async () => {
  await withDirectory('/en/directory/?place=Lyon', async (page) => {
    await page.getByRole('button', { name: /^Keep Rhône/ }).click();
    await page.getByText('It now works without network').waitFor();
    await page.route('**/packs/**', (route) => route.abort());
    await page.reload();
    await expect.poll(() => found(page)).toContain('Near clinic');
    await page.getByText(/No network: list kept on this phone/).waitFor();
    expect(await page.getByText('Kept: Rhône').isVisible()).toBe(true);
    // A village of 600: small towns are kept with any region.
    await page.getByRole('combobox').fill('Chamelet');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('Near Chamelet').waitFor();
    await page.getByRole('button', { name: 'Remove from this phone' }).click();
    await expect.poll(() => page.getByText('Kept: Rhône').count()).toBe(0);
  });
});

test('a phone that refuses to keep anything still shows the list, and says so', async () => {
  await withDirectory('/en/directory/', async (page) => {
    await page.addInitScript(() => {
      const refuse = (): never => {
        throw new DOMException('private window', 'SecurityError');
      };
      Object.defineProperty(window, 'indexedDB', { value: { open: refuse, deleteDatabase: refuse } });
    });
    await page.goto('/en/directory/?place=Lyon');
    await expect.poll(() => found(page)).toContain('Near clinic');
    await page.getByText('This browser does not keep anything').first().waitFor();
  });
});

test('both forms say what is missing, keep what was typed when sending fails, and send nothing else', async () => {
  await withDirectory('/en/directory/?place=Lyon', async (page) => {
    const sent: unknown[] = [];
    let status = 503;
    await page.route('**/api/directory/suggestions', async (route) => {
      sent.push(route.request().postDataJSON());
      await route.fulfill({ status });
    });
    await page.getByText('Suggest an organisation').click();
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('suggest-name');
    await page.getByLabel('Name').fill('A new one');
    await page.getByLabel('Town', { exact: true }).fill('Lyon');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('It could not be sent').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('A new one');
    status = 204;
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Nothing about you was kept').waitFor();
    await page.getByRole('button', { name: 'Shelter' }).click();
    await page.getByText('Something wrong here?').click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Choose what is wrong').waitFor();
    await page.getByLabel('It has moved').check();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('article').getByText('Nothing about you was kept').waitFor();
    expect(sent).toEqual([
      { name: 'A new one', town: 'Lyon' },
      { name: 'A new one', town: 'Lyon' },
      { organisationId: 'test:shelter', what: 'moved' }
    ]);
  });
});

/** The real pages, towns and outlines; organisations are these tests' own, so that distances are known. */
async function withDirectory(path: string, run: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  await withPage(
    browser,
    server.origin,
    async (page) => {
      const { directory: _others, ...rest } = (await (await page.request.get('/packs/manifest.json')).json()) as PackManifest;
      await page.route('**/packs/manifest.json', (route) => route.fulfill({ json: { ...rest, directory: entries } }));
      await page.route('**/packs/directory/*', (route) => {
        const department = /(\w+)\.json$/.exec(route.request().url())?.[1] ?? '';
        return route.fulfill({ json: encodeDirectoryPack(department, organisations.filter((one) => one.department === department)) });
      });
      await page.goto(path);
      await run(page);
    },
    // Requests that a worker passes on cannot be answered here; tests/offline has the worker's own tests.
    { serviceWorkers: 'block', ...options }
  );
}

function found(page: Page): Promise<string[]> {
  return page.locator('[aria-labelledby="found"] h3').allInnerTexts();
}

function focused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.textContent);
}

const common = { phones: ['+33478000001'], source: { name: 'Tests' }, checked: '2026-10-01', confidence: 'high' } as const;
const at = (latitude: number, longitude: number, town: string, postcode: string): Pick<Organisation, 'position' | 'address'> => ({
  position: { latitude, longitude, precision: 'address' },
  address: { street: '1 rue de la Paix', postcode, town }
});

const organisations: readonly Organisation[] = [
  { ...common, id: 'test:line', name: 'National line', subCategory: 'community', department: 'fr' },
  { ...common, id: 'test:clinic', name: 'Near clinic', subCategory: 'screening', department: '69', openingHours: 'Mo-Fr 09:00-17:00', ...at(45.76, 4.85, 'Lyon', '69003') },
  { ...common, id: 'test:shelter', name: 'Shelter', subCategory: 'victim-support', department: '69', ...at(45.77, 4.88, 'Villeurbanne', '69100') },
  { ...common, id: 'test:brigade', name: 'Brigade', subCategory: 'gendarmerie', department: '69', ...at(45.7, 4.95, 'Saint-Priest', '69800') },
  {
    ...common,
    id: 'test:hidden',
    name: 'Hidden association',
    subCategory: 'community',
    department: '69',
    emergencyContact: 'La nuit : 06 12 34 56 78'
  },
  { ...common, id: 'test:far', name: 'Far clinic', subCategory: 'screening', department: '42', ...at(45.43, 4.39, 'Saint-Étienne', '42000') }
];

const entries: readonly DirectoryPackEntry[] = [
  { department: 'fr', hash: '0a', bytes: 100, count: 1 },
  { department: '69', hash: '0b', bytes: 400, count: 4, box: [45.7, 4.85, 45.77, 4.95] },
  { department: '42', hash: '0c', bytes: 100, count: 1, box: [45.43, 4.39, 45.43, 4.39] }
];
