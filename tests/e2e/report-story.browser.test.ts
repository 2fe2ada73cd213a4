import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import { generateTOTP } from '@oslojs/otp';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { demoPassword, signedInAs } from '../support/api-client.ts';
import { untilMemberPartsAreKept } from '../support/member-parts.ts';
import { appTests, button, field, shown, signInAs, title } from '../support/app-page.ts';

const app = appTests({ demo: true });
const onPage: typeof app.onPage = (run) => app.onPage(run, { locale: 'en-GB' });
const passphrase = 'lamp river copper seven moss anchor';

beforeAll(async () => {
  for (const name of ['member', 'colleague', 'partner', 'moderator']) await (await signedInAs(app.server, `demo-${name}`)).patch('/api/account', { language: 'en' });
  // Somebody of another department.
  await (await signedInAs(app.server, 'demo-partner')).patch('/api/account', { areas: ['69'] });
});

const signIn = (page: Page, name: string): Promise<void> => signInAs(page, app.server, name);

/** What a moderator does once in /app: password, and the second proof. */
async function enterDesk(page: Page): Promise<void> {
  const password = demoPassword(app.server, 'demo-moderator');
  await page.goto('/desk');
  await page.getByRole('heading', { name: 'Nobody is signed in' }).waitFor();
  const ask = (path: string, body: object): Promise<{ secret: string }> =>
    page.evaluate(
      async ([to, sent]) => {
        const answer = await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) });
        return (answer.status === 204 ? {} : await answer.json()) as { secret: string };
      },
      [path, body] as const
    );
  await ask('/api/session', { username: 'demo-moderator', password });
  const { secret } = await ask('/api/account/second-factor', { password });
  await ask('/api/account/second-factor/confirmations', { code: generateTOTP(decodeBase32IgnorePadding(secret), 30, 6) });
  await page.reload();
}

const cards = (page: Page) => shown(page).locator('li.card');

async function findsIt(page: Page, typed: string): Promise<void> {
  await field(page, 'Phone number, licence plate or e-mail').fill(typed);
  await button(page, 'Search').first().click();
  await shown(page).getByText('1 alert about').waitFor();
}

