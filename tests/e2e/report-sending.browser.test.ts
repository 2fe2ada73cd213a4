import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ThreadBody, type ReceiptView } from '../../src/domain/report-api.ts';
import { digestOf, openWith, sealTo } from '../../src/lib/sealing/seal.ts';
import { axeFindsNothing } from '../support/axe.ts';
import { appTests, button, field, shown } from '../support/app-page.ts';
import { fault, held } from '../support/mocked-api.ts';
import { acknowledged, moderator, opened, openForm, part, posted, sendIt, signedIn, untilKept } from '../support/report-page.ts';

const app = appTests();

describe('sending', () => {
  test('waits for the network, and leaves once when it is back', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page, { 'POST /api/reports': 'lost' });
      await openForm(page);
      await sendIt(page);
      await shown(page).getByText('It has not left yet.').waitFor();
      await button(page, 'My reports').click();
      await shown(page).getByText('It leaves by itself when the network is back.').waitFor();
      api.answers['POST /api/reports'] = acknowledged;
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await shown(page).getByText('The team has it').waitFor();
      expect(await shown(page).getByText('Waits to leave').count()).toBe(0);
      const [first, ...again] = posted(api);
      expect(again.length).toBeGreaterThan(0);
      for (const body of again) expect(body).toEqual(first);
    });
  });

  test.each([
    ['a café’s page', 'portal', 'No network, or the server does not answer.'],
    ['500', [500, fault('failed')], 'The server could not take it.'],
    ['429', [429, fault('too_many_tries', { retryAfter: 60 })], 'The server asked to wait a little.'],
    ['503', [503, fault('reporting_closed')], 'Reporting is not open at the moment.'],
    ['403', [403, fault('not_active')], 'Your account cannot send reports now.'],
    ['401', [401, fault('sign_in')], 'sign in again to send it']
  ] as const)('keeps it after any other answer, also when the page is loaded anew: %s', async (_name, answer, sentence) => {
    await app.onPage(async (page) => {
      const api = await signedIn(page, { 'POST /api/reports': answer });
      await openForm(page);
      await sendIt(page);
      await shown(page).getByText(sentence).waitFor();
      await page.reload();
      await button(page, 'My reports').click();
      await shown(page).getByText(sentence).waitFor();
      expect(new Set(posted(api).map((body) => JSON.stringify(body))).size).toBe(1);
    });
  });

  test('what the server refuses for good can be opened again, whole, and leaves under another number', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page, { 'POST /api/reports': [409, fault('other_report')] });
      await openForm(page);
      await field(page, 'What happened, in your words').fill('all of this');
      await sendIt(page);
      await button(page, 'My reports').click();
      await shown(page).getByText('Could not be sent').waitFor();
      await button(page, 'Open its text again').click();
      expect(await field(page, 'What happened, in your words').inputValue()).toBe('all of this');
      api.answers['POST /api/reports'] = acknowledged;
      await sendIt(page);
      await shown(page).getByText('The Jasmine team has your report.').waitFor();
      const bodies = posted(api);
      expect(bodies.at(-1)?.id).not.toBe(bodies[0]?.id);
      expect((await opened(bodies.at(-1) ?? expect.fail())).details).toBe('all of this');
    });
  });

  test('written before it is known to whom, it is kept, and sealed and sent once it is', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page, { 'GET /api/reports/recipients': 'lost' });
      await openForm(page);
      await field(page, 'What happened, in your words').fill('all of this');
      await sendIt(page);
      await shown(page).getByText('It will be sealed for the team and sent').waitFor();
      expect(posted(api)).toEqual([]);
      api.answers['GET /api/reports/recipients'] = [200, { recipients: [moderator.recipient] }];
      await page.reload();
      await button(page, 'My reports').click();
      await shown(page).getByText('The team has it').waitFor();
      expect(await Promise.all(posted(api).map(async (body) => (await opened(body)).details))).toEqual(['all of this']);
    });
  });
});

