import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { SessionView } from '../../src/domain/account-api.ts';
import { demoPassword } from './api-client.ts';
import { startBrowser, withPage } from './browser.ts';
import { startDemo, startServer, type TestServer } from './server.ts';

/** A browser and a server for the tests of one file: called once, at its top. `whole`: as `startBrowser`; `demo`: with the accounts of `startDemo`. */
export function appTests({ whole = false, demo = false } = {}): { readonly server: TestServer; readonly onPage: (run: (page: Page, context: BrowserContext) => Promise<void>, options?: BrowserContextOptions) => Promise<void> } {
  let browser: Browser;
  let server: TestServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([startBrowser({ whole }), demo ? startDemo() : startServer()]);
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
  });
  return {
    /** There once the tests run. */
    get server() {
      return server;
    },
    /** A fresh profile on one page. */
    onPage: (run, options) => withPage(browser, server.origin, run, options)
  };
}

/** The view of `/app` that is on top. */
export const shown = (page: Page): Locator => page.locator('.view:not([hidden])');
export const button = (page: Page, name: string): Locator => shown(page).getByRole('button', { name, exact: true });
export const field = (page: Page, name: string): Locator => shown(page).getByLabel(name, { exact: true });
export const title = (page: Page, name: string): Locator => shown(page).getByRole('heading', { level: 1, name, exact: true });

/** What has the focus, by its words; `BODY` when it is lost. */
export function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => (document.activeElement === document.body ? 'BODY' : document.activeElement?.textContent.trim()));
}

/** By the form, as one of the demo accounts, until home is there. */
export async function signInAs(page: Page, server: TestServer, name: string): Promise<void> {
  await page.goto('/app');
  await button(page, 'Sign in').click();
  await field(page, 'Username').fill(name);
  await field(page, 'Password').fill(demoPassword(server, name));
  await button(page, 'Sign in').click();
  await button(page, 'View alerts').waitFor();
}

export const member: SessionView = {
  username: 'Rose',
  role: 'member',
  state: 'active',
  language: 'en',
  areas: [],
  ends: '2027-01-01T00:00:00.000Z',
  secondFactor: 'none',
  sponsor: 'confirmed'
};
