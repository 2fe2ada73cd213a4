import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fullAlert } from '../support/alert-examples.ts';
import { axeFindsNothing } from '../support/axe.ts';
import { appTests, focused, member } from '../support/app-page.ts';
import { content, fullContent, colleague, mockDesk, moderator, passphrase, reportOf, queued } from '../support/desk-page.ts';
import { fault, type MockedApi } from '../support/mocked-api.ts';
import { dangerLevels } from '../../src/domain/danger-level.ts';
import { sealTo } from '../../src/lib/sealing/seal.ts';

const { onPage } = appTests();

const month = new Date().toISOString().slice(0, 7);
const more: MockedApi['answers'] = {
  'POST /api/desk/alerts/similar': [200, { sharing: [fullAlert], around: [{ ...fullAlert, id: 'AAAAAAAAAAAAAAAAAAAAAB', identifiers: [] }] }],
  'GET /api/desk/alerts/AAAAAAAAAAAAAAAAAAAAAC': [200, { ...fullAlert, id: 'AAAAAAAAAAAAAAAAAAAAAC' }],
  'GET /api/desk/numbers': [200, { waiting: 12, late: 3, published: dangerLevels.map((level, index) => ({ month, level, count: index + 1 })), hours: [1, 5, 9, 20, 47, 90] }],
  'GET /api/desk/readers': [200, [{ id: 'r1', username: 'a-name-without-any-place-to-break-it-at', since: '2026-11-20', seen: false }, { id: 'r2', username: 'Seen', since: '2026-11-01', seen: true }]]
};
const list = { recipients: [moderator.recipient, colleague.recipient], partners: [{ id: 'harbour', name: 'Harbour', areas: ['75', '93', '92', '94', '77', '78'], recipient: colleague.recipient }] };

/** A queue with everything that can be in it; the last report, out in part, has a thread and an alert. */
async function open(page: Page): Promise<MockedApi> {
  const agreed = { ...fullContent, consents: { share: true as const, transfer: true }, details: 'A-word-without-any-place-to-break-it-at-that-goes-on-and-on-and-on-and-on. '.repeat(4) };
  const api = await mockDesk(
    page,
    [
      { name: 'one', content: agreed, hoursLeft: -3, decisions: [{ kind: 'publish', alert: 'AAAAAAAAAAAAAAAAAAAAAC', part: 'coded' }, { kind: 'ask' }] },
      ...dangerLevels.map((level, index) => ({ name: `l${String(index)}`, content: content({ level }), hoursLeft: index * 7 - 1 })),
      { name: 'foreign', content: content(), hoursLeft: 47, sealedTo: [colleague.recipient], department: '93' }
    ],
    more,
    list
  );
  const path = 'GET /api/desk/reports/one0000000000000000000';
  const report = await reportOf({ name: 'one', content: agreed, hoursLeft: -3, decisions: [{ kind: 'publish', alert: 'AAAAAAAAAAAAAAAAAAAAAC', part: 'coded' }, { kind: 'ask' }] });
  const said = (text: string): Promise<string> => sealTo([moderator.recipient], JSON.stringify({ version: 1, text, language: 'fr' }));
  const thread = [
    { id: 'm1', from: 'team', at: report.received, sealed: await said('Où était-ce ?') },
    { id: 'm2', from: 'reporter', at: report.received, sealed: await said('Près-de-l’ascenseur-du-troisième-niveau-du-parking-sans-coupure') },
    { id: 'm3', from: 'team', at: report.received, sealed: 'AAAA' }
  ];
  api.answers[path] = [200, { ...report, messages: 3, thread }];
  await page.goto('/desk');
  await page.locator('input').first().waitFor();
  return api;
}

async function unlock(page: Page): Promise<void> {
  await page.locator('input').first().fill(passphrase);
  await page.keyboard.press('Enter');
  await queued(page).nth(7).waitFor();
  // All are opened.
  await page.locator('[role=status] p.soft').waitFor({ state: 'detached' });
}

async function examine(page: Page, name: string): Promise<void> {
  await axeFindsNothing(page, name);
  await fits(page, name);
}

