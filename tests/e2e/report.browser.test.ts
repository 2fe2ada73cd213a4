import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { sizeClasses } from '../../src/domain/padding.ts';
import { ReportBody, ThreadBody, type ReceiptView, type ReportKept } from '../../src/domain/report-api.ts';
import { ReportContentSchema, type ReportContent } from '../../src/domain/report.ts';
import { digestOf, newIdentity, openWith, sealTo } from '../../src/lib/sealing/seal.ts';
import { appTests, button, field, focused, member, shown, title } from '../support/app-page.ts';
import { fault, mockApi, type MockedApi } from '../support/mocked-api.ts';

const app = appTests();
const moderator = await newIdentity();

/** Signed in, with somebody who can open reports; the server acknowledges as the real one does. */
async function signedIn(page: Page, answers: MockedApi['answers'] = {}): Promise<MockedApi> {
  return mockApi(page, { 'GET /api/session': [200, member], 'GET /api/reports/recipients': [200, { recipients: [moderator.recipient] }], 'POST /api/reports': acknowledged, ...answers });
}

async function acknowledged(body: unknown): Promise<readonly [number, object]> {
  const { id, sealed } = v.parse(ReportBody, body);
  return [201, { id, digest: await digestOf(sealed), received: '2026-11-25T10:00:00.000Z', due: '2026-11-27T10:00:00.000Z' } satisfies ReportKept];
}

async function openForm(page: Page): Promise<void> {
  await page.goto('/app');
  await button(page, 'Issue an alert').click();
  await part(page, 1);
}

const part = (page: Page, number: number) => shown(page).getByText(`Part ${number} of 3`, { exact: true }).waitFor();
const untilKept = (page: Page) => shown(page).getByText('Your draft is kept on this phone only.').waitFor();

async function sendIt(page: Page): Promise<void> {
  await button(page, 'Go to the end').click();
  await field(page, 'I agree that the team uses this to warn others').check();
  await button(page, 'Send to the team').click();
  await title(page, 'Thank you: it is noted').waitFor();
}

const posted = (api: MockedApi): ReportBody[] => api.asked.flatMap((asked, index) => (asked === 'POST /api/reports' ? [v.parse(ReportBody, api.bodies[index])] : []));

async function opened({ sealed }: ReportBody): Promise<ReportContent> {
  return v.parse(ReportContentSchema, JSON.parse(await openWith(moderator.identity, sealed)));
}

