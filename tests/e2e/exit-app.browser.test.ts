import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookFor, numberField } from '../support/alerts-page.ts';
import { button, shown, title } from '../support/app-page.ts';
import { neutralSite, startBrowser, withPage } from '../support/browser.ts';
import { startHeldNetwork, type HeldNetwork } from '../support/held-network.ts';
import { databases, signIn } from '../support/device.ts';
import { newSnapshot, publishAlerts } from '../support/gate.ts';
import { withOwnServer } from '../support/own-server.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser({ whole: true });
});
afterAll(() => browser.close());

interface Signed {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly network: HeldNetwork;
  /** Of the same profile, on a page that knows nothing. */
  readonly witness: Page;
}

/** A member on a phone that may load three alerts. Held: of the snapshot only the beginning comes. */
async function signedIn(run: (signed: Signed) => Promise<void>, { held = false } = {}): Promise<void> {
  await withOwnServer(async (server) => {
    await publishAlerts(server, 3, ['75']);
    await newSnapshot(server, '75');
    const { client } = await server.signedIn('amber', { areas: ['75'], language: 'en' });
    await using network = await startHeldNetwork(server.origin, { held: '/sync/75/snapshot/', after: held ? 100 : Infinity });
    await withPage(browser, network.origin, async (page, context) => {
      await signIn(context, network.origin, client.cookie);
      const witness = await context.newPage();
      await witness.goto('/en/help-numbers/');
      // Behind another page a page is drawn once a second.
      await page.bringToFront();
      await run({ page, context, network, witness });
    });
  });
}

async function openAlerts({ page }: Signed): Promise<void> {
  await page.goto('/app');
  await button(page, 'View alerts').click();
  await numberField(page).waitFor();
}

async function untilLoaded({ page }: Signed): Promise<void> {
  await button(page, 'On this phone').click();
  await shown(page).getByText('Up to date on').waitFor();
  await page.keyboard.press('Escape');
}

const keysOf = ({ witness }: Signed) => expect.poll(async () => (await databases({ page: witness } as never)).includes('jasmine-4'));

describe('quick exit in /app', () => {
  test('in the middle of a sync and of typing: nothing is on the screen when the press returns, keys are gone, and Back and Forward show nothing', async () => {
    await signedIn(async (signed) => {
      const { page, network } = signed;
      await page.goto('/app');
      await button(page, 'View alerts').waitFor();
      await keysOf(signed).toBe(true);
      await button(page, 'View alerts').click();
      await numberField(page).fill('06 12 34 56');
      await network.untilHeld();
      const seen = await page.evaluate(() => {
        document.querySelector<HTMLElement>('[data-exit]')?.click();
        return { display: getComputedStyle(document.documentElement).display, body: document.querySelector('body') !== null, title: document.title, typed: document.querySelector('input')?.value };
      });
      expect(seen).toEqual({ display: 'none', body: false, title: '', typed: undefined });
      network.cut();
      await page.waitForURL(neutralSite);
      await keysOf(signed).toBe(false);
      expect(await page.evaluate(() => history.length)).toBe(2);
      for (let turn = 0; turn < 5; turn += 1) {
        await page.goBack().catch(() => null);
        expect(page.url()).not.toContain('/app');
        await page.goForward().catch(() => null);
        expect(page.url()).not.toContain('/app');
      }
      await page.goto(`${network.origin}/app`);
      await title(page, 'Home').waitFor();
      await button(page, 'Sign in').waitFor();
      expect(await page.locator('main').innerText()).not.toContain('View alerts');
      expect(await page.locator('input').count()).toBe(0);
    }, { held: true });
  });

  test.each([['a press', (page: Page) => page.locator('[data-exit]').click()], ['Escape three times', async (page: Page) => { for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape'); }]] as const)('by %s, with no network: keys are gone; what is left on the phone opens with the next sign-in', async (_how, leave) => {
    await signedIn(async (signed) => {
      const { page, context } = signed;
      await openAlerts(signed);
      await untilLoaded(signed);
      await lookFor(page, '1001');
      await shown(page).locator('li.card').waitFor();
      await page.evaluate(() => navigator.serviceWorker.ready);
      await context.setOffline(true);
      await leave(page);
      await page.waitForURL('**/exit');
      await keysOf(signed).toBe(false);
      expect(await databases({ page: signed.witness } as never)).toContain('jasmine-3');
    });
  });

  test('also from another tab: what is open there is shut', async () => {
    await signedIn(async (signed) => {
      const { page, context } = signed;
      await openAlerts(signed);
      await untilLoaded(signed);
      await lookFor(page, '1001');
      await shown(page).locator('li.card').waitFor();
      const other = await context.newPage();
      await other.goto('/app');
      await button(other, 'View alerts').waitFor();
      await other.locator('[data-exit]').click();
      await other.waitForURL(neutralSite);
      await page.bringToFront();
      await button(page, 'Sign in').waitFor();
      expect(await page.locator('li.card').count()).toBe(0);
      await keysOf(signed).toBe(false);
      expect(await button(page, 'View alerts').count()).toBe(0);
    });
  });

  test('keeps the keys for whoever has said so: alerts open without signing in, until somebody signs out', async () => {
    await signedIn(async (signed) => {
      const { page, network } = signed;
      await openAlerts(signed);
      await button(page, 'On this phone').click();
      await shown(page).getByText('Up to date on').waitFor();
      await shown(page).getByRole('checkbox', { name: 'Keep the key when I leave' }).check();
      await page.locator('[data-exit]').click();
      await page.waitForURL(neutralSite);
      await page.goto(`${network.origin}/app`);
      await button(page, 'Sign in').or(shown(page).getByRole('button', { name: 'Sign in' })).first().waitFor();
      await button(page, 'View alerts').click();
      await lookFor(page, '1001');
      await shown(page).locator('li.card').waitFor();
      expect(await databases({ page: signed.witness } as never)).toContain('jasmine-4');
    });
  });
});

test('signing out drops the keys, also with no network', async () => {
  await signedIn(async (signed) => {
    const { page, context } = signed;
    await openAlerts(signed);
    await untilLoaded(signed);
    await page.keyboard.press('Escape');
    await context.setOffline(true);
    await button(page, 'Sign out').click();
    await keysOf(signed).toBe(false);
    expect(await button(page, 'View alerts').count()).toBe(0);
  });
});

test.each([0, 1, 2, 3, 4])('left at the very moment in which keys come: none stay (%i)', async (turns) => {
  await signedIn(async (signed) => {
    const { page, witness } = signed;
    await witness.evaluate(() => navigator.serviceWorker.ready);
    await page.goto('/app', { waitUntil: 'commit' });
    // The worker is about to write them, writes them, or has just done so.
    await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === 'jasmine-4'), undefined, { polling: 1 });
    for (let turn = 0; turn < turns; turn += 1) await page.evaluate(() => indexedDB.databases());
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-exit]')?.click());
    await page.waitForURL(neutralSite);
    await keysOf(signed).toBe(false);
  });
});
