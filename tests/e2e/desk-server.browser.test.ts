import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedInAs, type ApiClient } from '../support/api-client.ts';
import { appTests } from '../support/app-page.ts';
import { axeFindsNothing } from '../support/axe.ts';
import { neutralSite } from '../support/browser.ts';
import { sendReport, takeSession, unlockDesk, type SentReport } from '../support/desk-session.ts';
import { signedInForTheDesk } from '../support/moderator.ts';

const app = appTests({ demo: true });
let moderator: ApiClient;
let partner: ApiClient;
let people: ApiClient[];

beforeAll(async () => {
  moderator = await signedInForTheDesk(app.server, 'demo-moderator');
  partner = await signedInForTheDesk(app.server, 'demo-partner');
  people = [await signedInAs(app.server, 'demo-member'), await signedInAs(app.server, 'demo-colleague')];
});

let turn = 0;
/** By one after the other: each account has a limit a day. */
const send = (content: object, transfer = false): Promise<SentReport> => sendReport(app.server, people[turn++ % people.length] ?? moderator, content, transfer);

async function atDesk(run: (page: Page, context: BrowserContext) => Promise<void>, options: BrowserContextOptions = {}, who = moderator): Promise<void> {
  await app.onPage(
    async (page, context) => {
      await takeSession(context, app.server, who);
      await unlockDesk(page, app.server, who === partner ? 'demo-partner' : 'demo-moderator');
      await run(page, context);
    },
    { locale: 'en-GB', ...options }
  );
}

const wide: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const queue = (page: Page) => page.getByRole('region', { name: 'Reports', exact: true }).getByRole('listitem');
const article = (page: Page) => page.getByRole('article');
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
const refresh = (page: Page) => page.getByRole('button', { name: 'Look for new ones' }).click();

async function read(page: Page, marker: string): Promise<void> {
  // Levels are all that the list tells: each report is opened until the one that is meant shows.
  const back = page.getByRole('button', { name: 'Back to the list' });
  if (await back.isVisible()) await back.click();
  const count = await queue(page).count();
  for (let place = 0; place < count; place++) {
    await queue(page).nth(place).getByRole('button').click();
    await article(page).getByRole('heading', { name: 'What was decided' }).waitFor();
    if ((await article(page).getByText(marker).count()) > 0) return;
    if (await back.isVisible()) await back.click();
  }
  throw new Error('the report is not in the queue');
}

