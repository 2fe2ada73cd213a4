import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { AccountView, SessionEntry, SponsorshipEntry, SponsorshipList } from '../../src/domain/account-api.ts';
import { appTests, button, field, focused, member, shown, title } from '../support/app-page.ts';
import { fault, lastSent, mockApi, type MockedApi } from '../support/mocked-api.ts';

const { onPage } = appTests();

const account: AccountView = {
  username: 'Rose',
  role: 'member',
  state: 'active',
  contacts: [
    { id: 'contact01', kind: 'email', value: 'rose@example.org', proven: true },
    { id: 'contact02', kind: 'phone', value: '+33612345678', proven: true }
  ],
  language: 'en',
  areas: ['69'],
  joinedOn: '2026-01-01',
  restricted: false,
  secondFactor: false
};
const newcomer = (username: string): SponsorshipEntry => ({ id: `id-of-${username}`, by: 'email', state: 'waiting', since: '2026-11-20T08:00:00.000Z', username });
const list = (...sponsorships: SponsorshipEntry[]): SponsorshipList => ({ sponsorships, codesLeft: 3 });
const device = (id: string, current: boolean): SessionEntry => ({ id, current, startedOn: '2026-11-01', lastSeenOn: '2026-11-24', device: 'Android' });

/** Signed in, with what the account holds, on the views named. */
async function signedIn(page: Page, answers: MockedApi['answers'], ...entries: string[]): Promise<MockedApi> {
  const api = await mockApi(page, { 'GET /api/session': [200, member], 'GET /api/account': [200, account], ...answers });
  await page.goto('/app');
  for (const entry of entries) await shown(page).getByRole('button', { name: entry }).click();
  return api;
}

describe.each([
  ['a CloseWatcher', ''],
  ['none', 'delete window.CloseWatcher']
])('Escape closes an open question only, with %s:', (_name, script) => {
  test('"Say no?" in the list of those who wait', async () => {
    await onPage(async (page) => {
      await page.addInitScript(script);
      await signedIn(page, { 'GET /api/sponsorships': [200, list(newcomer('Azalea'))] }, 'People I sponsor', 'Say no');
      await shown(page).getByText('Say no to Azalea?').waitFor();
      await page.keyboard.press('Escape');
      await shown(page).getByText('Say no to Azalea?').waitFor({ state: 'detached' });
      await expect.poll(() => focused(page)).toBe('Say no');
      await title(page, 'People I sponsor').waitFor();
      await page.keyboard.press('Escape');
      await title(page, 'Home').waitFor();
    });
  });

  test('"Remove this contact?", and a new contact that is being typed', async () => {
    await onPage(async (page) => {
      await page.addInitScript(script);
      await signedIn(page, {}, 'My account', 'My contacts');
      await button(page, 'Remove').first().click();
      await button(page, 'Yes, remove').waitFor();
      await page.keyboard.press('Escape');
      await button(page, 'Yes, remove').waitFor({ state: 'detached' });
      await expect.poll(() => focused(page)).toBe('Remove');
      await button(page, 'Replace').first().click();
      await field(page, 'E-mail address or mobile number').waitFor();
      await page.keyboard.press('Escape');
      await field(page, 'E-mail address or mobile number').waitFor({ state: 'detached' });
      // Not once more: three times in a row is the quick exit.
      await title(page, 'My contacts').waitFor();
    });
  });
});

