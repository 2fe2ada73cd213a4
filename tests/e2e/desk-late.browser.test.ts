import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fullAlert } from '../support/alert-examples.ts';
import { appTests } from '../support/app-page.ts';
import { askAndWait, button, colleague, content, doing, field, fullContent, heading, idOf, mockDesk, passphrase, read, unlock, type Sent } from '../support/desk-page.ts';
import { fault, held, type MockedApi } from '../support/mocked-api.ts';

/** What was sent, and refused or lost after the moderator went on: no form says it any more. */

const app = appTests();
const onPage: typeof app.onPage = (run) => app.onPage(run, { locale: 'en-GB' });
const two: readonly Sent[] = [
  { name: 'one', content: { ...fullContent, consents: { share: true, transfer: true } } },
  { name: 'two', content: content({ level: 'fantasist' }), hoursLeft: 40 }
];
const partners = [{ id: 'harbour', name: 'Harbour', areas: ['75'], recipient: colleague.recipient }];
const report = `/api/desk/reports/${idOf('one')}`;
const decide = `POST ${report}/decisions`;
const contest = (name: string): string => `POST /api/desk/alerts/${idOf(name)}/contest`;

const told = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });
const goOn = async (page: Page): Promise<void> => {
  await page.getByRole('article').getByRole('button', { name: 'Back to the list' }).click();
  await read(page, 'Fantasist');
};
const send = (page: Page, act: string): Promise<void> => doing(page, act).getByRole('button', { name: act, exact: true }).click();

test('is told, and leads back to what was typed; while its form is there, the form says it alone', async () => {
  await onPage(async (page) => {
    const api = await mockDesk(page, two);
    const accepted = api.answers[decide] ?? 'lost';
    api.answers[decide] = [409, fault('changed')];
    const answered = await askAndWait(page, api, 'one');
    await goOn(page);
    answered.answer();
    const note = told(page, 'Not done: “Ask the reporter”, on the report of');
    await note.getByText('A colleague was quicker.').waitFor();
    await note.getByRole('button', { name: 'Go back to it' }).click();
    await page.getByRole('article').getByText('He waited by the lift.').waitFor();
    expect(await note.count()).toBe(0);
    await page.keyboard.press('a');
    expect(await field(page, 'Your question').inputValue()).toBe('Which lift was it?');
    await send(page, 'Ask the reporter');
    await doing(page, 'Ask the reporter').getByText('A colleague was quicker.').waitFor();
    expect(await note.count()).toBe(0);
    api.answers[decide] = accepted;
    await send(page, 'Ask the reporter');
    await page.getByRole('article').getByText('Asked the reporter').first().waitFor();
  });
});

test('is told of every act, as not confirmed where nobody knows', async () => {
  await onPage(async (page) => {
    const api = await mockDesk(page, two, {}, { partners });
    const act = (name: string): Promise<void> => page.getByRole('article').getByRole('button', { name, exact: true }).first().click();
    const acts: readonly (readonly [words: string, question: string, sent: () => Promise<void>])[] = [
      ['Refuse', decide, async () => (await act('Refuse'), await field(page, 'Too little to warn others').check(), await send(page, 'Refuse'))],
      ['Set aside', decide, async () => (await act('Set aside'), await send(page, 'Set aside'))],
      ['Publish the coded part now', decide, async () => (await act('Publish the coded part now'), await send(page, 'Publish the coded part now'))],
      ['Transfer', decide, async () => (await act('Transfer'), await button(page, 'Harbour (75)').click())],
      ['Send to the reporter', `POST ${report}/messages`, async () => (await act('Write'), await field(page, 'To the reporter').fill('Thank you.'), await act('Send to the reporter'))],
      ['Delete', `DELETE ${report}`, async () => (await act('Delete'), await send(page, 'Delete'))]
    ];
    await unlock(page);
    await read(page, 'Very dangerous');
    for (const [words, question, sent] of acts) {
      api.answers[question] = [503, fault('store_unavailable')];
      const answered = held(api, question);
      await sent();
      await answered.asked;
      await goOn(page);
      answered.answer();
      await told(page, `Not confirmed: “${words}”`).getByRole('button', { name: 'Go back to it' }).click();
      await page.getByRole('article').getByText('He waited by the lift.').waitFor();
    }
  });
});

