import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { wrapIdentity } from '../../src/lib/sealing/passphrase.ts';
import { appTests } from '../support/app-page.ts';
import { neutralSite } from '../support/browser.ts';
import { askAndWait, button, colleague, content, doing, field, fullContent, heading, idOf, mockDesk, moderator, passphrase, read, unlock, wrapped } from '../support/desk-page.ts';
import { fault } from '../support/mocked-api.ts';

const app = appTests();
const onPage: typeof app.onPage = (run) => app.onPage(run, { locale: 'en-GB' });
const one = [{ name: 'one', content: fullContent }];
const decide = `POST /api/desk/reports/${idOf('one')}/decisions`;

describe('what was begun', () => {
  test('stays, whatever key is pressed and whatever else is read meanwhile, until it is sent or begun anew', async () => {
    await onPage(async (page) => {
      await mockDesk(page, [...one, { name: 'two', content: content({ level: 'fantasist' }), hoursLeft: 40 }]);
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.keyboard.press('p');
      await field(page, 'What happened').fill('');
      await field(page, 'What happened').focus();
      // In a field a key is a letter.
      await page.keyboard.type('rlcmat?j');
      expect(await field(page, 'What happened').inputValue()).toBe('rlcmat?j');
      await page.getByRole('article').getByRole('button', { name: 'Refuse', exact: true }).focus();
      await page.keyboard.press('r');
      await doing(page, 'Refuse').waitFor();
      await page.getByRole('article').getByRole('button', { name: 'Back to the list' }).click();
      await read(page, 'Fantasist');
      await page.keyboard.press('p');
      expect(await field(page, 'What happened').inputValue()).toBe('');
      await page.getByRole('article').getByRole('button', { name: 'Back to the list' }).click();
      await read(page, 'Very dangerous');
      await page.keyboard.press('p');
      expect(await field(page, 'What happened').inputValue()).toBe('rlcmat?j');
      await button(page, 'Begin anew').click();
      expect(await field(page, 'What happened').inputValue()).toBe('');
    });
  });

  test('is not closed, nor lost, by the late answer to something else', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, [...one, { name: 'two', content: content({ level: 'fantasist' }), hoursLeft: 40 }]);
      const answered = await askAndWait(page, api, 'one');
      // Not waited for: another act on this report, then another question on another report.
      await page.getByRole('article').getByRole('button', { name: 'Back to the list' }).click();
      await read(page, 'Fantasist');
      await page.keyboard.press('a');
      await field(page, 'Your question').fill('Which name did he give?');
      answered.answer();
      await expect.poll(() => api.asked.filter((asked) => asked === `GET /api/desk/reports/${idOf('one')}`).length).toBe(2);
      await page.getByRole('article').getByRole('button', { name: 'Refuse', exact: true }).click();
      await page.keyboard.press('Escape');
      await page.keyboard.press('a');
      expect(await field(page, 'Your question').inputValue()).toBe('Which name did he give?');
    });
  });

  test('and what was begun on the same report stays open when that answer comes', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      const answered = await askAndWait(page, api, 'one');
      await page.keyboard.press('r');
      await field(page, 'Too little to warn others').check();
      answered.answer();
      await page.getByRole('article').getByText('Asked the reporter').first().waitFor();
      await expect.poll(() => api.asked.filter((asked) => asked === `GET /api/desk/reports/${idOf('one')}`).length).toBe(2);
      await doing(page, 'Refuse').getByRole('button', { name: 'Refuse', exact: true }).click();
      await page.getByRole('article').getByText('Refused').first().waitFor();
    });
  });

  test('that was sent is not there again when the answer comes while the desk is locked', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      const answered = await askAndWait(page, api, 'one');
      await button(page, 'Lock').click();
      await expect.poll(() => storedDrafts(page)).toContain('desk-drafts');
      answered.answer();
      await expect.poll(() => api.asked.filter((asked) => asked === decide).length).toBe(1);
      await field(page, 'Passphrase').fill(passphrase);
      await page.keyboard.press('Enter');
      await page.getByText('Asked the reporter').first().waitFor();
      await read(page, 'Very dangerous');
      await page.keyboard.press('a');
      expect(await field(page, 'Your question').inputValue()).toBe('');
    });
  });

  const begin = async (page: Page): Promise<void> => {
    await unlock(page);
    await read(page, 'Very dangerous');
    await page.keyboard.press('a');
    await field(page, 'Your question').fill('Which lift was it?');
    await page.getByRole('article').getByRole('button', { name: 'Refuse', exact: true }).focus();
    await page.keyboard.press('p');
    await field(page, 'What happened').fill('Strangled by the lift.');
    await field(page, 'Days it happened').fill('2026-11-19');
  };
  const findAgain = async (page: Page): Promise<void> => {
    await read(page, 'Very dangerous');
    await page.keyboard.press('a');
    expect(await field(page, 'Your question').inputValue()).toBe('Which lift was it?');
    await page.getByRole('article').getByRole('button', { name: 'Refuse', exact: true }).focus();
    await page.keyboard.press('p');
    await page.getByText('You had begun this.').waitFor();
    expect(await field(page, 'What happened').inputValue()).toBe('Strangled by the lift.');
    expect(await field(page, 'Days it happened').inputValue()).toBe('2026-11-19');
  };
  const storedDrafts = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify(sessionStorage));

  test('is sealed while the desk is locked, and there again when it opens', async () => {
    await onPage(async (page) => {
      await mockDesk(page, one);
      await begin(page);
      await button(page, 'Lock').click();
      await expect.poll(() => storedDrafts(page)).toContain('desk-drafts');
      expect(await storedDrafts(page)).not.toContain('lift');
      await field(page, 'Passphrase').fill(passphrase);
      await page.keyboard.press('Enter');
      await findAgain(page);
    });
  });

  test('outlives a session that ends while one types: signed in again, it is there', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      await begin(page);
      const { answers } = api;
      api.answers = { ...answers, [decide]: [401, fault('sign_in')] };
      await doing(page, 'Publish all of it').getByRole('button', { name: 'Publish all of it' }).click();
      await heading(page, 'Nobody is signed in').waitFor();
      await expect.poll(() => storedDrafts(page)).toContain('desk-drafts');
      await page.goto('/app');
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      api.answers = answers;
      await unlock(page);
      await findAgain(page);
    });
  });

  test('opens for nobody else, and is gone after a quick exit', async () => {
    await onPage(async (page, context) => {
      const api = await mockDesk(page, one);
      await begin(page);
      await button(page, 'Lock').click();
      await expect.poll(() => storedDrafts(page)).toContain('desk-drafts');
      const theirs = await wrapIdentity(colleague.identity, passphrase, { workFactor: 4 });
      api.answers = { ...api.answers, 'GET /api/desk/identity': [200, { recipient: colleague.recipient, wrapped: theirs }] };
      await unlock(page);
      await expect.poll(() => storedDrafts(page)).not.toContain('desk-drafts');
      api.answers = { ...api.answers, 'GET /api/desk/identity': [200, { recipient: moderator.recipient, wrapped }] };
      await begin(page);
      // The next page never comes, so that this one can be asked what it holds.
      await context.route(neutralSite, () => undefined);
      const stored = await page.evaluate(async () => {
        document.querySelector<HTMLElement>('[data-exit]')?.click();
        // Whatever is being sealed at this moment would be stored within a few turns.
        for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve));
        return JSON.stringify(sessionStorage);
      });
      expect(stored).not.toContain('desk-drafts');
    });
  });
});
