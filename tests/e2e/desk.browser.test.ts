import { describe, expect, test } from 'vitest';
import { appTests, focused } from '../support/app-page.ts';
import { fullAlert, tokenOf } from '../support/alert-examples.ts';
import { bodiesOf, button, colleague, content, decisions, doing, field, fullContent, heading, idOf, mockDesk, moderator, partnerSession, queued, read, unlock } from '../support/desk-page.ts';
import { fault, type MockedAnswer } from '../support/mocked-api.ts';
import { ResealBody } from '../../src/domain/desk-api.ts';
import { digestOf, openWith } from '../../src/lib/sealing/seal.ts';
import * as v from 'valibot';

const app = appTests();
const onPage: typeof app.onPage = (run, options) => app.onPage(run, { locale: 'en-GB', ...options });
const one = [{ name: 'one', content: fullContent }];

describe('the queue', () => {
  const several = [
    { name: 'calm', content: content({ level: 'fantasist' }), hoursLeft: 40 },
    { name: 'late', content: content({ level: 'risky' }), hoursLeft: -5, department: '13' },
    { name: 'grave', content: content({ level: 'very-dangerous' }), hoursLeft: 12 },
    { name: 'mild', content: content({ level: 'unpleasant' }), hoursLeft: 12 },
    { name: 'foreign', content: content({ level: 'dangerous' }), hoursLeft: 20, sealedTo: [colleague.recipient] },
    { name: 'done', content: content({ level: 'difficult-meeting' }), hoursLeft: 3, decisions: [{ kind: 'refuse', reason: 'unlikely' }] }
  ] as const;

  test('shows what is due first, of the same hour the more dangerous, each with its clock in words', async () => {
    await onPage(async (page) => {
      await mockDesk(page, several);
      await unlock(page);
      await queued(page).getByText('Not sealed to you').waitFor();
      await queued(page).getByText('Fantasist').waitFor();
      const shown = await queued(page).evaluateAll((all) => all.map((item) => item.textContent.replaceAll(/\s+/g, ' ').trim()));
      expect(shown.map((text) => /Risky|Very dangerous|Unpleasant|Not sealed to you|Fantasist/.exec(text)?.[0])).toEqual(['Risky', 'Very dangerous', 'Unpleasant', 'Not sealed to you', 'Fantasist']);
      expect(shown.map((text) => /\d+ hours? (left|late)/.exec(text)?.[0])).toEqual(['5 hours late', '12 hours left', '12 hours left', '20 hours left', '40 hours left']);
      expect(shown[0]).toContain('Bouches-du-Rhône (13)');
    });
  });

  test('is narrowed by how it stands and by area', async () => {
    await onPage(async (page) => {
      await mockDesk(page, several);
      await unlock(page);
      await queued(page).nth(4).waitFor();
      await field(page, 'Which reports').selectOption('Late (1)');
      expect(await queued(page).count()).toBe(1);
      await field(page, 'Which reports').selectOption('Decided (1)');
      await queued(page).getByText('Refused').waitFor();
      await field(page, 'Département').selectOption('13 Bouches-du-Rhône');
      await page.getByText('Nothing here.').waitFor();
      await field(page, 'Which reports').selectOption('All (6)');
      expect(await queued(page).count()).toBe(1);
    });
  });

  test('is walked through by keys, and the focus comes back to where it was', async () => {
    await onPage(async (page) => {
      await mockDesk(page, several);
      await unlock(page);
      await queued(page).getByText('Fantasist').waitFor();
      for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
      await expect.poll(() => focused(page)).toContain('Very dangerous');
      await page.keyboard.press('Enter');
      await expect.poll(() => focused(page)).toContain('Report of');
      await page.keyboard.press('Escape');
      await expect.poll(() => focused(page)).toContain('Very dangerous');
      await page.keyboard.press('?');
      await page.getByText('next report').waitFor();
      await page.keyboard.press('?');
      await page.getByText('next report').waitFor({ state: 'detached' });
    });
  });

  test('loses what is withdrawn while it is read, and says it of a decision', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, [...one, { name: 'two', content: content({ level: 'fantasist' }), hoursLeft: 40 }]);
      await unlock(page);
      await read(page, 'Very dangerous');
      api.answers[`POST /api/desk/reports/${idOf('one')}/decisions`] = [409, fault('withdrawn')];
      await button(page, 'Set aside').click();
      await doing(page, 'Set aside').getByRole('button', { name: 'Set aside' }).click();
      await page.getByText('The reporter has withdrawn this report, or it was deleted.').waitFor();
      expect(await page.content()).not.toContain('He waited');
      await expect.poll(() => focused(page)).toContain('Fantasist');
    });
  });
});