describe('a moderator', () => {
  test('reads, refuses and asks by the keyboard alone; the reporter reads the question', async () => {
    const sent = await send({ level: 'dangerous', details: 'by keyboard', callBack: 'after six' });
    await atDesk(async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      await page.keyboard.press('Enter');
      await article(page).getByText('by keyboard').waitFor();
      expect(await focused(page)).toMatch(/^Report of/);
      expect(await article(page).getByText('To call back').innerText()).toContain('never published');
      await page.keyboard.press('a');
      await page.getByLabel('Your question', { exact: true }).waitFor();
      // Keys are letters while something is typed.
      await page.keyboard.type('Was it a jar?');
      expect(await page.getByLabel('Your question', { exact: true }).inputValue()).toBe('Was it a jar?');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await article(page).getByText('Asked the reporter').first().waitFor();
      const view = (await sent.byReceipt('GET', 'thread')).body as { stage: string; messages: { sealed: string }[] };
      expect(view.stage).toBe('asked');
      expect(JSON.parse(await sent.open(view.messages[0]?.sealed ?? ''))).toMatchObject({ text: 'Was it a jar?' });
      await page.keyboard.press('r');
      await page.keyboard.press('Escape');
      expect(await focused(page)).toMatch(/^Report of/);
      await page.keyboard.press('r');
      await page.getByLabel('Too little to warn others').check();
      await page.getByRole('region', { name: 'Refuse' }).getByRole('button', { name: 'Refuse' }).click();
      await article(page).getByText('Refused').first().waitFor();
      expect((await sent.byReceipt('GET', 'thread')).body).toMatchObject({ stage: 'refused', refusal: 'not-enough' });
      await page.keyboard.press('?');
      await page.getByText('lock the desk').waitFor();
      await page.keyboard.press('l');
      await page.getByRole('heading', { name: 'Open the desk' }).waitFor();
      expect(await page.content()).not.toContain('by keyboard');
    }, wide);
  });

  test('publishes what was chosen, and joins the next report to it: one alert, two independent reports', async () => {
    const identifiers = [{ kind: 'phone', value: '+33465718899' }, { kind: 'plate', value: 'ZZ111ZZ' }] as const;
    await send({ level: 'risky', details: 'the first of two', identifiers: [...identifiers], events: ['robbery'] });
    await send({ level: 'dangerous', details: 'the second of two', identifiers: [identifiers[0]], events: ['threats'] });
    await atDesk(async (page) => {
      await read(page, 'the first of two');
      await page.getByRole('button', { name: 'Publish all of it' }).click();
      const form = page.getByRole('region', { name: 'Publish all of it' });
      await form.getByLabel(/ZZ-111-ZZ/).uncheck();
      await form.getByLabel('Départements to be warned').fill('75, 999');
      await form.getByRole('button', { name: 'Publish all of it' }).click();
      await form.getByRole('alert').getByText('Give one département or more').waitFor();
      await form.getByLabel('Départements to be warned').fill('75, 93');
      await form.getByRole('button', { name: 'Begin with the reporter’s words' }).click();
      await form.getByLabel('What happened', { exact: true }).fill('Written by the team.');
      await form.getByRole('button', { name: 'Publish all of it' }).click();
      await article(page).getByText('Published', { exact: true }).waitFor();
      await page.getByLabel('Which reports').selectOption({ index: 0 });
      await read(page, 'the second of two');
      await article(page).getByText('In common:').first().waitFor();
      await page.getByRole('button', { name: 'Join to an alert' }).click();
      const merge = page.getByRole('region', { name: 'Join to an alert' });
      await merge.getByRole('button', { name: /number, plate or address/ }).click();
      await merge.getByRole('button', { name: 'Join to an alert' }).click();
      await article(page).getByText('Published', { exact: true }).waitFor();
    }, wide);
    const found = (await people[0]?.get('/api/alerts?area=75'))?.body['alerts'] as { id: string; reports: number; level: string; events: string[]; identifiers: object[] }[];
    const joined = found.find(({ reports, events }) => reports === 2 && events.join() === 'robbery,threats');
    expect(joined).toMatchObject({ level: 'dangerous' });
    expect(joined?.identifiers).toHaveLength(1);
    expect((await people[0]?.get(`/api/alerts/${joined?.id ?? ''}`))?.body).toMatchObject({ text: 'Written by the team.', areas: ['75', '93'] });
  });

  test('a decision whose answer was lost is sent again as the same one; what was typed stays', async () => {
    const sent = await send({ level: 'unpleasant', details: 'a lost answer' });
    await atDesk(async (page) => {
      await read(page, 'a lost answer');
      const bodies: { id: string }[] = [];
      await page.route('**/decisions', async (route) => {
        bodies.push(route.request().postDataJSON() as { id: string });
        // The server has it; the answer does not come.
        if (bodies.length === 1) {
          await route.fetch();
          await route.abort();
        } else await route.continue();
      });
      await page.getByRole('button', { name: 'Publish all of it' }).click();
      const form = page.getByRole('region', { name: 'Publish all of it' });
      await form.getByLabel('What happened', { exact: true }).fill('Typed once.');
      await form.getByRole('button', { name: 'Publish all of it' }).click();
      await form.getByRole('alert').getByText('Nothing that you typed is lost').waitFor();
      expect(await form.getByLabel('What happened', { exact: true }).inputValue()).toBe('Typed once.');
      await form.getByRole('button', { name: 'Publish all of it' }).click();
      await article(page).getByText('Published', { exact: true }).waitFor();
      expect(bodies).toHaveLength(2);
      expect(bodies[1]?.id).toBe(bodies[0]?.id);
    }, wide);
    const { decisions } = ((await moderator.get('/api/desk/reports')).body['reports'] as { id: string; decisions: object[] }[]).find(({ id }) => id === sent.id) ?? { decisions: [] };
    expect(decisions).toHaveLength(1);
  });

  test('transfers to an organisation with the reporter’s agreement; it reads that one alone, and decides nothing', async () => {
    await send({ level: 'risky', details: 'not to be transferred' });
    await send({ level: 'risky', details: 'for the organisation', callBack: 'a number to call' }, true);
    await atDesk(async (page) => {
      await read(page, 'not to be transferred');
      await page.getByRole('button', { name: 'Transfer', exact: true }).click();
      await page.getByText('The reporter has not agreed to a transfer.').waitFor();
      expect(await page.getByRole('button', { name: /demo-partner/ }).count()).toBe(0);
      await read(page, 'for the organisation');
      await page.getByRole('button', { name: 'Transfer', exact: true }).click();
      await page.getByRole('button', { name: /demo-partner/ }).click();
      await article(page).getByRole('listitem').filter({ hasText: 'transferred' }).waitFor();
    }, wide);
    await atDesk(
      async (page) => {
        expect(await queue(page).count()).toBe(1);
        await queue(page).getByRole('button').click();
        await article(page).getByText('a number to call').waitFor();
        for (const name of ['Refuse', 'Publish all of it', 'Delete']) expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
      },
      wide,
      partner
    );
  });

  test('sets aside, opens again, deletes', async () => {
    const sent = await send({ level: 'fantasist', details: 'to be deleted' });
    await atDesk(async (page) => {
      await read(page, 'to be deleted');
      await page.getByRole('button', { name: 'Set aside' }).click();
      await page.getByRole('region', { name: 'Set aside' }).getByRole('button', { name: 'Set aside' }).click();
      await page.getByRole('button', { name: 'Open again' }).click();
      await page.getByRole('region', { name: 'Open again' }).getByRole('button', { name: 'Open again' }).click();
      await article(page).getByText('Waiting', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByRole('region', { name: 'Delete' }).getByRole('button', { name: 'Delete' }).click();
      await page.getByText('to be deleted').waitFor({ state: 'detached' });
    }, wide);
    expect((await sent.byReceipt('GET', 'thread')).status).toBe(404);
  });
});

