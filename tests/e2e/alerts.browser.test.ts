import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { buildDir } from '../../scripts/build/build-dir.ts';
import { entry, found, fullAlert, keys, page as pageOf, tokenOf as token } from '../support/alert-examples.ts';
import { lookFor, numberField as number, openAlerts as open, rhone, searchButton as search } from '../support/alerts-page.ts';
import { appTests, button, focused, shown, title } from '../support/app-page.ts';
import { untilKept } from '../support/browser.ts';
import { fault, mockApi, type MockedApi } from '../support/mocked-api.ts';

const { onPage } = appTests();

/** Bodies of the look-ups, in order. */
const lookups = (api: MockedApi): unknown[] => api.bodies.filter((_body, place) => api.asked[place] === 'POST /api/alerts/lookup');

describe('by number, plate or address', () => {
  test('any writing of a number is one token and one question; nothing of the number leaves the phone', async () => {
    await onPage(async (page) => {
      const sent: string[] = [];
      page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
      const api = await open(page);
      const writings = ['06 12 34 56 78', '0612345678', '+33 6.12.34.56.78', '0033612345678', '٠٦١٢٣٤٥٦٧٨'];
      for (const typed of writings) {
        await lookFor(page, typed);
        await shown(page).getByText('We read the number').waitFor();
        await shown(page).getByRole('heading', { name: '1 alert about' }).waitFor();
      }
      const expected = { tokens: [await token('0612345678')] };
      expect(lookups(api)).toEqual(writings.map(() => expected));
      expect(api.asked.filter((one) => one === 'GET /api/keys')).toHaveLength(1);
      for (const one of sent) expect(one.replace(/\D/g, '')).not.toContain('12345678');
    });
  });

  test.each([
    ['ab 123-cd', 'We read the plate', 'AB-123-CD'],
    ['1234 ab 75', 'We read the plate', '1234 AB 75'],
    ['Some.Body@Example.org', 'We read the address', 'some.body@example.org'],
    ['+40 721 234 567', 'We read the number', '+40']
  ])('%s is recognised as typed, and said back', async (typed, kind, read) => {
    await onPage(async (page) => {
      const api = await open(page);
      await number(page).fill(typed);
      const echo = shown(page).getByText(kind);
      await echo.waitFor();
      expect(await echo.innerText()).toContain(read);
      await number(page).press('Enter');
      await shown(page).getByRole('heading', { name: '1 alert about' }).waitFor();
      expect(lookups(api)).toEqual([{ tokens: [await token(typed)] }]);
    });
  });

  test('what is none of them is not asked for, and the way to write it is said', async () => {
    await onPage(async (page) => {
      const api = await open(page);
      await lookFor(page, '0612');
      await shown(page).getByText('We do not recognise this yet').waitFor();
      expect(await number(page).getAttribute('aria-invalid')).toBe('true');
      expect(await number(page).inputValue()).toBe('0612');
      expect(lookups(api)).toEqual([]);
    });
  });

  test('the list shows what was searched in full and the rest masked; the alert shows all of it without another question', async () => {
    await onPage(async (page) => {
      const api = await open(page);
      await lookFor(page, '0612345678');
      const card = shown(page).locator('.card');
      await card.waitFor();
      await expect.poll(() => focused(page)).toContain('1 alert about');
      const text = await card.innerText();
      expect(text).toContain('Very dangerous');
      expect(text).toContain('Strangling, Robbery');
      expect(text).toContain('+33 6 12 34 56 78');
      expect(text).toContain('2 independent reports');
      expect(text).toContain('Contested');
      expect(text).not.toContain('AB-123-CD');
      expect(text).not.toContain('somebody@');
      await shown(page).getByText('You have 87 searches left for now.').waitFor();
      await card.getByRole('button').click();
      await title(page, 'Very dangerous (Danger 6 of 6)').waitFor();
      const whole = (await shown(page).innerText()).replace(/\s/g, ' ');
      for (const said of ['False client', '2 people', '3 November 2026', 'September 2026', 'Night', 'Villeurbanne (69, Rhône)', 'Car park', 'AB-123-CD', '+33 6 12 34 56 78', 'somebody@example.org', 'Marco', 'profiles.example', '40 to 49', 'Tattoo', 'Van', 'White', 'Kangoo', 'Written in French', '5 November 2026', '20 November 2026', '3 November 2031', 'Somebody concerned says']) expect(whole).toContain(said);
      expect(await shown(page).locator('[lang=fr]').allInnerTexts()).toEqual([fullAlert.text, fullAlert.looks]);
      expect(await shown(page).locator('a:not([href^="mailto:"])').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).not.toContain('tel:+33612345678');
      expect(api.asked.filter((one) => one.startsWith('GET /api/alerts'))).toEqual([]);
      await shown(page).getByText('This alert concerns me').click();
      await shown(page).getByText('It never says who reported').waitFor();
      await page.keyboard.press('Escape');
      await title(page, 'View alerts').waitFor();
      expect(await number(page).inputValue()).toBe('0612345678');
    });
  });

  test('a number is copied by a button, and no link of the alert calls, writes to or visits anybody it names', async () => {
    await onPage(
      async (page) => {
        await open(page);
        await lookFor(page, 'AB-123-CD');
        await shown(page).locator('.card button').click();
        await shown(page).getByRole('button', { name: /Copy \+33/ }).click();
        await shown(page).getByText('Copied', { exact: true }).waitFor();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('+33612345678');
        const links = await shown(page).locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
        for (const link of links) expect(link).not.toMatch(/612345678|somebody@|profiles/);
      },
      { permissions: ['clipboard-read', 'clipboard-write'] }
    );
  });

  test('no report known does not mean no danger', async () => {
    await onPage(async (page) => {
      await open(page, { 'POST /api/alerts/lookup': [200, { alerts: [], left: 1 }] });
      await lookFor(page, '0612345678');
      await shown(page).getByText('that does not mean that there is no danger').waitFor();
      await shown(page).getByText('You have 1 search left for now.').waitFor();
    });
  });

  test('the categories are explained under the search, least violent first', async () => {
    await onPage(async (page) => {
      await open(page);
      await shown(page).getByText('What the danger levels mean').click();
      expect(await shown(page).locator('dt .word').allInnerTexts()).toEqual(['Difficult meeting', 'Fantasist', 'Unpleasant', 'Risky', 'Dangerous', 'Very dangerous']);
      expect((await shown(page).locator('dd').allInnerTexts()).every((text) => text.length > 40)).toBe(true);
      await page.getByRole('button', { name: 'Français' }).click();
      await shown(page).getByText('Rencontre difficile').waitFor();
      expect(await shown(page).locator('dt .word').allInnerTexts()).toEqual(['Rencontre difficile', 'Fantasmeur', 'Désagréable', 'À risque', 'Dangereux', 'Très dangereux']);
    });
  });
});

