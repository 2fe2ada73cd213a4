import { describe, expect, test } from 'vitest';
import { IdentityBody } from '../../src/domain/desk-api.ts';
import { unwrapIdentity } from '../../src/lib/sealing/passphrase.ts';
import { recipientOf } from '../../src/lib/sealing/seal.ts';
import * as v from 'valibot';
import { appTests, focused, member } from '../support/app-page.ts';
import { neutralSite } from '../support/browser.ts';
import { bodiesOf, button, field, fullContent, heading, mockDesk, moderatorSession, passphrase, queued, read, unlock } from '../support/desk-page.ts';
import { fault, type MockedAnswer } from '../support/mocked-api.ts';

const app = appTests();
const onPage: typeof app.onPage = (run) => app.onPage(run, { locale: 'en-GB' });
const one = [{ name: 'one', content: fullContent }];

describe('who comes to the desk', () => {
  const comers: readonly (readonly [string, MockedAnswer, string, string | undefined])[] = [
    ['without a session', [401, fault('sign_in')], 'Nobody is signed in', 'Go and sign in'],
    ['as a member', [200, member], 'This account has no desk', undefined],
    ['as a moderator whose account is suspended', [200, { ...moderatorSession, state: 'suspended' }], 'This account has no desk', undefined],
    ['without a second proof', [200, { ...moderatorSession, secondFactor: 'set-up' }], 'A second proof is missing', 'Go and set it up']
  ];
  test.each(comers)('%s is told what is missing', async (_who, session, title, link) => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one, { 'GET /api/session': session });
      await page.goto('/desk');
      await heading(page, title).waitFor();
      expect(await page.title()).toBe('·');
      expect(api.asked.filter((asked) => asked.includes('/api/desk'))).toEqual([]);
      const links = page.locator('main a');
      expect(await links.count()).toBe(link === undefined ? 0 : 1);
      if (link !== undefined) expect(await links.getAttribute('href')).toBe('/app');
    });
  });

  test('without the network goes on when it is back', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one, { 'GET /api/session': 'lost' });
      await page.goto('/desk');
      await heading(page, 'No network, or the server does not answer').waitFor();
      api.answers['GET /api/session'] = [200, moderatorSession];
      await button(page, 'Try again').click();
      await heading(page, 'Open the desk').waitFor();
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    });
  });

  test('after a quick exit that the server did not hear of is signed out first', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one, { 'DELETE /api/session': 'lost' });
      await page.goto('/desk');
      await heading(page, 'Open the desk').waitFor();
      await page.evaluate(() => localStorage.setItem('sign-out-owed', '1'));
      api.asked.length = 0;
      await page.reload();
      await heading(page, 'No network, or the server does not answer').waitFor();
      expect(api.asked).toEqual(['DELETE /api/session']);
      Object.assign(api.answers, { 'DELETE /api/session': [204], 'GET /api/session': [401, fault('sign_in')] });
      await button(page, 'Try again').click();
      await heading(page, 'Nobody is signed in').waitFor();
    });
  });

  test('in French reads French, and may change', async () => {
    await app.onPage(
      async (page) => {
        await mockDesk(page, one);
        await page.goto('/desk');
        await heading(page, 'Ouvrir le bureau').waitFor();
        await button(page, 'English').click();
        await heading(page, 'Open the desk').waitFor();
        expect(await page.locator('html').getAttribute('lang')).toBe('en');
      },
      { locale: 'fr-FR' }
    );
  });
});

