import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { SessionView } from '../../src/domain/account-api.ts';
import { axeFindsNothing } from '../support/axe.ts';
import { appTests, button, field, member, shown, title } from '../support/app-page.ts';
import { fault, lastSent, mockApi, type MockedApi } from '../support/mocked-api.ts';

const { onPage } = appTests();

const waiting: SessionView = { ...member, state: 'waiting', sponsor: 'waiting' };
const moderator: SessionView = { ...waiting, role: 'moderator', state: 'active', sponsor: 'confirmed', secondFactor: 'set-up' };
const signUp = { signUp: 'abcdefgh12345', sentTo: 'r•••@example.org' };
const secret = { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Jasmine:Rose?secret=JBSWY3DPEHPK3PXP' };
const code = '7k3m 9qxt-2vbna';

const summary = (page: Page) => shown(page).getByRole('alert');

async function toSignIn(page: Page): Promise<void> {
  await page.goto('/app');
  await button(page, 'Sign in').click();
  await field(page, 'Username').fill('Rose');
  await field(page, 'Password').fill('umbrella at noon');
}

async function sendSignUp(page: Page): Promise<void> {
  await page.goto('/app');
  await button(page, 'Create an account').click();
  await field(page, 'Work name').fill('Rose');
  await field(page, 'Your contact: e-mail or mobile number').fill('rose@example.org');
  await field(page, 'Their e-mail address, or the sponsorship code you got by text message').fill(code);
  await field(page, 'Password').fill('umbrella at noon');
  await field(page, 'The same password once more').fill('umbrella at noon');
  await field(page, 'I accept the terms and conditions').check();
  await button(page, 'Create my account').click();
}

describe('signing in', () => {
  test.each([
    ['wrong_credentials', [401, fault('wrong_credentials')], 'The name or the password is not right'],
    ['too_many_tries', [429, fault('too_many_tries', { retryAfter: 130 })], 'Wait 3 minutes'],
    ['suspended', [403, fault('suspended')], 'This account is suspended'],
    ['something unheard of', [418, fault('teapot')], 'The server could not do it']
  ] as const)('says what to do: %s', async (_name, answer, sentence) => {
    await onPage(async (page) => {
      await mockApi(page, { 'POST /api/session': answer });
      await toSignIn(page);
      await button(page, 'Sign in').click();
      await summary(page).getByText(sentence).waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
      expect(await field(page, 'Password').inputValue()).toBe('umbrella at noon');
    });
  });

  test('asks for the second factor when the server does, then lets in', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page, { 'POST /api/session': [401, fault('second_factor_needed')] });
      await toSignIn(page);
      await button(page, 'Sign in').click();
      await field(page, 'The six digits of your app').fill('123 456');
      api.answers['POST /api/session'] = [200, { ...moderator, secondFactor: 'given' }];
      await button(page, 'Sign in').click();
      await button(page, 'People I sponsor').waitFor();
      expect(lastSent(api)).toEqual({ username: 'Rose', password: 'umbrella at noon', secondFactor: '123456' });
    });
  });

  test('leads a moderator without a second factor to it; it is in place after six digits', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page, {
        'POST /api/session': [200, moderator],
        'POST /api/account/second-factor': [201, secret],
        'POST /api/account/second-factor/confirmations': [400, fault('wrong_second_factor')]
      });
      await toSignIn(page);
      await button(page, 'Sign in').click();
      await field(page, 'Your password').fill('umbrella at noon');
      await button(page, 'Show the key').click();
      await shown(page).getByText('JBSW Y3DP EHPK 3PXP').waitFor();
      expect(await shown(page).getByRole('link', { name: 'Open in my app' }).getAttribute('href')).toBe(secret.uri);
      await field(page, 'The six digits of your app').fill('12345');
      await button(page, 'Check').click();
      await summary(page).getByText('exactly six digits').waitFor();
      await field(page, 'The six digits of your app').fill('123456');
      await button(page, 'Check').click();
      await summary(page).getByText('These six digits are not right').waitFor();
      api.answers = { ...api.answers, 'POST /api/account/second-factor/confirmations': [204], 'GET /api/session': [200, { ...moderator, secondFactor: 'given' }] };
      await button(page, 'Check').click();
      await button(page, 'People I sponsor').waitFor();
    });
  });

  test('needs no mouse', async () => {
    await onPage(async (page) => {
      await mockApi(page, { 'POST /api/session': [200, waiting] });
      await page.goto('/app');
      await button(page, 'Sign in').waitFor();
      await tabTo(page, 'Sign in');
      await page.keyboard.press('Enter');
      await title(page, 'Sign in').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.type('Rose');
      await page.keyboard.press('Tab');
      await page.keyboard.type('umbrella at noon');
      await page.keyboard.press('Enter');
      await shown(page).getByText('Your account waits for an answer').waitFor();
      await tabTo(page, 'Name another sponsor');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    });
  });
});

