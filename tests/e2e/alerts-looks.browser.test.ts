import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { entry, found, fullAlert, keys, page as pageOf } from '../support/alert-examples.ts';
import { rhone } from '../support/alerts-page.ts';
import { axeFindsNothing } from '../support/axe.ts';
import { appTests, button, focused, shown } from '../support/app-page.ts';
import { fault, mockApi, type MockedApi } from '../support/mocked-api.ts';

const { onPage } = appTests();

const answers: MockedApi['answers'] = {
  'GET /api/session': [200, rhone],
  'GET /api/keys': [200, keys],
  'POST /api/alerts/lookup': [200, found],
  'GET /api/alerts': [200, pageOf([entry('a1', 'very-dangerous'), entry('a2', 'dangerous'), entry('a3', 'risky'), entry('a4', 'unpleasant'), entry('a5', 'fantasist'), entry('a6', 'difficult-meeting')], { risky: 1 }, 'more')],
  'GET /api/alerts/a1': [200, fullAlert]
};
const number = (page: Page) => shown(page).locator('form input').first();
const area = (page: Page) => shown(page).locator('button[aria-pressed]').first();

async function open(page: Page): Promise<MockedApi> {
  const api = await mockApi(page, answers);
  await page.goto('/app');
  await shown(page).locator('.blue').click();
  await number(page).waitFor();
  return api;
}

test.each(['fr', 'en'])('axe finds nothing (%s), nor does anything stick out at 320 px', async (locale) => {
  await onPage(
    async (page) => {
      const api = await open(page);
      for (const summary of await shown(page).locator('summary').all()) await summary.click();
      await examine(page, 'alerts');
      await number(page).fill('0612345678');
      await number(page).press('Enter');
      await shown(page).locator('li.card').waitFor();
      await area(page).click();
      await shown(page).locator('li.card').nth(6).waitFor();
      for (const summary of await shown(page).locator('section summary').all()) await summary.click();
      await examine(page, 'lists');
      await shown(page).locator('li.card button').first().click();
      await shown(page).locator('details summary').click();
      await examine(page, 'alert');
      await page.keyboard.press('Escape');
      api.answers['POST /api/alerts/lookup'] = [429, fault('too_many_lookups', { retryAfter: 3600 })];
      await number(page).fill('12');
      await number(page).press('Enter');
      await shown(page).locator('.wrong').waitFor();
      await examine(page, 'not read');
      await number(page).fill('AB123CD');
      await number(page).press('Enter');
      await shown(page).locator('[role=status] .note').waitFor();
      await shown(page).getByRole('combobox').fill('13001');
      await shown(page).getByRole('combobox').press('Enter');
      await shown(page).locator('.note[tabindex]').waitFor();
      await examine(page, 'refused');
      await shown(page).locator('.do button').last().click();
      await shown(page).locator('.card .state').waitFor();
      await examine(page, 'news');
    },
    { locale, viewport: { width: 320, height: 640 } }
  );
});

test('with text twice as large everything is there, and nothing sticks out', async () => {
  await onPage(
    async (page) => {
      await open(page);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      await number(page).fill('0612345678');
      await number(page).press('Enter');
      await shown(page).locator('li.card').waitFor();
      await area(page).click();
      await shown(page).locator('li.card').nth(6).waitFor();
      await fits(page, 'lists');
      await shown(page).locator('li.card button').first().click();
      await fits(page, 'alert');
    },
    { viewport: { width: 320, height: 640 } }
  );
});

test('a level is told by its word and its bars where colours are forced', async () => {
  await onPage(
    async (page) => {
      await open(page);
      await area(page).click();
      await shown(page).locator('li.card').nth(5).waitFor();
      const bars = await shown(page).locator('li.card .level').evaluateAll((levels) => levels.map((level) => [...level.querySelectorAll('rect')].filter((bar) => getComputedStyle(bar).fill !== 'none').length));
      expect(bars).toEqual([6, 5, 4, 3, 2, 1]);
      const colours = await shown(page).locator('li.card .level').evaluateAll((levels) => levels.map((level) => getComputedStyle(level.querySelector('rect') ?? level).fill));
      expect(new Set(colours).size).toBe(1);
    },
    { forcedColors: 'active' }
  );
});

test('the keyboard reaches and opens everything, and the focus comes back', async () => {
  await onPage(async (page) => {
    await open(page);
    await number(page).focus();
    await page.keyboard.type('06 12 34 56 78');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toContain('1 alert about');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Strangling, Robbery');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toContain('Very dangerous');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('Strangling, Robbery');
    for (const size of await shown(page).locator('button:visible, summary:visible, input:visible').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))) expect(size).toBeGreaterThanOrEqual(44);
    await button(page, 'Be told of new alerts').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('News on this phone');
  });
});

async function examine(page: Page, name: string): Promise<void> {
  await axeFindsNothing(page, name);
  await fits(page, name);
}

async function fits(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !one.closest('[hidden], .unseen')).map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 30)}`));
  expect(wide, name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), name).toBeLessThanOrEqual(0);
}