describe('a key', () => {
  const fill = async (page: Parameters<Parameters<typeof onPage>[0]>[0], [first, second, password]: readonly [string, string, string]): Promise<void> => {
    await field(page, 'Passphrase').fill(first);
    await field(page, 'The same passphrase once more').fill(second);
    await field(page, 'The password of your account').fill(password);
    await button(page, 'Make my key').click();
  };

  test('is made at the first visit, under a passphrase that never leaves the page', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, [], { 'GET /api/desk/identity': [200, {}], 'POST /api/desk/identity': [403, fault('wrong_password')] });
      await page.goto('/desk');
      await heading(page, 'Your key to the reports').waitFor();
      await fill(page, ['too short', 'too short', '']);
      await page.getByText('The passphrase is too short').first().waitFor();
      await fill(page, [passphrase, `${passphrase}x`, 'secret']);
      await page.getByText('The two passphrases are not the same.').first().waitFor();
      expect(api.asked).not.toContain('POST /api/desk/identity');
      await fill(page, [passphrase, passphrase, 'wrong one']);
      await page.getByText('This is not the password of your account.').first().waitFor();
      expect(await field(page, 'Passphrase').inputValue()).toBe(passphrase);
      api.answers['POST /api/desk/identity'] = [201, {}];
      await fill(page, [passphrase, passphrase, 'the right one']);
      await page.getByText('Nothing here.').waitFor();
      const sent = v.parse(IdentityBody, bodiesOf(api, 'POST /api/desk/identity').at(-1));
      expect(sent.password).toBe('the right one');
      expect(sent.replace).toBeUndefined();
      expect(await recipientOf(await unwrapIdentity(sent.wrapped, passphrase))).toBe(sent.recipient);
      expect(JSON.stringify(api.bodies)).not.toContain('copper');
      expect(await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]))).not.toContain('AGE-SECRET');
    });
  });

  test('whose passphrase is forgotten is replaced by another, which says what follows', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one, { 'POST /api/desk/identity': [201, {}] });
      await page.goto('/desk');
      await button(page, 'I forgot my passphrase').click();
      await page.getByText('ask a colleague').waitFor();
      await fill(page, [passphrase, passphrase, 'secret']);
      // What was sealed to the old one.
      await queued(page).getByText('Not sealed to you').waitFor();
      expect(v.parse(IdentityBody, bodiesOf(api, 'POST /api/desk/identity')[0]).replace).toBe(true);
      await queued(page).getByRole('button').click();
      await page.getByText('This report was sealed before you came.').waitFor();
      expect(await button(page, 'Publish all of it').count()).toBe(0);
    });
  });

  test('opens with its passphrase alone', async () => {
    await onPage(async (page) => {
      await mockDesk(page, one);
      await page.goto('/desk');
      await field(page, 'Passphrase').fill('lamp river copper seven moss');
      await page.keyboard.press('Enter');
      await page.getByText('This passphrase does not open the key.').first().waitFor();
      expect(await queued(page).count()).toBe(0);
      await field(page, 'Passphrase').fill(passphrase);
      await page.keyboard.press('Enter');
      await queued(page).getByText('Very dangerous').waitFor();
      await expect.poll(() => focused(page)).toBe('Reports');
    });
  });
});

describe('the desk closes', () => {
  test('by a button and by a key, and nothing of a report is left', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      await unlock(page);
      for (const lock of [() => button(page, 'Lock').click(), () => page.keyboard.press('l')]) {
        await read(page, 'Very dangerous');
        await page.getByText('He waited by the lift.').waitFor();
        await lock();
        await heading(page, 'Open the desk').waitFor();
        expect(await page.content()).not.toContain('He waited');
        expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
        await page.keyboard.type(passphrase);
        await page.keyboard.press('Enter');
        await queued(page).getByText('Very dangerous').waitFor();
      }
      // Nor is it in memory: each time it is asked for and opened anew.
      expect(api.asked.filter((asked) => asked.startsWith('GET /api/desk/reports/'))).toHaveLength(3);
    });
  });

  test('after a quarter of an hour without a sign of anybody, also one that the computer slept through', async () => {
    await onPage(async (page) => {
      await page.clock.install();
      await mockDesk(page, one);
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.clock.fastForward('14:00');
      await page.keyboard.press('Shift');
      await page.clock.fastForward('14:00');
      await page.getByText('He waited by the lift.').waitFor();
      await page.clock.fastForward('01:01');
      await heading(page, 'Open the desk').waitFor();

      await field(page, 'Passphrase').fill(passphrase);
      await page.keyboard.press('Enter');
      await read(page, 'Very dangerous');
      await page.clock.setSystemTime(new Date(Date.now() + 24 * 3_600_000));
      await page.keyboard.press('Shift');
      await heading(page, 'Open the desk').waitFor();
    });
  });

  test.each(['the quick exit', 'another page'] as const)('with %s: what the page still holds is a locked desk', async (way) => {
    await onPage(async (page, context) => {
      await mockDesk(page, one);
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.getByText('He waited by the lift.').waitFor();
      // The next page never comes, so that this one can be asked what it remembers.
      await context.route(neutralSite, () => undefined);
      const held = await page.evaluate(async (leaves) => {
        const main = document.querySelector('main');
        if (leaves) document.querySelector<HTMLElement>('[data-exit]')?.click();
        else dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
        await new Promise((resolve) => setTimeout(resolve));
        return main?.textContent;
      }, way === 'the quick exit');
      expect(held).toContain('Open the desk');
      expect(held).not.toContain('He waited');
    });
  });

  test('when the session has ended', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one);
      await unlock(page);
      await read(page, 'Very dangerous');
      api.answers['GET /api/desk/reports'] = [401, fault('sign_in')];
      await button(page, 'Look for new ones').click();
      await heading(page, 'Nobody is signed in').waitFor();
      expect(await page.content()).not.toContain('He waited');
    });
  });
});
