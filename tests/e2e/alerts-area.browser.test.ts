import type { Page, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { AlertPage } from '../../src/domain/alert-api.ts';
import { entry, fullAlert, page as pageOf } from '../support/alert-examples.ts';
import { openAlerts, rhone } from '../support/alerts-page.ts';
import { appTests, button, focused, member, shown, title } from '../support/app-page.ts';
import { fault } from '../support/mocked-api.ts';

const { onPage } = appTests();

const all: AlertPage = pageOf([entry('a1', 'very-dangerous'), entry('a2', 'risky', { where: { department: '69', town: 'Lyon' } })], { 'very-dangerous': 1, risky: 2, fantasist: 4 }, 'cursor-2');

/** Answers by what stands behind the `?`; keeps what was asked. */
async function area(page: Page, answers: (query: URLSearchParams) => AlertPage): Promise<string[]> {
  const asked: string[] = [];
  await page.route('**/api/alerts?*', async (route: Route) => {
    const { searchParams } = new URL(route.request().url());
    asked.push(String(searchParams));
    await route.fulfill({ contentType: 'application/json', body: JSON.stringify(answers(searchParams)) });
  });
  return asked;
}

const cards = (page: Page) => shown(page).locator('li.card');
const place = (page: Page) => shown(page).getByRole('combobox');

describe('by area', () => {
  test('one of my own areas: newest first, masked, with counts; levels narrow it; more comes on demand', async () => {
    await onPage(async (page) => {
      await openAlerts(page);
      const asked = await area(page, (query) => (query.get('after') ? pageOf([entry('a3', 'fantasist')], all.counts) : query.getAll('level').length > 0 ? pageOf([entry('a2', 'risky')], all.counts) : all));
      await button(page, 'Rhône (69)').click();
      await cards(page).nth(1).waitFor();
      await expect.poll(() => focused(page)).toBe('Rhône (69)');
      await shown(page).getByText('7 alerts, newest first').waitFor();
      const list = (await cards(page).allInnerTexts()).join('\n');
      for (const masked of ['+336••••••78', 'AB•••CD', 's•••@example.org']) expect(list).toContain(masked);
      expect(list).not.toMatch(/AB-123-CD|12 34 56 78|somebody@/);
      await button(page, 'Show more').click();
      await expect.poll(() => cards(page).count()).toBe(3);
      expect(await button(page, 'Show more').count()).toBe(0);
      await shown(page).getByText('Choose danger levels').click();
      const boxes = shown(page).getByRole('checkbox');
      expect(await shown(page).locator('fieldset .word').allInnerTexts()).toEqual(['Very dangerous', 'Dangerous', 'Risky', 'Unpleasant', 'Fantasist', 'Difficult meeting']);
      expect((await shown(page).locator('fieldset .line > .number').allInnerTexts()).map((text) => parseInt(text))).toEqual([1, 0, 2, 0, 4, 0]);
      await boxes.nth(2).check();
      await expect.poll(() => cards(page).count()).toBe(1);
      await shown(page).getByText('2 alerts, newest first').waitFor();
      expect(asked).toEqual(['area=69', 'area=69&after=cursor-2', 'area=69&level=risky']);
    });
  });

  test('a town leads to its department, and says how far away each is; opening one asks for it by its id', async () => {
    await onPage(async (page) => {
      const api = await openAlerts(page, { 'GET /api/alerts/a1': [200, fullAlert] });
      const asked = await area(page, () => all);
      await place(page).fill('lyon');
      await place(page).press('Enter');
      await shown(page).getByRole('heading', { name: 'Rhône (69), around Lyon' }).waitFor();
      await cards(page).first().waitFor();
      expect(asked).toEqual(['area=69']);
      // Villeurbanne is chosen from the list of towns; of the other nothing but a name is known.
      expect(await cards(page).first().innerText()).toMatch(/\d(\.\d)? km away/);
      expect(await cards(page).nth(1).innerText()).not.toContain('away');
      await cards(page).first().getByRole('button').click();
      await title(page, 'Very dangerous (Danger 6 of 6)').waitFor();
      await shown(page).getByText('AB-123-CD').first().waitFor();
      expect(api.asked).toContain('GET /api/alerts/a1');
    });
  });

  test('the keyboard alone chooses among towns', async () => {
    await onPage(async (page) => {
      await openAlerts(page);
      const asked = await area(page, () => all);
      await place(page).focus();
      await page.keyboard.type('greno');
      await shown(page).getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
      expect(await shown(page).getByRole('option', { selected: true }).innerText()).toBe('Grenoble (38, Isère)');
      await page.keyboard.press('Enter');
      await cards(page).first().waitFor();
      expect(asked).toEqual(['area=38']);
      await expect.poll(() => focused(page)).toBe('Isère (38), around Grenoble');
    });
  });

  test('my own position, asked for by a press only', async () => {
    await onPage(
      async (page) => {
        await openAlerts(page);
        const asked = await area(page, () => all);
        await button(page, 'Use my position').click();
        await cards(page).first().waitFor();
        expect(asked).toEqual(['area=69']);
      },
      { geolocation: { latitude: 45.77, longitude: 4.85 }, permissions: ['geolocation'] }
    );
  });

  test('another department is not asked for: its reason, the way to choose areas, and the search that works everywhere', async () => {
    await onPage(async (page) => {
      const api = await openAlerts(page, { 'GET /api/account': [200, { username: 'Rose', role: 'member', state: 'active', contacts: [], language: 'en', areas: ['69', '38'], joinedOn: '2026-01-01', restricted: false, secondFactor: false }] });
      await place(page).fill('13001');
      await place(page).press('Enter');
      const note = shown(page).getByText('Bouches-du-Rhône (13) is not in your areas');
      await note.waitFor();
      await shown(page).getByText('Searching by number works everywhere').waitFor();
      expect(api.asked.filter((one) => one.startsWith('GET /api/alerts'))).toEqual([]);
      await button(page, 'Choose my areas').click();
      await title(page, 'My account').waitFor();
    });
  });

  test('areas that the server knows better: its refusal says the same', async () => {
    await onPage(async (page) => {
      await openAlerts(page, { 'GET /api/alerts': [403, fault('not_your_area')] });
      await button(page, 'Rhône (69)').click();
      await shown(page).getByText('Rhône (69) is not in your areas').waitFor();
    });
  });

  test('without an area there is one thing to do; the team needs none', async () => {
    await onPage(async (page) => {
      const api = await openAlerts(page, {}, member);
      await shown(page).getByText('You have not chosen your areas yet').waitFor();
      expect(await place(page).count()).toBe(0);
      api.answers['GET /api/session'] = [200, { ...member, role: 'moderator', secondFactor: 'given' }];
      await page.reload();
      await button(page, 'View alerts').click();
      const asked = await area(page, () => all);
      await place(page).fill('13001');
      await place(page).press('Enter');
      await cards(page).first().waitFor();
      expect(asked).toEqual(['area=13']);
    });
  });

  test('nothing known is no promise; a lost network and a fault leave what was chosen in place', async () => {
    await onPage(async (page) => {
      const api = await openAlerts(page, { 'GET /api/alerts': 'lost' }, rhone);
      await button(page, 'Rhône (69)').click();
      await shown(page).getByText('We search again by ourselves').waitFor();
      api.answers['GET /api/alerts'] = [500, fault('fault')];
      await button(page, 'Search again').click();
      await shown(page).getByText('The server could not do it').waitFor();
      api.answers['GET /api/alerts'] = [200, pageOf([], {})];
      await button(page, 'Search again').click();
      await shown(page).getByText('No alert in this area. That does not mean that there is no danger').waitFor();
    });
  });

  test('towns are found with no network once they are here', async () => {
    await onPage(
      async (page, context) => {
        await openAlerts(page, { 'GET /api/alerts': 'lost' });
        await place(page).fill('lyon');
        await shown(page).getByRole('option').first().waitFor();
        // Another visit: the page as it was, and no pack from anywhere but the phone.
        await page.reload();
        await button(page, 'View alerts').click();
        await context.route('**/packs/**', (route) => route.abort());
        await place(page).fill('villeurb');
        await shown(page).getByRole('option', { name: 'Villeurbanne (69, Rhône)' }).click();
        await shown(page).getByRole('heading', { name: 'Rhône (69), around Villeurbanne' }).waitFor();
      },
      { serviceWorkers: 'block' }
    );
  });
});