describe('signing up', () => {
  test('shows what each answer was understood as, and what is wrong under its field and in a summary', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page);
      await page.goto('/app');
      await button(page, 'Create an account').click();
      await field(page, 'Your contact: e-mail or mobile number').fill('0612345678');
      await shown(page).getByText('+33 6 12 34 56 78').waitFor();
      await field(page, 'Your contact: e-mail or mobile number').fill('0142000000');
      await field(page, 'Their e-mail address, or the sponsorship code you got by text message').fill(code);
      await shown(page).getByText('7K3M-9QXT-2VBNA').waitFor();
      // The list of what everybody tries first comes when the field gets the focus.
      const list = page.waitForResponse('**/packs/common-passwords.short.json');
      await field(page, 'Password').focus();
      await list;
      await field(page, 'Password').fill('Password1');
      await shown(page).locator('.meter').getByText('too well known').waitFor();
      await button(page, 'Create my account').click();
      await summary(page).waitFor();
      expect(await summary(page).getByRole('button').allInnerTexts()).toEqual([
        'Type a name.',
        'This number is a landline: it gets no text messages. Give a mobile number or an e-mail address.',
        'This password is too well known: it is what people try first. Take several words that nobody guesses.',
        'Without accepting the terms, the account cannot be made.'
      ]);
      await summary(page).getByRole('button').nth(1).click();
      expect(await field(page, 'Your contact: e-mail or mobile number').evaluate((input) => input === document.activeElement)).toBe(true);
      expect(api.asked).not.toContain('POST /api/accounts');
    });
  });

  test('an optional answer that the server refuses is unfolded', async () => {
    await onPage(async (page) => {
      await mockApi(page, { 'POST /api/accounts': [400, fault('invalid_fields', { fields: { secondContact: 'landline', sponsor: 'unknown-code' } })] });
      await sendSignUp(page);
      await summary(page).getByText('This code is not known').waitFor();
      expect(await field(page, 'Second contact (optional)').isVisible()).toBe(true);
    });
  });

  test('the code proves the contact; a name that is taken is replaced and the code kept', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page, { 'POST /api/accounts': [202, signUp], 'POST /api/accounts/confirmations': [409, fault('username_taken')], 'POST /api/accounts/codes': [202, {}] });
      await sendSignUp(page);
      await title(page, 'Type the code you got').waitFor();
      expect(lastSent(api)).toMatchObject({ username: 'Rose', sponsor: '7K3M-9QXT-2VBNA', language: 'en', termsAccepted: true });
      expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('Rose');
      await button(page, 'Send the code again').click();
      await page.getByText('A new code is on its way').waitFor();
      // Whoever looks for the code in their messages may find the page loaded anew.
      await page.reload();
      await button(page, 'Type the code').click();
      await field(page, 'The code of the message').fill('7k3m');
      await button(page, 'Confirm').click();
      await summary(page).getByText('A code has 13 digits').waitFor();
      await field(page, 'The code of the message').fill(code);
      await button(page, 'Confirm').click();
      await field(page, 'Another work name').fill('Rosa');
      api.answers['POST /api/accounts/confirmations'] = [201, { state: 'active' }];
      await button(page, 'Confirm').click();
      await title(page, 'Your account is made').waitFor();
      expect(lastSent(api)).toEqual({ signUp: signUp.signUp, code: '7K3M-9QXT-2VBNA', username: 'Rosa' });
      await button(page, 'Sign in').click();
      expect(await field(page, 'Username').inputValue()).toBe('Rosa');
      expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('typed')))).toEqual([]);
    });
  });
});

