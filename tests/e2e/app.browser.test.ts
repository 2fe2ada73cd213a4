import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { appTests, button, field, focused, member, shown, title } from '../support/app-page.ts';
import { neutralSite, untilKept } from '../support/browser.ts';
import { fault, mockApi } from '../support/mocked-api.ts';

const app = appTests({ whole: true });
const { onPage } = app;

async function open(page: Page): Promise<void> {
  await page.goto('/app');
  await title(page, 'Home').waitFor();
}

async function openSignUp(page: Page): Promise<void> {
  await open(page);
  await button(page, 'Create an account').click();
  await title(page, 'Create an account').waitFor();
}

async function fillSignUp(page: Page): Promise<void> {
  await field(page, 'Work name').fill('Rose');
  await field(page, 'Your contact: e-mail or mobile number').fill('06 12 34 56 78');
  await field(page, 'Their e-mail address, or the sponsorship code you got by text message').fill('iris@example.org');
  await field(page, 'Password').fill('umbrella at noon');
  await field(page, 'The same password once more').fill('umbrella at noon');
  await field(page, 'I accept the terms and conditions').check();
}

describe('views', () => {
  test('nobody is signed in: the real server says so, and the ways in are there', async () => {
    await onPage(async (page) => {
      await open(page);
      await button(page, 'Sign in').waitFor();
      expect(await page.getByText('Finding out').count()).toBe(0);
      expect(await page.title()).toBe('·');
    });
  });

  test('leave no address and no history; Back leads out at once', async () => {
    await onPage(async (page) => {
      await page.goto('about:blank');
      await open(page);
      const before = await page.evaluate(() => history.length);
      await button(page, 'Sign in').click();
      await button(page, 'I forgot my password').click();
      await button(page, 'I have the code').click();
      await title(page, 'New password').waitFor();
      expect(page.url()).toBe(`${app.server.origin}/app`);
      expect(await page.evaluate(() => history.length)).toBe(before);
      await page.goBack();
      expect(page.url()).toBe('about:blank');
    });
  });

  test.each([
    ['a CloseWatcher', ''],
    ['none', 'delete window.CloseWatcher']
  ])('close by Escape and by the button, one at a time, with %s', async (_name, script) => {
    await onPage(async (page) => {
      await page.addInitScript(script);
      await open(page);
      await button(page, 'Sign in').click();
      await button(page, 'I forgot my password').click();
      await title(page, 'I forgot my password').waitFor();
      await page.keyboard.press('Escape');
      await title(page, 'Sign in').waitFor();
      await page.keyboard.press('Escape');
      await title(page, 'Home').waitFor();
      await button(page, 'Create an account').click();
      await title(page, 'Create an account').waitFor();
      await page.getByRole('button', { name: 'Back' }).click();
      await title(page, 'Home').waitFor();
      expect(await page.getByRole('button', { name: 'Back' }).count()).toBe(0);
      expect(page.url()).toBe(`${app.server.origin}/app`);
    });
  });

  test('the focus goes to the heading of what opens, and back to what opened it', async () => {
    await onPage(async (page) => {
      await open(page);
      await button(page, 'Sign in').click();
      await title(page, 'Sign in').waitFor();
      await expect.poll(() => focused(page)).toBe('Sign in');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
      await page.keyboard.press('Escape');
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
      expect(await focused(page)).toBe('Sign in');
    });
  });

  test('one that cannot be fetched says so, and opens on the next try', async () => {
    await onPage(
      async (page) => {
        await open(page);
        await page.context().setOffline(true);
        await button(page, 'Sign in').click();
        await title(page, 'This did not open').waitFor();
        await page.context().setOffline(false);
        await button(page, 'Try again').click();
        await title(page, 'Sign in').waitFor();
      },
      { serviceWorkers: 'block' }
    );
  });

  test('the language changes in place, is remembered, and nothing else is', async () => {
    await onPage(async (page) => {
      await open(page);
      await button(page, 'Sign in').click();
      await field(page, 'Username').fill('Rose');
      await page.getByRole('button', { name: 'Français' }).click();
      await title(page, 'Me connecter').waitFor();
      expect(await field(page, 'Nom d’utilisateur').inputValue()).toBe('Rose');
      expect(await page.locator('html').getAttribute('lang')).toBe('fr');
      await page.reload();
      await title(page, 'Accueil').waitFor();
      expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{"language":"fr"}');
    });
  });

  test('a link of a message opens its view, and its code leaves the address at once', async () => {
    await onPage(async (page) => {
      await page.goto('/app#reset=7K3M-9QXT-2VBNA');
      await title(page, 'New password').waitFor();
      expect(await field(page, 'The code of the message').inputValue()).toBe('7K3M-9QXT-2VBNA');
      expect(page.url()).toBe(`${app.server.origin}/app`);
      // The same tab, already on the page.
      await page.evaluate(() => location.assign('/app#code=7k3m9qxt2vbna'));
      await title(page, 'Create an account').waitFor();
      expect(await field(page, 'Their e-mail address, or the sponsorship code you got by text message').inputValue()).toBe('7K3M-9QXT-2VBNA');
      expect(page.url()).toBe(`${app.server.origin}/app`);
    });
  });

  test('without JavaScript there is help, and a word on why one cannot sign in', async () => {
    await onPage(
      async (page) => {
        await page.goto('/app');
        expect(await page.locator('main').innerText()).toContain('Signing in needs JavaScript');
        expect(await page.getByText('The page is getting ready').isVisible()).toBe(false);
        await page.getByRole('link', { name: 'I was attacked' }).click();
        expect(await page.locator('h1').isVisible()).toBe(true);
      },
      { javaScriptEnabled: false }
    );
  });
});