async function fits(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => [...document.querySelectorAll('header *, main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !one.closest('[hidden], .unseen, .table')).map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 30)}`));
  expect(wide, name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), name).toBeLessThanOrEqual(0);
}

test.each([
  { locale: 'fr', width: 320, height: 640 },
  { locale: 'fr', width: 1280, height: 800 },
  { locale: 'en', width: 320, height: 640 }
])('axe finds nothing ($locale, $width px), nor does anything stick out', async ({ locale, ...viewport }) => {
  await onPage(
    async (page) => {
      const api = await open(page);
      await examine(page, 'locked');
      await page.locator('input').first().fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      await examine(page, 'wrong passphrase');
      await page.locator('form .buttons .quiet').click();
      await page.locator('input').nth(2).waitFor();
      await page.locator('form .act').click();
      await page.getByRole('alert').waitFor();
      await examine(page, 'new key');
      await page.locator('form .buttons .quiet').click();
      await unlock(page);
      await page.keyboard.press('?');
      await examine(page, 'queue');
      await queued(page).last().getByRole('button').click();
      await page.locator('article .card.reporter').waitFor();
      await page.locator('article ul .card').nth(1).waitFor();
      await examine(page, 'report');
      for (const key of ['p', 'a', 't']) {
        await page.locator('article h2').focus();
        await page.keyboard.press(key);
        await page.locator('.doing').waitFor();
        for (const summary of await page.locator('.doing summary').all()) await summary.click();
        await examine(page, `doing ${key}`);
      }
      await page.locator('.doing .quiet').last().click();
      await page.locator('article .head .close').evaluate((close: HTMLElement) => close.click());
      await queued(page).nth(3).getByRole('button').click();
      for (const key of ['m', 'r', 'c']) {
        await page.locator('article h2').focus();
        await page.keyboard.press(key);
        await page.locator('.doing').waitFor();
        await examine(page, `doing ${key}`);
      }
      await page.locator('nav button').nth(1).click();
      await page.locator('table').first().waitFor();
      await examine(page, 'numbers');
      await page.locator('nav button').nth(2).click();
      await page.locator('li.card').nth(1).waitFor();
      await examine(page, 'readers');
      for (const answer of [[200, { ...member, role: 'member' }], [401, fault('sign_in')], 'lost'] as const) {
        api.answers['GET /api/session'] = answer;
        await page.reload();
        await page.locator('main h1').waitFor();
        await examine(page, 'outside');
      }
    },
    { locale, viewport }
  );
});

test('with text twice as large on a small phone everything is there, and nothing sticks out', async () => {
  await onPage(
    async (page) => {
      await open(page);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      await fits(page, 'locked');
      await unlock(page);
      await fits(page, 'queue');
      await queued(page).last().getByRole('button').click();
      await page.locator('article ul .card').nth(1).waitFor();
      await fits(page, 'report');
      await page.keyboard.press('p');
      await page.locator('.doing form').waitFor();
      await fits(page, 'form');
      await page.locator('nav button').nth(1).click();
      await page.locator('table').first().waitFor();
      await fits(page, 'numbers');
    },
    { viewport: { width: 320, height: 640 } }
  );
});

test('a small screen shows one pane, a large one both, in letters of 15 px and targets that a finger hits', async () => {
  for (const [width, both] of [[360, false], [1280, true]] as const) {
    await onPage(
      async (page) => {
        await open(page);
        await unlock(page);
        await queued(page).nth(2).getByRole('button').click();
        await page.getByRole('article').waitFor();
        expect(await queued(page).first().isVisible()).toBe(both);
        expect(await page.locator('article p').first().evaluate((text) => getComputedStyle(text).fontSize)).toBe('15px');
        for (const height of await page.locator(':is(main, header) :is(button, select, summary):visible').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))) expect(height).toBeGreaterThanOrEqual(44);
      },
      { viewport: { width, height: 740 } }
    );
  }
});

test('where colours are forced a level is told by its bars and late by its word, and the focus is seen', async () => {
  await onPage(
    async (page) => {
      await open(page);
      await unlock(page);
      const bars = await queued(page).locator('.level').evaluateAll((levels) => levels.map((level) => [...level.querySelectorAll('rect')].filter((bar) => getComputedStyle(bar).fill !== 'none').length));
      expect([...bars].sort()).toEqual([1, 2, 3, 4, 5, 6, 6]);
      await page.keyboard.press('j');
      expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).not.toBe('none');
      await page.keyboard.press('Enter');
      await expect.poll(() => focused(page)).toContain('Signalement');
    },
    { forcedColors: 'active', locale: 'fr-FR' }
  );
});
