import type { Locator, Page } from 'playwright-core';
import type { SessionView } from '../../src/domain/account-api.ts';
import { found, keys } from './alert-examples.ts';
import { button, field, member, shown, title } from './app-page.ts';
import { untilKept } from './browser.ts';
import { signIn } from './device.ts';
import { mockApi, type MockedApi } from './mocked-api.ts';

/** A member whose alerts come from two departments. */
export const rhone: SessionView = { ...member, areas: ['69', '38'] };

export async function openAlerts(page: Page, answers: MockedApi['answers'] = {}, session = rhone): Promise<MockedApi> {
  const api = await mockApi(page, { 'GET /api/session': [200, session], 'GET /api/keys': [200, keys], 'POST /api/alerts/lookup': [200, found], ...answers });
  await page.goto('/app');
  await button(page, 'View alerts').click();
  await title(page, 'View alerts').waitFor();
  return api;
}

/** Signs in, as by `cookie`, and waits until the pages and the alerts of one's departments are kept. */
export async function keepAlerts(page: Page, origin: string, cookie: string): Promise<void> {
  await page.goto('/en/');
  await untilKept(page, 'en');
  await signIn(page.context(), origin, cookie);
  await page.goto('/app');
  await button(page, 'View alerts').click();
  await button(page, 'On this phone').click();
  await shown(page).getByText('Up to date on').waitFor();
}

export const numberField = (page: Page): Locator => field(page, 'Phone number, licence plate or e-mail');
export const searchButton = (page: Page): Locator => shown(page).locator('form').first().getByRole('button', { name: 'Search' });

export async function lookFor(page: Page, typed: string): Promise<void> {
  await numberField(page).fill(typed);
  await searchButton(page).click();
}
