import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { DeskMessageBody } from '../../src/domain/desk-api.ts';
import { openWith } from '../../src/lib/sealing/seal.ts';
import { fullAlert } from '../support/alert-examples.ts';
import { appTests, focused } from '../support/app-page.ts';
import { bodiesOf, button, decisions, doing, field, fullContent, heading, idOf, mockDesk, moderator, partner, queued, read, reporter, unlock } from '../support/desk-page.ts';
import { fault } from '../support/mocked-api.ts';

const app = appTests();
const onPage: typeof app.onPage = (run) => app.onPage(run, { locale: 'en-GB' });
const one = [{ name: 'one', content: fullContent }];
const decide = `POST /api/desk/reports/${idOf('one')}/decisions`;
/** What a report says and nobody may publish. */
const secrets = ['Third level', 'rose@example.org', reporter.recipient];

describe('publishing', () => {
  test('the coded part takes two keys, and no word that somebody wrote', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      await unlock(page);
      await queued(page).getByText('Very dangerous').waitFor();
      for (const key of ['j', 'Enter', 'c']) await page.keyboard.press(key);
      await doing(page, 'Publish the coded part now').waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('article').getByText('Coded part published').first().waitFor();
      await expect.poll(() => focused(page)).toContain('Report of');
      const [sent] = decisions(api, 'one');
      const { level, events, when, where, appearance, vehicle, identifiers } = fullContent;
      expect(sent?.act).toEqual({
        kind: 'publish',
        part: 'coded',
        alert: expect.stringMatching(/^[\w-]{22}$/) as string,
        content: { level, areas: ['75'], events, profile: [], when, where, appearance, vehicle, identifiers, pseudonyms: [], links: [], incidents: ['2026-11-20'] }
      });
    });
  });

  test('all of it sends what the moderator chose and wrote, and nothing private', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.keyboard.press('p');
      const form = doing(page, 'Publish all of it');
      await form.getByRole('radio', { name: /^Dangerous/ }).check();
      await field(page, 'Départements to be warned').fill('75, 2a');
      await form.getByText('Paris, Corse-du-Sud').waitFor();
      await form.getByRole('checkbox', { name: 'Strangling' }).uncheck();
      await form.getByText('Everything else that can happen').click();
      await form.getByRole('checkbox', { name: 'Threats' }).check();
      await form.getByRole('checkbox', { name: /AB-123-CD/ }).uncheck();
      await field(page, 'One more').fill('not a number');
      await page.keyboard.press('Enter');
      await form.getByText('This is no number').waitFor();
      await field(page, 'One more').fill('Marco@Example.org');
      await page.keyboard.press('Enter');
      await form.getByRole('checkbox', { name: 'With the vehicle' }).uncheck();
      await field(page, 'Days it happened').fill('2026-11-20, 2026-09');
      await button(page, 'Begin with the reporter’s words').click();
      expect(await field(page, 'What happened').inputValue()).toBe('He waited by the lift.');
      await field(page, 'What happened').fill('Il attend.');
      await field(page, 'Written in').selectOption('Français');
      expect(decisions(api, 'one')).toEqual([]);
      await form.getByRole('button', { name: 'Publish all of it' }).click();
      await page.getByRole('article').getByText('Published', { exact: true }).waitFor();
      const [sent] = decisions(api, 'one');
      expect(sent?.act).toMatchObject({
        kind: 'publish',
        part: 'whole',
        content: {
          level: 'dangerous',
          areas: ['75', '2A'],
          events: ['robbery', 'threats'],
          vehicle: {},
          identifiers: [
            { kind: 'phone', value: '+33612345678' },
            { kind: 'email', value: 'marco@example.org' }
          ],
          pseudonyms: ['Marco'],
          text: 'Il attend.',
          looks: 'A red jacket.',
          textLanguage: 'fr',
          incidents: ['2026-11-20', '2026-09']
        }
      });
      for (const secret of secrets) expect(JSON.stringify(api.bodies)).not.toContain(secret);
    });
  });

  test('says what is wrong before it asks', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.keyboard.press('p');
      await field(page, 'Départements to be warned').fill('Paris');
      await field(page, 'Days it happened').fill('last week');
      await page.keyboard.press('Enter');
      await page.getByText('2 things are to be done').waitFor();
      await button(page, 'Days are written 2026-11-24, months 2026-11.').click();
      await expect.poll(() => field(page, 'Days it happened').evaluate((input) => input === document.activeElement)).toBe(true);
      expect(decisions(api, 'one')).toEqual([]);
    });
  });

  test('the rest goes on from what is out, and waits rather than undo a colleague’s correction', async () => {
    await onPage(async (page) => {
      const alert = { ...fullAlert, text: 'Corrected by a colleague.', pseudonyms: [] };
      const path = `GET /api/desk/alerts/${alert.id}`;
      const api = await mockDesk(page, [{ ...one[0], name: 'one', content: fullContent, decisions: [{ kind: 'publish', alert: alert.id, part: 'coded' }] }], { [path]: 'lost' });
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.keyboard.press('p');
      const form = doing(page, 'Publish all of it');
      await form.getByText('No network').waitFor();
      expect(await form.locator('form').count()).toBe(0);
      api.answers[path] = [200, alert];
      await form.getByRole('button', { name: 'Try again' }).click();
      await expect.poll(() => field(page, 'What happened').inputValue()).toBe('Corrected by a colleague.');
      expect(await field(page, 'Names they use').inputValue()).toBe('Marco');
      await form.getByRole('button', { name: 'Publish all of it' }).click();
      await expect.poll(() => decisions(api, 'one').map(({ act }) => act.kind === 'publish' && act.alert)).toEqual([alert.id]);
    });
  });

  test('together with an alert that is there adds up what both say', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one, { 'POST /api/desk/alerts/similar': [200, { sharing: [{ ...fullAlert, level: 'risky', events: ['threats'] }], around: [] }] });
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.getByText('In common: number, plate or address').waitFor();
      await page.keyboard.press('m');
      const form = doing(page, 'Join to an alert');
      await form.getByRole('button', { name: /Risky/ }).click();
      await form.getByText('Both together.').waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
      await form.getByRole('button', { name: 'Join to an alert' }).click();
      await expect.poll(() => decisions(api, 'one').length).toBe(1);
      expect(decisions(api, 'one')[0]?.act).toMatchObject({
        kind: 'merge',
        alert: fullAlert.id,
        content: { level: 'very-dangerous', areas: ['69', '38', '75'], events: ['threats', 'strangling', 'robbery'], text: fullAlert.text, incidents: ['2026-11-20', '2026-11-03', '2026-09'] }
      });
      for (const secret of secrets) expect(JSON.stringify(api.bodies)).not.toContain(secret);
    });
  });
});