describe('the desk', () => {
  test('is nobody’s who has no role for it, and says so', async () => {
    await app.onPage(
      async (page, context) => {
        await takeSession(context, app.server, people[0] ?? moderator);
        await page.goto('/desk');
        await page.getByRole('heading', { name: 'This account has no desk' }).waitFor();
      },
      { locale: 'en-GB' }
    );
  });

  test('axe finds nothing in any room or form, and nothing sticks out at 320 px', async () => {
    await send({ level: 'risky', details: 'looked at by axe', identifiers: [{ kind: 'phone', value: '+33199001234' }] }, true);
    await atDesk(
      async (page) => {
        const look = async (what: string): Promise<void> => {
          await axeFindsNothing(page, what);
          expect(await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)), what).toBe(0);
        };
        await look('queue');
        await read(page, 'looked at by axe');
        for (const act of ['Publish the coded part now', 'Publish all of it', 'Join to an alert', 'Ask the reporter', 'Transfer', 'Refuse', 'Delete']) {
          await page.getByRole('button', { name: act, exact: true }).first().click();
          await page.getByRole('region', { name: act }).waitFor();
          await look(act);
        }
        for (const room of ['Numbers', 'Who looks up a lot']) {
          await page.getByRole('button', { name: room }).click();
          await page.getByRole('heading', { level: 1, name: room }).waitFor();
          await look(room);
        }
      },
      { viewport: { width: 320, height: 640 } }
    );
  });

  // Last: it ends the moderator’s session.
  test('is left by quick exit with nothing behind, and says when there is no network', async () => {
    await send({ level: 'risky', details: 'gone with the exit' });
    await atDesk(async (page, context) => {
      await read(page, 'gone with the exit');
      await context.setOffline(true);
      await refresh(page);
      await page.getByText('No network, or the server does not answer.').first().waitFor();
      await context.setOffline(false);
      await page.getByText('Quickly exit').click();
      await page.waitForURL(neutralSite);
      await page.goBack().catch(() => undefined);
      expect(await page.locator('body').innerText()).not.toContain('gone with the exit');
    });
  });
});