describe('a report', () => {
  test('is shown whole, marks what is never published, and is compared by tokens alone', async () => {
    await onPage(async (page) => {
      const other = { ...fullAlert, id: idOf('like'), pseudonyms: ['Márko'], vehicle: {}, appearance: { hair: [], face: [], signs: [] }, identifiers: [] };
      const unlike = { ...other, id: idOf('unlike'), pseudonyms: ['Somebody'], level: 'fantasist', events: [] };
      const api = await mockDesk(page, one, { 'POST /api/desk/alerts/similar': [200, { sharing: [], around: [unlike, other] }] });
      await unlock(page);
      await read(page, 'Very dangerous');
      const article = page.getByRole('article');
      for (const text of ['He waited by the lift.', 'A red jacket.', 'Scar', 'AB-123-CD', '+33 6 12 34 56 78', 'Marco', 'Van']) await article.getByText(text).first().waitFor();
      for (const title of ['Exact place', 'To call back']) expect(await article.getByRole('heading', { name: title }).textContent()).toContain('never published');
      expect(await article.getByRole('heading', { name: 'What happened, in their words' }).textContent()).not.toContain('never published');
      await article.getByText('In common: name, what happened').waitFor();
      expect(await article.getByText('In common:').count()).toBe(1);
      expect(bodiesOf(api, 'POST /api/desk/alerts/similar')).toEqual([{ tokens: [await tokenOf('06 12 34 56 78'), await tokenOf('AB123CD')], areas: ['75'] }]);
    });
  });

  test('that could not be compared is compared at the next try', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one, { 'POST /api/desk/alerts/similar': [503, fault('store_unavailable')] });
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.getByText('The store does not answer').waitFor();
      api.answers['POST /api/desk/alerts/similar'] = [200, { sharing: [fullAlert], around: [] }];
      await button(page, 'Try again').click();
      await page.getByText('In common: number, plate or address').waitFor();
    });
  });

  test('has beside it what was published from it: contested, hidden, deleted after a question', async () => {
    await onPage(async (page) => {
      const alert = { ...fullAlert, contested: false };
      const path = `/api/desk/alerts/${alert.id}`;
      const api = await mockDesk(page, [{ ...one[0], name: 'one', content: fullContent, decisions: [{ kind: 'publish', alert: alert.id, part: 'coded' }] }], {
        'POST /api/desk/alerts/similar': [200, { sharing: [alert], around: [] }],
        [`GET ${path}`]: [200, alert],
        [`POST ${path}/contest`]: (body) => Promise.resolve([200, { ...alert, contested: (body as { contested: boolean }).contested }]),
        [`POST ${path}`]: (body) => Promise.resolve([200, { ...alert, ...(body as { content: object }).content }]),
        [`DELETE ${path}`]: [204]
      });
      await unlock(page);
      await read(page, 'Very dangerous');
      // It resembles its own report, of course: it is not offered as somebody else's.
      await page.getByText('No alert resembles it.').waitFor();
      const card = page.locator('section').filter({ has: heading(page, 'Published from this report') });
      await card.getByRole('button', { name: 'Contested: hide' }).click();
      await card.getByText('Contested.').waitFor();
      await card.getByRole('button', { name: 'Not contested' }).click();
      await card.getByText('Contested.').waitFor({ state: 'detached' });
      expect(bodiesOf(api, `POST ${path}/contest`)).toEqual([
        { contested: true, hidden: true },
        { contested: false, hidden: false }
      ]);
      await card.getByRole('button', { name: 'Correct' }).click();
      await field(page, 'What happened').fill('He locks the door.');
      await card.getByRole('button', { name: 'Save the alert' }).click();
      await card.getByText('He locks the door.').waitFor();
      await card.getByRole('button', { name: 'Delete the alert' }).click();
      expect(api.asked).not.toContain(`DELETE ${path}`);
      await card.getByRole('button', { name: 'Yes, delete the alert' }).click();
      await card.getByText('The alert is deleted.').waitFor();
    });
  });
});