test('a report written in the underground is published, found by those who should, answered, and taken back', async () => {
  await onPage(async (desk) => {
    await enterDesk(desk);
    await desk.getByRole('button', { name: 'I forgot my passphrase' }).or(desk.getByRole('heading', { name: 'Your key to the reports' })).waitFor();
    if (await desk.getByRole('button', { name: 'I forgot my passphrase' }).isVisible()) await desk.getByRole('button', { name: 'I forgot my passphrase' }).click();
    await desk.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await desk.getByLabel('The same passphrase once more', { exact: true }).fill(passphrase);
    await desk.getByLabel('The password of your account', { exact: true }).fill(demoPassword(app.server, 'demo-moderator'));
    await desk.getByRole('button', { name: 'Make my key' }).click();
    await desk.getByRole('heading', { name: 'Reports', exact: true }).waitFor();

    await onPage(async (reporter, context) => {
      await signIn(reporter, 'demo-member');
      await button(reporter, 'Issue an alert').click();
      await field(reporter, 'What happened, in your words').waitFor();
      await untilMemberPartsAreKept(reporter, expect.arrayContaining([expect.stringMatching(/^age1/)]));
      await context.setOffline(true);
      await shown(reporter).getByLabel('Robbery', { exact: true }).check();
      await field(reporter, 'When').selectOption('Today');
      await field(reporter, 'Département').selectOption('75 Paris');
      await field(reporter, 'What happened, in your words').fill('He took my bag near the lift.');
      await button(reporter, 'Next part').click();
      await field(reporter, 'Phone number').fill('06 39 98 41 42');
      await field(reporter, 'Licence plate').fill('zz 987 zz');
      await button(reporter, 'Next part').click();
      await shown(reporter).getByRole('radio', { name: /^Very dangerous/ }).check();
      await field(reporter, 'I agree that the team uses this to warn others').check();
      await button(reporter, 'Send to the team').click();
      await title(reporter, 'Thank you: it is noted').waitFor();
      await shown(reporter).getByText('It has not left yet.').waitFor();
      await context.setOffline(false);
      await shown(reporter).getByText('The Jasmine team has your report.').waitFor();

      // Locked and unlocked: a wrong passphrase opens nothing.
      await desk.getByRole('button', { name: 'Lock' }).click();
      await desk.getByLabel('Passphrase', { exact: true }).fill('not this one');
      await desk.getByRole('button', { name: 'Open', exact: true }).click();
      await desk.getByText('This passphrase does not open the key.').first().waitFor();
      await desk.getByLabel('Passphrase', { exact: true }).fill(passphrase);
      await desk.getByRole('button', { name: 'Open', exact: true }).click();
      await desk.getByRole('listitem').filter({ hasText: 'Very dangerous' }).getByRole('button').click();
      await desk.getByText('He took my bag near the lift.').waitFor();

      await desk.getByRole('heading', { name: /^Report of/ }).focus();
      await desk.keyboard.press('c');
      const form = desk.getByRole('region', { name: 'Publish the coded part now' });
      await form.getByRole('button', { name: 'Publish the coded part now' }).click();
      await desk.getByRole('article').getByText('Coded part published').first().waitFor();
      await desk.keyboard.press('p');
      await desk.getByLabel('What happened', { exact: true }).fill('Took a bag and left.');
      await desk.getByRole('region', { name: 'Publish all of it' }).getByRole('button', { name: 'Publish all of it' }).click();
      await desk.getByRole('article').getByRole('listitem').filter({ hasText: '· published' }).waitFor();

      await onPage(async (neighbour) => {
        await signIn(neighbour, 'demo-colleague');
        await button(neighbour, 'View alerts').click();
        await findsIt(neighbour, '+33 6 39 98 41 42');
        await findsIt(neighbour, 'ZZ-987-ZZ');
        await button(neighbour, 'Paris (75)').click();
        await cards(neighbour).filter({ hasText: '•42' }).last().getByRole('button').click();
        await shown(neighbour).getByText('Took a bag and left.').waitFor();
      });

      await onPage(async (stranger) => {
        await signIn(stranger, 'demo-partner');
        await button(stranger, 'View alerts').click();
        await button(stranger, 'Rhône (69)').click();
        await shown(stranger).getByText('newest first').waitFor();
        expect(await cards(stranger).count()).toBeGreaterThan(0);
        expect(await cards(stranger).filter({ hasText: '•42' }).count()).toBe(0);
        await findsIt(stranger, '0639984142');
      });

      await desk.keyboard.press('a');
      await desk.getByLabel('Your question', { exact: true }).fill('Which lift was it?');
      await desk.getByRole('region', { name: 'Ask the reporter' }).getByRole('button', { name: 'Ask the reporter' }).click();
      await desk.getByRole('listitem').filter({ hasText: 'Which lift was it?' }).waitFor();

      await reporter.goto('/app');
      await button(reporter, 'My reports').click();
      await shown(reporter).getByText('Published', { exact: true }).waitFor();
      await shown(reporter).getByRole('button', { name: /^Open/ }).click();
      await shown(reporter).getByText('Which lift was it?').waitFor();
      await field(reporter, 'Write to the team').fill('The left one.');
      await button(reporter, 'Send the message').click();
      await shown(reporter).getByText('You have answered.').first().waitFor();
      await desk.getByRole('button', { name: 'Look for new ones' }).click();
      await desk.getByText('The left one.').waitFor();

      await button(reporter, 'Take it back').click();
      await button(reporter, 'Yes, take it back').click();
      await reporter.getByText('The report is taken back and erased.').waitFor();
      await desk.getByRole('button', { name: 'Look for new ones' }).click();
      await desk.getByText('He took my bag near the lift.').waitFor({ state: 'detached' });
    });
  });
});