test('is told after the desk was locked meanwhile, in the language of the moment, until it is tried again', async () => {
  await onPage(async (page) => {
    const api = await mockDesk(page, two);
    const accepted = api.answers[decide] ?? 'lost';
    api.answers[decide] = 'lost';
    const answered = await askAndWait(page, api, 'one');
    await button(page, 'Lock').click();
    answered.answer();
    await field(page, 'Passphrase').fill(passphrase);
    await page.keyboard.press('Enter');
    await told(page, 'Not confirmed: “Ask the reporter”').waitFor();
    await button(page, 'Français').click();
    await told(page, '« Poser une question »'.replaceAll(/(?<=«) | (?=»)/g, '\u00a0')).waitFor();
    await button(page, 'English').click();
    api.answers[decide] = accepted;
    await read(page, 'Very dangerous');
    await page.keyboard.press('a');
    await send(page, 'Ask the reporter');
    await page.getByRole('article').getByText('Asked the reporter').first().waitFor();
    await told(page, 'Ask the reporter').waitFor({ state: 'detached' });
  });
});

test('is not told once the same, sent again, was done', async () => {
  await onPage(async (page) => {
    const api = await mockDesk(page, two);
    const accepted = api.answers[decide] ?? 'lost';
    api.answers[decide] = 'lost';
    const first = await askAndWait(page, api, 'one');
    await goOn(page);
    await page.getByRole('article').getByRole('button', { name: 'Back to the list' }).click();
    await read(page, 'Very dangerous');
    api.answers[decide] = accepted;
    await page.keyboard.press('a');
    await send(page, 'Ask the reporter');
    await page.getByRole('article').getByText('Asked the reporter').first().waitFor();
    first.answer();
    // Whatever comes of that answer stands before what comes of this one.
    api.answers[decide] = 'lost';
    const second = held(api, decide);
    await page.keyboard.press('r');
    await field(page, 'Too little to warn others').check();
    await send(page, 'Refuse');
    await second.asked;
    await goOn(page);
    second.answer();
    await told(page, 'Not confirmed: “Refuse”').waitFor();
    expect(await told(page, 'Ask the reporter').count()).toBe(0);
  });
});

test('is told where the session has ended: nothing leads back from there', async () => {
  await onPage(async (page) => {
    const api = await mockDesk(page, two);
    api.answers[decide] = [401, fault('sign_in')];
    const answered = await askAndWait(page, api, 'one');
    await goOn(page);
    answered.answer();
    await heading(page, 'Nobody is signed in').waitFor();
    await told(page, 'Not done: “Ask the reporter”').waitFor();
  });
});

test('of one alert is not taken for another’s, and stays when the report is gone', async () => {
  await onPage(async (page) => {
    const alerts = ['first', 'second'].map((name) => ({ ...fullAlert, id: idOf(name), contested: false }));
    const api: MockedApi = await mockDesk(page, two, {
      'POST /api/desk/alerts/similar': [200, { sharing: alerts, around: [] }],
      [contest('first')]: [409, fault('changed')],
      [contest('second')]: [200, { ...alerts[1], contested: true }]
    });
    const answered = held(api, contest('first'));
    await unlock(page);
    await read(page, 'Very dangerous');
    const hide = button(page, 'Contested: hide');
    await hide.first().click();
    await answered.asked;
    await goOn(page);
    answered.answer();
    const note = told(page, 'Not done: “Contested: hide”');
    await note.waitFor();
    await page.getByRole('article').getByRole('button', { name: 'Back to the list' }).click();
    await read(page, 'Very dangerous');
    await hide.nth(1).click();
    await page.getByText('Contested.', { exact: true }).waitFor();
    await page.getByRole('article').getByRole('button', { name: 'Delete', exact: true }).click();
    await send(page, 'Delete');
    await page.getByRole('article').waitFor({ state: 'detached' });
    await note.getByRole('button', { name: 'Close' }).click();
    expect(await note.count()).toBe(0);
  });
});