describe('when there is no answer', () => {
  test('with no network what was typed is kept, and it is asked again when the network is back', async () => {
    await onPage(async (page) => {
      const api = await open(page, { 'POST /api/alerts/lookup': 'lost' });
      await lookFor(page, '06 12 34 56 78');
      await shown(page).getByText('We search again by ourselves').waitFor();
      expect(await number(page).inputValue()).toBe('06 12 34 56 78');
      await button(page, 'Search again').waitFor();
      api.answers['POST /api/alerts/lookup'] = [200, found];
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await shown(page).getByRole('heading', { name: '1 alert about' }).waitFor();
      expect(lookups(api)).toHaveLength(2);
    });
  });

  test('the view opens where there is no network, and says that a look-up needs one', async () => {
    await onPage(async (page, context) => {
      await page.goto('/en/');
      await untilKept(page, 'en');
      await mockApi(page, { 'GET /api/session': [200, rhone] });
      await page.goto('/app');
      await button(page, 'View alerts').waitFor();
      await expect.poll(() => missingParts(page), { timeout: 30_000 }).toEqual([]);
      await page.unrouteAll();
      await context.setOffline(true);
      await button(page, 'View alerts').click();
      await lookFor(page, '06 12 34 56 78');
      await shown(page).getByText('We search again by ourselves').waitFor();
      expect(await number(page).inputValue()).toBe('06 12 34 56 78');
      await shown(page).getByText('What the danger levels mean').click();
      await shown(page).getByText('Do not meet this person').waitFor();
    });
  });

  test.each([
    ['a fault', [500, fault('fault')], 'The server could not do it'],
    ['too many look-ups', [429, fault('too_many_lookups', { retryAfter: 7200 })], 'It works again on'],
    ['an account that is not active', [403, fault('not_active')], 'Your account is not open yet'],
    ['no second factor', [403, fault('second_factor_needed')], 'The second proof comes first']
  ] as const)('says what to do: %s', async (_name, answer, sentence) => {
    await onPage(async (page) => {
      const api = await open(page, { 'POST /api/alerts/lookup': answer });
      await lookFor(page, '0612345678');
      await shown(page).getByText(sentence).waitFor();
      expect(await number(page).inputValue()).toBe('0612345678');
      api.answers['POST /api/alerts/lookup'] = [200, found];
      await button(page, 'Search again').click();
      await shown(page).getByRole('heading', { name: '1 alert about' }).waitFor();
    });
  });

  test('an account that waits has no way in; one that is suspended meanwhile is told', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page, { 'GET /api/session': [200, { ...rhone, state: 'waiting', sponsor: 'waiting' }] });
      await page.goto('/app');
      await button(page, 'My account').waitFor();
      expect(await button(page, 'View alerts').count()).toBe(0);
      // The account is suspended while the view is open.
      api.answers['GET /api/session'] = [200, rhone];
      await page.reload();
      await button(page, 'View alerts').click();
      await number(page).waitFor();
      api.answers['GET /api/session'] = [200, { ...rhone, state: 'suspended' }];
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await shown(page).getByText('Alerts come when it is open').waitFor();
      expect(await number(page).count()).toBe(0);
    });
  });

  test('an alert that is gone says so', async () => {
    await onPage(async (page) => {
      await open(page, { 'GET /api/alerts': [200, pageOf([entry('gone', 'risky')], { risky: 1 })], 'GET /api/alerts/gone': [404, fault('unknown_alert')] });
      await button(page, 'Rhône (69)').click();
      await shown(page).locator('.card button').click();
      await shown(page).getByText('This alert is not there any more').waitFor();
    });
  });
});