test('a forgotten password: the same answer for everybody, then a new one by the code', async () => {
  await onPage(async (page) => {
    const api = await mockApi(page, { 'POST /api/password-resets': [202, {}], 'POST /api/password-resets/7K3M-9QXT-2VBNA': [204] });
    await page.goto('/app');
    await button(page, 'Sign in').click();
    await button(page, 'I forgot my password').click();
    await field(page, 'E-mail address or mobile number of your account').fill('rose@example.org');
    await button(page, 'Send the code').click();
    await shown(page).getByText('If this contact is known').waitFor();
    await button(page, 'I have the code').click();
    await field(page, 'The code of the message').fill(code);
    await field(page, 'Password').fill('umbrella at noon');
    await field(page, 'The same password once more').fill('umbrella at noon');
    await button(page, 'Change the password').click();
    await title(page, 'Sign in').waitFor();
    expect(lastSent(api)).toEqual({ password: 'umbrella at noon' });
  });
});

test('an invitation leads to a name, a password and the second factor', async () => {
  await onPage(async (page) => {
    const api = await mockApi(page, { 'POST /api/invitations/token-1': [201, moderator], 'POST /api/account/second-factor': [201, secret] });
    await page.goto('/app#invitation=token-1');
    await field(page, 'Work name').fill('Iris');
    await field(page, 'Password').fill('umbrella at noon');
    await field(page, 'The same password once more').fill('umbrella at noon');
    await button(page, 'Begin').click();
    await title(page, 'Second proof').waitFor();
    expect(api.bodies).toContainEqual({ username: 'Iris', password: 'umbrella at noon', language: 'en' });
  });
});

test.each(['fr', 'en'])('axe finds nothing (%s) in any view, nor does anything stick out at 320 px', async (locale) => {
  await onPage(
    async (page) => {
      const api = await mockApi(page, { 'POST /api/accounts': [202, signUp], 'POST /api/account/second-factor': [201, secret] });
      await page.goto('/app');
      await shown(page).locator('.ways').waitFor();
      await examine(page, 'start');
      await shown(page).locator('.ways button').first().click();
      await shown(page).locator('form').waitFor();
      await shown(page).locator('button[type=submit]').click();
      await examine(page, 'sign-in');
      await shown(page).locator('button[type=submit] ~ button').click();
      await shown(page).locator('form').waitFor();
      await examine(page, 'forgot-password');
      await page.goto('/en/');
      await page.goto('/app#code=7K3M-9QXT-2VBNA');
      await shown(page).locator('summary').click();
      await shown(page).locator('button[type=submit]').click();
      await examine(page, 'sign-up');
      for (const [link, name] of [['reset=7K3M-9QXT-2VBNA', 'new-password'], ['invitation=token-1', 'invitation']] as const) {
        await page.goto('/en/');
        await page.goto(`/app#${link}`);
        await shown(page).locator('form').waitFor();
        await examine(page, name);
      }
      await page.evaluate((sent) => sessionStorage.setItem('typed-2', JSON.stringify(sent)), signUp);
      await page.reload();
      await shown(page).locator('.card button').click();
      await shown(page).locator('form').waitFor();
      await examine(page, 'confirm-contact');
      await examineMember(page, api);
    },
    { locale, viewport: { width: 320, height: 640 } }
  );
});

async function examineMember(page: Page, api: MockedApi): Promise<void> {
  const standings: SessionView[] = [waiting, { ...waiting, sponsor: 'declined' }, { ...waiting, state: 'suspended' }, moderator];
  for (const session of standings) {
    api.answers['GET /api/session'] = [200, session];
    await page.reload();
    await shown(page).locator('.standing').waitFor();
    await examine(page, `home: ${session.state} ${session.sponsor}`);
  }
  await shown(page).locator('.standing button').click();
  await shown(page).locator('input[type=password]').fill('umbrella at noon');
  await shown(page).locator('button[type=submit]').click();
  await shown(page).locator('.secret').waitFor();
  await examine(page, 'second-factor');
}

async function examine(page: Page, name: string): Promise<void> {
  await axeFindsNothing(page, name);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), name).toBeLessThanOrEqual(0);
}

async function tabTo(page: Page, text: string): Promise<void> {
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.textContent.trim())) === text) return;
  }
  throw new Error(`the Tab key does not reach ${text}`);
}