describe('the form', () => {
  test('says exactly what was typed, to whom it was sealed, and to nobody else', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await openForm(page);
      await button(page, 'Add more details').click();
      await shown(page).getByLabel('Robbery', { exact: true }).check();
      await shown(page).getByText('More What happened').click();
      await shown(page).getByLabel('Strangling', { exact: true }).check();
      await field(page, 'When').selectOption('Another day');
      await field(page, 'Which day').fill('2026-11-03');
      await field(page, 'Time of day').selectOption('Night');
      await field(page, 'Department').selectOption('69 Rhône');
      await field(page, 'Where: town or postcode').fill('Lyon 3e');
      await field(page, 'What kind of place').selectOption('Hotel');
      await field(page, 'The place, in words').fill('rue des Lilas 7');
      await field(page, 'What happened, in your words').fill('Il a dit « non ».\n你好');
      await button(page, 'Next part').click();
      await part(page, 2);
      await field(page, 'Phone number').fill('06 12 34 56 78');
      await shown(page).getByText('We read: +33 6 12 34 56 78').waitFor();
      await button(page, 'Another number').click();
      await field(page, 'Phone number, number 2').fill('06 12 34 5x');
      await shown(page).getByText('We cannot read this one.').waitFor();
      await field(page, 'E-mail address').fill('Bad.Man@Example.org');
      await field(page, 'Licence plate').fill('ab 123 cd');
      await shown(page).getByText('We read: AB-123-CD').waitFor();
      await field(page, 'Names they use').fill('Marc');
      await field(page, 'Profiles on the internet').fill('https://example.org/marc');
      await field(page, 'What they look like').fill('grand');
      await field(page, 'How many people they were').fill('2');
      await field(page, 'Age').selectOption('40 to 49');
      await shown(page).getByLabel('Tattoo', { exact: true }).check();
      await field(page, 'Vehicle').selectOption('Van');
      await button(page, 'Next part').click();
      await part(page, 3);
      await shown(page).getByRole('radio', { name: /^Dangerous/ }).check();
      await field(page, 'How the team can call you back').fill('le soir');
      await field(page, 'I agree that the team uses this to warn others').check();
      await button(page, 'Send to the team').click();
      await shown(page).getByText('The Jasmine team has your report.').waitFor();
      await shown(page).getByText('This is not a statement to the police').waitFor();
      await shown(page).getByText('within 48 hours').waitFor();

      const [body, ...others] = posted(api);
      expect(others).toEqual([]);
      expect(body).toMatchObject({ department: '69', consents: { share: true, transfer: false }, sealedTo: [moderator.recipient] });
      const content = await opened(body ?? expect.fail());
      expect(content).toEqual({
        version: 1,
        language: 'en',
        events: ['strangling', 'robbery'],
        profile: [],
        people: 2,
        when: { date: '2026-11-03', partOfDay: 'night' },
        where: { department: '69', town: 'Lyon 3e', placeType: 'hotel' },
        appearance: { age: '40s', hair: [], face: [], signs: ['tattoo'] },
        vehicle: { type: 'van' },
        identifiers: [
          { kind: 'phone', value: '+33612345678' },
          { kind: 'plate', value: 'AB123CD' },
          { kind: 'email', value: 'bad.man@example.org' }
        ],
        pseudonyms: ['Marc'],
        links: ['https://example.org/marc'],
        place: 'rue des Lilas 7',
        details: 'Il a dit « non ».\n你好\nPhone number, as typed: 06 12 34 5x',
        looks: 'grand',
        level: 'dangerous',
        callBack: 'le soir',
        consents: { share: true, transfer: false },
        replyTo: content.replyTo
      });
      // Nothing else of it travels, and the size is that of its class.
      expect(JSON.stringify({ ...body, sealed: '', sealedTo: [] })).not.toMatch(/Lilas|Marc|6123|strangling/);
      expect(sizeClasses.map((size) => Math.ceil(((size + 16 + 16 + 200) * 4) / 3)).some((size) => Math.abs(size - (body?.sealed.length ?? 0)) < 100)).toBe(true);
    });
  });

  test('needs the agreement, and nothing else; for somebody else, theirs', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await openForm(page);
      await button(page, 'Go to the end').click();
      await button(page, 'Send to the team').click();
      await shown(page).getByRole('alert').getByText('Tick your agreement').waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
      await field(page, 'I agree that the team uses this to warn others').check();
      await button(page, 'Add more details').click();
      await field(page, 'I report for somebody else').check();
      await button(page, 'Send to the team').click();
      await shown(page).getByRole('alert').getByText('Say how the person agreed').waitFor();
      expect(posted(api)).toEqual([]);
      await shown(page).getByRole('radio', { name: 'They said so' }).check();
      await button(page, 'Send to the team').click();
      await title(page, 'Thank you: it is noted').waitFor();
      await expect.poll(() => posted(api).length).toBe(1);
      expect((await opened(posted(api)[0] ?? expect.fail())).onBehalf).toMatchObject({ consent: 'spoken' });
    });
  });

  test('keeps what was typed: page loaded anew, signed out, other language, another part, Back', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await openForm(page);
      await field(page, 'What happened, in your words').fill('all of this');
      await untilKept(page);
      await page.reload();
      await button(page, 'Issue an alert').click();
      expect(await field(page, 'What happened, in your words').inputValue()).toBe('all of this');
      await button(page, 'Next part').click();
      await field(page, 'Phone number').fill('0612345678');
      await page.keyboard.press('Escape');
      await part(page, 1);
      await page.getByRole('button', { name: 'Français' }).click();
      expect(await field(page, 'Ce qui s’est passé, avec vos mots').inputValue()).toBe('all of this');
      await page.getByRole('button', { name: 'Retour' }).click();
      api.answers['DELETE /api/session'] = [204];
      await button(page, 'Me déconnecter').click();
      await button(page, 'Me connecter').waitFor();
      // Whoever has the phone in hand is told nothing.
      expect(await shown(page).getByText('signalement').count()).toBe(0);
      await page.reload();
      await button(page, 'Lancer une alerte').click();
      await button(page, 'Partie suivante').click();
      expect(await field(page, 'Numéro de téléphone').inputValue()).toBe('0612345678');
    });
  });

  test('a draft that is deleted is gone, once it was asked', async () => {
    await app.onPage(async (page) => {
      await signedIn(page);
      await openForm(page);
      await field(page, 'What happened, in your words').fill('all of this');
      await untilKept(page);
      await button(page, 'Delete this draft').click();
      await button(page, 'Go back').click();
      expect(await focused(page)).toBe('Delete this draft');
      await button(page, 'Delete this draft').click();
      await button(page, 'Yes, delete it').click();
      await page.getByText('The draft is deleted.').waitFor();
      expect(await field(page, 'What happened, in your words').inputValue()).toBe('');
      await page.reload();
      await button(page, 'Issue an alert').click();
      expect(await field(page, 'What happened, in your words').inputValue()).toBe('');
      expect(await shown(page).getByText('Your draft is kept').count()).toBe(0);
    });
  });

  test('says when reporting is not open, with the team’s number, and keeps the draft', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await openForm(page);
      await field(page, 'What happened, in your words').fill('all of this');
      await untilKept(page);
      api.answers['GET /api/reports/recipients'] = [200, { recipients: [] }];
      await page.reload();
      await button(page, 'Issue an alert').click();
      await shown(page).getByText('Reporting is not open yet').waitFor();
      await shown(page).getByText('What you wrote is kept on this phone.').waitFor();
      expect(await shown(page).getByRole('link', { name: /\d\d \d\d/ }).count()).toBe(1);
    });
  });
});

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

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('axe finds nothing in the form and the receipts, also at 320 px, and nothing is cut off', async () => {
    await app.onPage(
      async (page) => {
        await signedIn(page, { 'POST /api/reports': [500, fault('failed')] });
        await openForm(page);
        await button(page, 'Add more details').click();
        for (const number of [1, 2, 3]) {
          await part(page, number);
          await look(page);
          if (number < 3) await button(page, 'Next part').click();
        }
        await button(page, 'Send to the team').click();
        await look(page);
        await field(page, 'I agree that the team uses this to warn others').check();
        await button(page, 'Send to the team').click();
        await shown(page).getByText('The server could not take it.').waitFor();
        await look(page);
        await button(page, 'My reports').click();
        await shown(page).getByText('Waits to leave').waitFor();
        await look(page);
      },
      { colorScheme, viewport: { width: 320, height: 640 } }
    );
  });
});

test('needs no mouse', async () => {
  await app.onPage(async (page) => {
    const api = await signedIn(page);
    await page.goto('/app');
    await button(page, 'Issue an alert').press('Enter');
    await part(page, 1);
    await field(page, 'What happened, in your words').focus();
    await page.keyboard.type('by keys');
    const press = async (name: string): Promise<void> => {
      for (let steps = 0; (await focused(page)) !== name; steps += 1) {
        if (steps > 60) expect.fail(`no way to ${name}`);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
    };
    await press('Next part');
    await part(page, 2);
    expect(await focused(page)).toContain('Part 2 of 3');
    await press('Next part');
    await part(page, 3);
    await field(page, 'I agree that the team uses this to warn others').focus();
    await page.keyboard.press('Space');
    await press('Send to the team');
    await title(page, 'Thank you: it is noted').waitFor();
    await expect.poll(() => posted(api).length).toBe(1);
  });
});

async function look(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}