/** Of what the worker keeps for members, what is not on the phone yet. */
async function missingParts(page: Page): Promise<string[]> {
  const worker = readFileSync(`${buildDir}/service-worker.js`, 'utf8');
  const wanted = [...worker.matchAll(/"url":"([^"]+)","revision":null,"part":"member"/g)].map(([, url = '']) => url);
  expect(wanted.length).toBeGreaterThan(10);
  return page.evaluate(async (urls) => {
    const absent = await Promise.all(urls.map(async (url) => ((await caches.match(url)) ? [] : [url])));
    return absent.flat();
  }, wanted);
}

test('nothing of a search or an answer is stored, in an address or in the history; closing and signing out drop it', async () => {
  await onPage(async (page) => {
    const api = await open(page, { 'GET /api/alerts': [200, pageOf([entry('one', 'risky')], { risky: 1 })], 'DELETE /api/session': [204] });
    const before = await page.evaluate(() => history.length);
    await lookFor(page, '0612345678');
    await shown(page).locator('.card').waitFor();
    await button(page, 'Rhône (69)').click();
    await shown(page).locator('.card').nth(1).waitFor();
    const traces = await page.evaluate(async () => {
      const databases = (await indexedDB.databases()).map(({ name }) => name);
      const cached = (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat();
      return JSON.stringify([localStorage, sessionStorage, databases, cached, location.href, history.state, document.title]);
    });
    for (const trace of ['612345678', 'AAAAAAAA', '/api/', 'strangling', keys.search.slice(0, 20)]) expect(traces).not.toContain(trace);
    expect(await page.evaluate(() => history.length)).toBe(before);
    await page.keyboard.press('Escape');
    await button(page, 'View alerts').click();
    expect(await number(page).inputValue()).toBe('');
    expect(await shown(page).locator('.card').count()).toBe(0);
    await lookFor(page, '0612345678');
    await shown(page).locator('.card').waitFor();
    // Lent for a month, and kept on the phone as keys that no script can read.
    expect(api.asked.filter((one) => one === 'GET /api/keys')).toHaveLength(1);
    api.answers['POST /api/alerts/lookup'] = [401, fault('sign_in')];
    await search(page).click();
    await title(page, 'Sign in').waitFor();
    expect(await page.locator('main').innerHTML()).not.toMatch(/612345678|Strangling/);
  });
});