describe('new colleagues', () => {
  const newcomer = { recipients: [moderator.recipient, colleague.recipient] };

  test('get what is open sealed anew by whoever can read it, to the letter', async () => {
    await onPage(async (page) => {
      const decided = { name: 'done', content: content(), decisions: [{ kind: 'refuse', reason: 'unlikely' } as const] };
      const api = await mockDesk(page, [...one, decided, { name: 'foreign', content: content(), sealedTo: [colleague.recipient] }], {}, newcomer);
      const path = `/api/desk/reports/${idOf('one')}`;
      api.answers[`POST ${path}/reseal`] = async (body) => {
        const { sealed, sealedTo } = v.parse(ResealBody, body);
        const before = await (api.answers[`GET ${path}`] as () => Promise<readonly [number, object]>)();
        const after = { ...before[1], sealed, sealedTo };
        const { sealed: _sealed, ...entry } = after;
        sealedBefore = (before[1] as { sealed: string }).sealed;
        api.answers[`GET ${path}`] = [200, after];
        return [200, entry];
      };
      let sealedBefore = '';
      await unlock(page);
      await page.getByText('One open report cannot be read by some colleague yet.').waitFor();
      await button(page, 'Seal them anew for everybody').click();
      await page.getByText('cannot be read by some colleague').waitFor({ state: 'detached' });
      const [sent, ...more] = bodiesOf(api, `POST ${path}/reseal`).map((body) => v.parse(ResealBody, body));
      expect(more).toEqual([]);
      expect(sent?.was).toBe(await digestOf(sealedBefore));
      expect(sent?.sealedTo).toEqual(newcomer.recipients);
      expect(await openWith(colleague.identity, sent?.sealed ?? '')).toBe(JSON.stringify(fullContent));
      expect(api.asked.filter((asked) => asked.endsWith('/reseal'))).toHaveLength(1);
    });
  });

  test('do not keep anybody waiting: sealing stops when asked', async () => {
    await onPage(async (page) => {
      let give = (): void => undefined;
      const api = await mockDesk(page, [...one, { name: 'two', content: fullContent, hoursLeft: 40 }], {}, newcomer);
      for (const name of ['one', 'two']) api.answers[`POST /api/desk/reports/${idOf(name)}/reseal`] = () => new Promise<MockedAnswer>((resolve) => (give = () => resolve([409, fault('changed')])));
      await unlock(page);
      await page.getByText('2 open reports cannot be read').waitFor();
      await button(page, 'Seal them anew for everybody').click();
      await expect.poll(() => api.asked.filter((asked) => asked.endsWith('/reseal')).length).toBe(1);
      await page.getByRole('progressbar', { name: 'Sealing anew' }).waitFor();
      await button(page, 'Stop').click();
      give();
      await button(page, 'Seal them anew for everybody').waitFor();
      expect(api.asked.filter((asked) => asked.endsWith('/reseal'))).toHaveLength(1);
    });
  });
});

test('a partner reads what was transferred, with how to call back, and decides nothing', async () => {
  await onPage(async (page) => {
    const api = await mockDesk(page, [{ name: 'one', content: fullContent, decisions: [{ kind: 'transfer', partner: 'harbour' }] }], { 'GET /api/session': [200, partnerSession] }, { recipients: [] });
    await unlock(page);
    await read(page, 'Very dangerous');
    await page.getByText('rose@example.org').waitFor();
    await page.keyboard.press('r');
    await page.keyboard.press('c');
    for (const name of ['Refuse', 'Publish all of it', 'Transfer', 'Delete', 'Numbers', 'Who looks up a lot', 'Write']) expect(await button(page, name).count(), name).toBe(0);
    expect(await page.locator('form').count()).toBe(0);
    expect(api.asked).not.toContain('POST /api/desk/alerts/similar');
    expect(decisions(api, 'one')).toEqual([]);
  });
});

test('numbers are drawn and stand in a table; who looks up a lot is marked as seen', async () => {
  await onPage(async (page) => {
    const month = new Date().toISOString().slice(0, 7);
    const reader = { id: 'r1', username: 'Nosy', since: '2026-11-20', seen: false };
    const api = await mockDesk(page, one, {
      'GET /api/desk/numbers': [503, fault('store_unavailable')],
      'GET /api/desk/readers': [200, [reader]],
      'POST /api/desk/readers/r1/seen': [204]
    });
    await unlock(page);
    await button(page, 'Numbers').click();
    await page.getByText('The store does not answer').waitFor();
    api.answers['GET /api/desk/numbers'] = [200, { waiting: 4, late: 1, published: [{ month, level: 'risky', count: 3 }, { month, level: 'dangerous', count: 1 }], hours: [2, 5, 30, 60] }];
    await button(page, 'Try again').click();
    const chart = page.getByRole('img', { name: 'Alerts published, by month and level' });
    await chart.waitFor();
    const heights = await chart.locator('rect').evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('height'))));
    expect(heights).toEqual([25, 75]);
    expect(await page.locator('tbody tr').nth(11).locator('td').allTextContents()).toEqual(['0', '1', '3', '0', '0', '0']);
    await page.getByText('18 hours').waitFor();
    await button(page, 'Who looks up a lot').click();
    await page.getByText('Nosy').waitFor();
    await button(page, 'Seen').click();
    await page.getByText('seen', { exact: true }).waitFor();
    expect(api.asked).toContain('POST /api/desk/readers/r1/seen');
  });
});
