import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { signedInAs } from '../support/api-client.ts';
import { lookFor, numberField } from '../support/alerts-page.ts';
import { appTests, button, shown, signInAs, title } from '../support/app-page.ts';

const app = appTests({ demo: true });

beforeAll(async () => {
  for (const [name, areas] of [['member', ['75']], ['colleague', ['13']]] as const) {
    await (await signedInAs(app.server, `demo-${name}`)).patch('/api/account', { language: 'en', areas });
  }
});

async function signIn(page: Page, name: string): Promise<void> {
  await signInAs(page, app.server, name);
  await button(page, 'View alerts').click();
  await numberField(page).waitFor();
}

const cards = (page: Page) => shown(page).locator('li.card');

test('a member finds an invented alert by number, by plate and in her area; another department finds it by number alone', async () => {
  await app.onPage(async (page) => {
    await signIn(page, 'demo-member');
    for (const typed of ['01 99 00 12 34', '+33 (0)1.99.00.12.34']) {
      await lookFor(page, typed);
      await cards(page).getByText('Rape, Strangling').waitFor();
      expect(await cards(page).innerText()).toContain('+33 1 99 00 12 34');
    }
    // Of a department that is not hers: the plate is asked for everywhere.
    await lookFor(page, 'aa 000 aa');
    await cards(page).getByText('Weapon, Held by force, Robbery').waitFor();
    await lookFor(page, '01 99 00 99 98');
    await shown(page).getByText('that does not mean that there is no danger').waitFor();
    await button(page, 'Paris (75)').click();
    await cards(page).getByText('Rape, Strangling').waitFor();
    const list = (await cards(page).allInnerTexts()).join('\n');
    expect(list).not.toContain('Marseille');
    expect(list).not.toContain('99 00 12 34');
    await cards(page).getByRole('button', { name: 'Rape, Strangling' }).click();
    await title(page, 'Very dangerous (Danger 6 of 6)').waitFor();
    await shown(page).getByText('+33 1 99 00 12 34').first().waitFor();
    await shown(page).getByText('3 independent reports').waitFor();
    await shown(page).getByText('Scar', { exact: true }).waitFor();
  });
  await app.onPage(async (page) => {
    await signIn(page, 'demo-colleague');
    const place = shown(page).getByRole('combobox');
    await place.fill('75011');
    await place.press('Enter');
    await shown(page).getByText('Paris (75) is not in your areas').waitFor();
    await button(page, 'Bouches-du-Rhône (13)').click();
    await cards(page).getByText('Weapon, Held by force, Robbery').waitFor();
    expect((await cards(page).allInnerTexts()).join('\n')).not.toContain('Rape, Strangling');
    await lookFor(page, '0199001234');
    await cards(page).getByText('Rape, Strangling').click();
    await shown(page).getByText('3 independent reports').waitFor();
  });
});