describe('the focus is never lost', () => {
  test('when newcomers are answered: the next who waits, then the list', async () => {
    await onPage(async (page) => {
      const api = await signedIn(page, { 'GET /api/sponsorships': [200, list(newcomer('Azalea'), newcomer('Iris'))], 'POST /api/sponsorships/id-of-Azalea/confirm': [204], 'POST /api/sponsorships/id-of-Iris/decline': [204] }, 'People I sponsor');
      await button(page, 'Confirm').first().waitFor();
      api.answers['GET /api/sponsorships'] = [200, list(newcomer('Iris'), { ...newcomer('Azalea'), state: 'confirmed' })];
      await button(page, 'Confirm').first().click();
      await expect.poll(() => focused(page)).toBe('1 person waits for your answer');
      await button(page, 'Say no').click();
      await expect.poll(() => focused(page)).toContain('Say no to Iris?');
      api.answers['GET /api/sponsorships'] = [200, list({ ...newcomer('Iris'), state: 'declined' })];
      await button(page, 'Yes, say no').click();
      await expect.poll(() => focused(page)).toBe('My list');
      await page.getByText('You have said no to Iris.').waitFor();
    });
  });

  test('when a code is taken back: its line', async () => {
    await onPage(async (page) => {
      const sent: SponsorshipEntry = { id: 'sent-code', by: 'code', state: 'sent', since: '2026-11-20T08:00:00.000Z', phone: '06•• •• 78' };
      const api = await signedIn(page, { 'GET /api/sponsorships': [200, list(sent)], 'POST /api/sponsorships/sent-code/withdraw': [204] }, 'People I sponsor');
      await button(page, 'Take this code back').waitFor();
      api.answers['GET /api/sponsorships'] = [200, list({ ...sent, state: 'withdrawn' })];
      await button(page, 'Take this code back').click();
      await expect.poll(() => focused(page)).toContain('Code taken back');
    });
  });

  test('when contacts change: what is open, then the list', async () => {
    await onPage(async (page) => {
      const [first] = account.contacts;
      const one = { ...account, contacts: first ? [first] : [] };
      const api = await signedIn(page, { 'DELETE /api/account/contacts/contact02': [204], 'POST /api/account/contacts': [202, { change: 'change01', sentTo: 'i•••@example.org' }], 'POST /api/account/contacts/confirmations': [200, account] }, 'My account', 'My contacts');
      await button(page, 'Remove').nth(1).click();
      await field(page, 'Your password').fill('umbrella at noon');
      api.answers['GET /api/account'] = [200, one];
      await button(page, 'Yes, remove').click();
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('UL');
      await button(page, 'Add a contact').click();
      await expect.poll(() => focused(page)).toBe('New contact');
      await button(page, 'Cancel').click();
      await expect.poll(() => focused(page)).toBe('Add a contact');
      await button(page, 'Add a contact').click();
      await field(page, 'E-mail address or mobile number').fill('iris@example.org');
      await field(page, 'Your password').fill('umbrella at noon');
      await button(page, 'Send a code').click();
      await field(page, 'The code you got').waitFor();
      await expect.poll(() => focused(page)).toBe('New contact');
      await field(page, 'The code you got').fill('7K3M-9QXT-2VBNA');
      await button(page, 'Confirm').click();
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('UL');
    });
  });

  test('when a device is signed out: the list', async () => {
    await onPage(async (page) => {
      const api = await signedIn(page, { 'GET /api/sessions': [200, [device('here', true), device('there', false)]], 'DELETE /api/sessions/there': [204] }, 'My account', 'Devices signed in');
      await button(page, 'Sign out').waitFor();
      api.answers['GET /api/sessions'] = [200, [device('here', true)]];
      await button(page, 'Sign out').click();
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('UL');
      await page.getByText('The device is signed out.').waitFor();
    });
  });

  test('when departments are taken away and saved; those not saved outlive Back', async () => {
    await onPage(async (page) => {
      const api = await signedIn(page, { 'GET /api/account': [200, { ...account, areas: ['69', '38'] }], 'PATCH /api/account': [200, { ...account, areas: ['38'] }] }, 'My account');
      await shown(page).getByRole('button', { name: 'Rhône (69)' }).click();
      await expect.poll(() => focused(page)).toContain('Isère (38)');
      await page.getByRole('button', { name: 'Back' }).click();
      await button(page, 'My account').click();
      await shown(page).getByText('This choice is not saved yet.').waitFor();
      expect(await shown(page).getByRole('button', { name: 'Rhône (69)' }).count()).toBe(0);
      await button(page, 'Save these départements').click();
      await expect.poll(() => focused(page)).toBe('My départements');
      expect(lastSent(api)).toEqual({ areas: ['38'] });
      expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('typed')))).toEqual([]);
    });
  });
});

test('an error goes from a field, and from the summary, once the field is typed in', async () => {
  await onPage(async (page) => {
    await mockApi(page, { 'POST /api/session': [401, fault('wrong_credentials')] });
    await page.goto('/app');
    await button(page, 'Sign in').click();
    await button(page, 'Sign in').click();
    const summary = shown(page).getByRole('alert');
    await summary.getByText('Type a name.').waitFor();
    await field(page, 'Username').pressSequentially('R');
    await summary.getByText('Type a name.').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('');
    expect(await field(page, 'Username').getAttribute('aria-invalid')).toBe('false');
    expect(await field(page, 'Password').getAttribute('aria-invalid')).toBe('true');
    await field(page, 'Password').pressSequentially('x');
    await summary.waitFor({ state: 'detached' });
    await button(page, 'Sign in').click();
    await summary.getByText('The name or the password is not right').waitFor();
  });
});

test('what is said covers no control: at the top, nor where one has scrolled to', async () => {
  await onPage(async (page) => {
    await signedIn(page, { 'PATCH /api/account': [200, account] }, 'My account');
    const save = shown(page).getByRole('button', { name: 'Save', exact: true });
    await save.scrollIntoViewIfNeeded();
    const seen = await controls(page);
    await save.click();
    await page.locator('.said p').waitFor();
    const box = await page.locator('.said p').boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(60);
    expect(box?.y).toBeLessThan(700);
    for (const { text, y } of (await controls(page)).filter((one) => seen.some(({ text: other }) => one.text === other))) expect(y, text).toBeGreaterThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await page.locator('.said p').count()).toBe(0);
  });
});

/** The controls of the view that can be seen, and where they are. */
function controls(page: Page): Promise<{ text: string; y: number }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.view:not([hidden]) :is(button, a, input, select, summary)')]
      .map((control) => ({ text: `${control.tagName} ${control.textContent.trim()}`, y: control.getBoundingClientRect().y, bottom: control.getBoundingClientRect().bottom }))
      .filter(({ y, bottom }) => y >= 64 && bottom <= innerHeight)
  );
}
