import { describe, expect, test } from 'vitest';
import { appTests, button, field, member, shown, title } from '../support/app-page.ts';
import { fault, lastSent, mockApi } from '../support/mocked-api.ts';

const { onPage } = appTests();
const sponsorField = 'Their e-mail address, or the sponsorship code you got by text message';
const newSponsorField = 'The person’s e-mail address, or the code you got';

describe('a sign-up', () => {
  test('that was begun is named on Home, also when the page is loaded anew, and gone on with', async () => {
    await onPage(async (page) => {
      await mockApi(page);
      await page.goto('/app');
      await button(page, 'Create an account').click();
      await field(page, 'Work name').fill('Rose');
      await page.reload();
      await shown(page).getByText('You have begun to create an account').waitFor();
      await button(page, 'Go on').click();
      expect(await field(page, 'Work name').inputValue()).toBe('Rose');
    });
  });

  test('that is done leaves nothing to come back to', async () => {
    await onPage(async (page) => {
      await mockApi(page, { 'POST /api/accounts/confirmations': [201, { state: 'waiting' }] });
      await page.goto('/app');
      await page.evaluate(() => sessionStorage.setItem('typed-2', JSON.stringify({ signUp: 'abcdefgh12345', sentTo: 'r•••@example.org' })));
      await page.reload();
      await button(page, 'Create an account').click();
      await page.getByRole('button', { name: 'Back' }).click();
      await button(page, 'Type the code').click();
      await field(page, 'The code of the message').fill('7K3M-9QXT-2VBNA');
      await button(page, 'Confirm').click();
      await title(page, 'Your account is made').waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
      await page.getByRole('button', { name: 'Back' }).click();
      await title(page, 'Home').waitFor();
      expect(await button(page, 'Type the code').count()).toBe(0);
    });
  });

  test('says at once that a sponsor is no number', async () => {
    await onPage(async (page) => {
      await mockApi(page);
      await page.goto('/app');
      await button(page, 'Create an account').click();
      await field(page, sponsorField).fill('06 12 34 56 78');
      await shown(page).getByText('No number here').waitFor();
      expect(await shown(page).getByText('Read as').count()).toBe(0);
      await field(page, sponsorField).fill('iris@example.org');
      await shown(page).getByText('Read as the e-mail address').waitFor();
    });
  });
});

test.each(['waiting', 'declined'] as const)('a sponsor’s code lets in somebody who is %s: it does not open another sign-up', async (sponsor) => {
  await onPage(async (page) => {
    const api = await mockApi(page, { 'GET /api/session': [200, { ...member, state: 'waiting', sponsor }], 'POST /api/account/sponsor': [202, {}] });
    await page.goto('/app#code=7k3m9qxt2vbna');
    await title(page, 'Name another sponsor').waitFor();
    expect(await field(page, newSponsorField).inputValue()).toBe('7K3M-9QXT-2VBNA');
    api.answers['GET /api/session'] = [200, member];
    await shown(page).locator('button[type=submit]').click();
    await title(page, 'Home').waitFor();
    await page.getByText('Your account is open').waitFor();
    expect(api.bodies).toContainEqual({ sponsor: '7K3M-9QXT-2VBNA' });
  });
});

test('whose data are paused sees it on Home and with the people they sponsor', async () => {
  await onPage(async (page) => {
    await mockApi(page, { 'GET /api/session': [200, { ...member, restricted: true }], 'GET /api/sponsorships': [200, { sponsorships: [], codesLeft: 3 }] });
    await page.goto('/app');
    await title(page, 'Home').waitFor();
    await shown(page).getByText('Your data are paused').waitFor();
    await button(page, 'People I sponsor').click();
    await shown(page).getByText('Your data are paused: your account sponsors nobody.').waitFor();
    await button(page, 'Open my data').click();
    await title(page, 'My data').waitFor();
  });
});

describe('the language of the page', () => {
  test('is that of our messages, too', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page, { 'GET /api/session': [200, member], 'PATCH /api/account': [200, {}] });
      await page.goto('/app');
      await button(page, 'Sign out').waitFor();
      await page.getByRole('button', { name: 'Français' }).click();
      await page.getByText('Nos messages seront aussi en français.').waitFor();
      expect(lastSent(api)).toEqual({ language: 'fr' });
      api.answers['PATCH /api/account'] = [500, fault('failed')];
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByText('Our messages keep their language').waitFor();
      await title(page, 'Home').waitFor();
    });
  });

  test('is that of the page one comes from, and of the account; both are remembered for when there is no network', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page, { 'GET /api/session': [401, fault('sign_in')] });
      await page.goto('/fr/');
      await page.getByRole('link', { name: 'Voir les alertes' }).click();
      await title(page, 'Accueil').waitFor();
      expect(new URL(page.url()).hash).toBe('');
      await page.goto('/app');
      await title(page, 'Accueil').waitFor();
      api.answers['GET /api/session'] = [200, member];
      await page.goto('/app');
      await title(page, 'Home').waitFor();
      api.answers['GET /api/session'] = [503, fault('unavailable')];
      await page.goto('/app');
      await title(page, 'Home').waitFor();
    });
  });

  test('that somebody has chosen here stays, wherever one comes from', async () => {
    await onPage(async (page) => {
      await mockApi(page, { 'GET /api/session': [401, fault('sign_in')] });
      await page.goto('/app');
      await page.getByRole('button', { name: 'Français' }).click();
      await title(page, 'Accueil').waitFor();
      await page.goto('/en/');
      await page.getByRole('link', { name: 'View alerts' }).click();
      await title(page, 'Accueil').waitFor();
    });
  });

  test('leaves messages in a language that the page does not speak as they are', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page, { 'GET /api/session': [200, { ...member, language: 'ru' }] });
      await page.goto('/app');
      await button(page, 'Sign out').waitFor();
      await page.getByRole('button', { name: 'Français' }).click();
      await title(page, 'Accueil').waitFor();
      expect(api.asked).not.toContain('PATCH /api/account');
    });
  });
});

test('the team finds the way to the desk; a member is shown none', async () => {
  for (const role of ['moderator', 'partner', 'member'] as const) {
    await onPage(async (page) => {
      await mockApi(page, { 'GET /api/session': [200, { ...member, role }] });
      await page.goto('/app');
      await button(page, 'My account').waitFor();
      expect(await shown(page).getByRole('link', { name: 'The desk' }).count(), role).toBe(role === 'member' ? 0 : 1);
    });
  }
});