describe('what is typed', () => {
  test('outlives an error, a lost network, a closed view and a page loaded anew; no password is stored', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page, { 'POST /api/accounts': [500, fault('failed')] });
      await openSignUp(page);
      await fillSignUp(page);
      await button(page, 'Create my account').click();
      await shown(page).getByText('The server could not do it').waitFor();
      for (const answer of ['lost', 'portal'] as const) {
        api.answers['POST /api/accounts'] = answer;
        await button(page, 'Create my account').click();
        await shown(page).getByText('the server does not answer').waitFor();
      }
      await page.keyboard.press('Escape');
      await button(page, 'Create an account').click();
      expect(await field(page, 'Work name').inputValue()).toBe('Rose');
      expect(await field(page, 'Password').inputValue()).toBe('umbrella at noon');
      const stored = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]));
      expect(stored).toContain('Rose');
      expect(stored).not.toContain('umbrella');
      await page.reload();
      await button(page, 'Create an account').click();
      expect(await field(page, 'Work name').inputValue()).toBe('Rose');
      expect(await field(page, 'I accept the terms and conditions').isChecked()).toBe(true);
      expect(await field(page, 'Password').inputValue()).toBe('');
    });
  });

  test('is gone after quick exit, and the server is told', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page);
      await openSignUp(page);
      await fillSignUp(page);
      await page.locator('[data-exit]').click();
      await page.waitForURL(neutralSite);
      await expect.poll(() => api.asked).toContain('POST /api/session/end');
      await page.goto('/app');
      await button(page, 'Create an account').click();
      expect(await field(page, 'Work name').inputValue()).toBe('');
      expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('Rose');
      // The beacon may have been lost: the server is told again, before anything else.
      const firstTwo = (): string[] => api.asked.slice(api.asked.indexOf('POST /api/session/end') + 1).slice(0, 2);
      await expect.poll(firstTwo).toEqual(['DELETE /api/session', 'GET /api/session']);
    });
  });

  test('Back after quick exit shows nothing of it', async () => {
    await onPage(async (page) => {
      await page.goto('/en/');
      await openSignUp(page);
      await fillSignUp(page);
      await page.locator('[data-exit]').click();
      await page.waitForURL(neutralSite);
      const again = page.waitForRequest(neutralSite);
      await page.goBack({ waitUntil: 'commit' }).catch(() => undefined);
      await again;
      expect(await page.getByText('Create an account').count()).toBe(0);
    });
  });
});

describe('with no network', () => {
  test('a member sees that nothing can be asked, and is asked for again when the network is back', async () => {
    await onPage(async (page, context) => {
      await page.goto('/en/');
      await untilKept(page, 'en');
      await context.setOffline(true);
      await page.goto('/app');
      await shown(page).getByText('If you were signed in, you still are').waitFor();
      await context.setOffline(false);
      await shown(page).getByText('If you were signed in, you still are').waitFor({ state: 'detached' });
      await button(page, 'Sign in').waitFor();
    });
  });

  test('a session that ended meanwhile is not shown when the network is back', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page, { 'GET /api/session': [200, member] });
      await open(page);
      await button(page, 'Sign out').waitFor();
      api.answers['GET /api/session'] = [401, fault('sign_in')];
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await title(page, 'Sign in').waitFor();
      expect(await page.getByText('Rose').count()).toBe(0);
    });
  });

  test('signing out works, and the server is told before anything else later', async () => {
    await onPage(async (page) => {
      const api = await mockApi(page, { 'GET /api/session': [200, member], 'DELETE /api/session': 'lost' });
      await open(page);
      await button(page, 'Sign out').click();
      await page.getByText('The server will know when the network is back').waitFor();
      await button(page, 'Sign in').waitFor();
      await page.reload();
      await button(page, 'Sign in').waitFor();
      expect(await page.getByText('Rose').count()).toBe(0);
      expect(api.asked.slice(-1)).toEqual(['DELETE /api/session']);
      api.answers = { ...api.answers, 'DELETE /api/session': [204], 'GET /api/session': [401, fault('sign_in')] };
      await page.reload();
      await expect.poll(() => api.asked.slice(-2)).toEqual(['DELETE /api/session', 'GET /api/session']);
      expect(await page.evaluate(() => localStorage.length)).toBe(0);
    });
  });
});