describe('a decision that was not answered', () => {
  test('is the same one when it is sent again: id, alert and letters', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      const answered = api.answers[decide];
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.keyboard.press('c');
      for (const answer of ['lost', [502, fault('failed')], answered] as const) {
        api.answers[decide] = answer ?? 'lost';
        await doing(page, 'Publish the coded part now').getByRole('button', { name: 'Publish the coded part now' }).click();
        if (answer === answered) await page.getByRole('article').getByText('Coded part published').first().waitFor();
        else await page.getByText('Nothing that you typed is lost').first().waitFor();
      }
      const sent = bodiesOf(api, decide);
      expect(sent).toHaveLength(3);
      expect(sent[1]).toEqual(sent[0]);
      expect(sent[2]).toEqual(sent[0]);
    });
  });

  test('is about the same alert though its form was closed in between', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      api.answers[decide] = 'lost';
      await unlock(page);
      for (const level of ['Dangerous', 'Risky']) {
        await read(page, 'Very dangerous');
        await heading(page, /^Report of/).focus();
        await page.keyboard.press('c');
        const form = doing(page, 'Publish the coded part now');
        await form.getByRole('radio', { name: new RegExp(`^${level}`) }).check();
        await page.keyboard.press('Enter');
        await form.getByText('Nothing that you typed is lost').first().waitFor();
        await form.getByRole('button', { name: 'Back' }).click();
        await page.keyboard.press('Escape');
      }
      const [first, second] = decisions(api, 'one');
      expect(second?.id).not.toBe(first?.id);
      expect(second?.act.kind === 'publish' && second.act.alert).toBe(first?.act.kind === 'publish' && first.act.alert);
    });
  });

  test('a question is one message to the reporter, who alone beside the team opens it', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      const answered = api.answers[decide] ?? 'lost';
      api.answers[decide] = 'lost';
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.keyboard.press('a');
      const form = doing(page, 'Ask the reporter');
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
      await form.getByRole('button', { name: 'Ask the reporter' }).click();
      await form.getByText('The text is missing.').first().waitFor();
      await field(page, 'Your question').fill('Which lift was it?');
      await form.getByRole('button', { name: 'Ask the reporter' }).click();
      await form.getByText('Nothing that you typed is lost').waitFor();
      expect(await field(page, 'Your question').inputValue()).toBe('Which lift was it?');
      api.answers[decide] = answered;
      await form.getByRole('button', { name: 'Ask the reporter' }).click();
      await page.getByRole('article').getByText('Asked the reporter', { exact: true }).first().waitFor();
      const sent = decisions(api, 'one');
      expect(sent).toHaveLength(2);
      expect(sent[1]).toEqual(sent[0]);
      const act = sent[0]?.act;
      const sealed = act?.kind === 'ask' ? act.message.sealed : '';
      for (const { identity } of [reporter, moderator]) expect(JSON.parse(await openWith(identity, sealed))).toEqual({ version: 1, text: 'Which lift was it?', language: 'en' });
      await expect(openWith(partner.identity, sealed)).rejects.toThrow();
    });
  });

  test('nor is a word in between', async () => {
    await onPage(async (page) => {
      const path = `POST /api/desk/reports/${idOf('one')}/messages`;
      const api = await mockDesk(page, one, { [path]: 'lost' });
      await unlock(page);
      await read(page, 'Very dangerous');
      await button(page, 'Write').click();
      await field(page, 'To the reporter').fill('Thank you.');
      await button(page, 'Send to the reporter').click();
      await page.getByText('Nothing that you typed is lost').waitFor();
      api.answers[path] = [201, {}];
      await button(page, 'Send to the reporter').click();
      await button(page, 'Write').waitFor();
      const [first, second] = bodiesOf(api, path).map((body) => v.parse(DeskMessageBody, body));
      expect(second).toEqual(first);
      expect(JSON.parse(await openWith(reporter.identity, first?.sealed ?? ''))).toMatchObject({ text: 'Thank you.' });
    });
  });
});