describe('a phone that keeps nothing', () => {
  test.each([
    ['full', 'This phone has no room left.'],
    ['refused', 'Your browser keeps nothing here']
  ] as const)('says so, and what is written leaves all the same: %s', async (storage, sentence) => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await page.addInitScript((how) => {
        if (how === 'full') {
          IDBObjectStore.prototype.put = () => {
            throw new DOMException('for the test', 'QuotaExceededError');
          };
        } else {
          IDBFactory.prototype.open = () => {
            throw new DOMException('for the test', 'SecurityError');
          };
        }
      }, storage);
      await openForm(page);
      await field(page, 'What happened, in your words').fill('from memory');
      await shown(page).getByText(sentence).waitFor();
      await shown(page).getByText('Kept as long as this page is open.').waitFor();
      // While it has not left, closing the page would lose it.
      const leaving = held(api, 'POST /api/reports');
      await sendIt(page);
      await shown(page).getByText('Leave it open until it has.').waitFor();
      expect(await shown(page).getByText('is kept on this phone').count()).toBe(0);
      leaving.answer();
      await shown(page).getByText('The Jasmine team has your report.').waitFor();
      expect(posted(api)).toHaveLength(1);
      expect((await opened(posted(api)[0] ?? expect.fail())).details).toBe('from memory');
      await button(page, 'My reports').click();
      await shown(page).getByText('The team has it').waitFor();
    });
  });

  test('has it once and as it was typed last, when there is room again', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await page.addInitScript(() => {
        const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')?.value as IDBObjectStore['put'];
        IDBObjectStore.prototype.put = function (...kept) {
          if (!('room' in window)) throw new DOMException('for the test', 'QuotaExceededError');
          return put.apply(this, kept);
        };
      });
      await openForm(page);
      await field(page, 'What happened, in your words').fill('before');
      await shown(page).getByText('Kept as long as this page is open.').waitFor();
      await page.evaluate(() => Object.assign(window, { room: true }));
      await field(page, 'What happened, in your words').fill('before and after');
      await untilKept(page);
      await sendIt(page);
      await shown(page).getByText('The Jasmine team has your report.').waitFor();
      expect(await Promise.all(posted(api).map(async (body) => (await opened(body)).details))).toEqual(['before and after']);
      await button(page, 'My reports').click();
      await shown(page).getByText('The team has it').waitFor();
      expect(await button(page, 'Go on writing').count()).toBe(0);
    });
  });
});

describe('a receipt', () => {
  test('opens what the team writes, answers sealed, and takes the report back, without the session', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await openForm(page);
      await sendIt(page);
      await shown(page).getByText('The Jasmine team has your report.').waitFor();
      const [body] = posted(api);
      const { id, receiptHash } = body ?? expect.fail();
      const { replyTo } = await opened(body ?? expect.fail());
      const view: ReceiptView = {
        stage: 'asked',
        transferred: false,
        received: '2026-11-25T10:00:00.000Z',
        due: '2026-11-27T10:00:00.000Z',
        messages: [{ id: 'A'.repeat(22), from: 'team', at: '2026-11-25T12:00:00.000Z', sealed: await sealTo([replyTo], JSON.stringify({ version: 1, text: 'Which colour was the car?', language: 'en' })) }],
        recipients: [moderator.recipient]
      };
      const headers: Record<string, string>[] = [];
      page.on('request', (request) => void (request.url().includes(id) && request.allHeaders().then((all) => headers.push(all))));
      Object.assign(api.answers, { [`GET /api/reports/${id}/thread`]: [200, view], [`POST /api/reports/${id}/thread`]: 'lost', [`POST /api/reports/${id}/withdraw`]: [204] });
      await button(page, 'My reports').click();
      await shown(page).getByText('The team has written to you').waitFor();
      await shown(page).getByRole('button', { name: /^Open/ }).click();
      await shown(page).getByText('Which colour was the car?').waitFor();
      await field(page, 'Write to the team').fill('blue');
      await button(page, 'Send the message').click();
      await shown(page).getByText('What you typed is kept here.').waitFor();
      api.answers[`POST /api/reports/${id}/thread`] = [201, {}];
      await button(page, 'Send the message').click();
      await page.getByText('Your message is with the team.').waitFor();
      const answers = api.asked.flatMap((asked, index) => (asked.endsWith('/thread') && asked.startsWith('POST') ? [v.parse(ThreadBody, api.bodies[index])] : []));
      expect(answers[1]).toEqual(answers[0]);
      expect(JSON.parse(await openWith(moderator.identity, answers[0]?.sealed ?? ''))).toEqual({ version: 1, text: 'blue', language: 'en' });

      await button(page, 'Take it back').click();
      await shown(page).getByText('this cannot be undone').waitFor();
      await button(page, 'Yes, take it back').click();
      await page.getByText('The report is taken back and erased.').waitFor();
      await shown(page).getByText('No report was written on this phone.').waitFor();
      expect(headers.length).toBeGreaterThan(3);
      for (const { authorization = '', cookie } of headers) {
        expect(await digestOf(authorization.replace('Receipt ', ''))).toBe(receiptHash);
        expect(cookie).toBeUndefined();
      }
    });
  });
});

test('axe finds nothing in the form and the receipts, also at 320 px, and nothing is cut off', async () => {
  await app.onPage(
    async (page) => {
      await signedIn(page, { 'POST /api/reports': [500, fault('failed')] });
      await openForm(page);
      await button(page, 'Add more details').click();
      for (const number of [1, 2, 3]) {
        await part(page, number);
        await look(page, `part ${String(number)}`);
        if (number < 3) await button(page, 'Next part').click();
      }
      await button(page, 'Send to the team').click();
      await look(page, 'not agreed');
      await field(page, 'I agree that the team uses this to warn others').check();
      await button(page, 'Send to the team').click();
      await shown(page).getByText('The server could not take it.').waitFor();
      await look(page, 'not taken');
      await button(page, 'My reports').click();
      await shown(page).getByText('Waits to leave').waitFor();
      await look(page, 'receipts');
    },
    { viewport: { width: 320, height: 640 } }
  );
});

async function look(page: Page, what: string): Promise<void> {
  await axeFindsNothing(page, what);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}
