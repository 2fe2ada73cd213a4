import { describe, expect, test } from 'vitest';
import type { DeskPartner } from '../../src/domain/desk-api.ts';
import { openWith } from '../../src/lib/sealing/seal.ts';
import { appTests, focused } from '../support/app-page.ts';
import { button, content, decisions, doing, fullContent, idOf, mockDesk, moderator, partner, read, unlock } from '../support/desk-page.ts';

const app = appTests();
const onPage: typeof app.onPage = (run) => app.onPage(run, { locale: 'en-GB' });
const one = [{ name: 'one', content: fullContent }];

describe('transferring', () => {
  const partners: readonly DeskPartner[] = [
    { id: 'far', name: 'Far away', areas: ['13'], recipient: moderator.recipient },
    { id: 'harbour', name: 'Harbour', areas: ['75', '93'], recipient: partner.recipient }
  ];

  test('without the reporter’s consent is refused, and says why', async () => {
    await onPage(async (page) => {
      const api = await mockDesk(page, one, {}, { partners });
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.keyboard.press('t');
      await doing(page, 'Transfer').getByText('The reporter has not agreed to a transfer.').waitFor();
      expect(await doing(page, 'Transfer').getByRole('button').allTextContents()).toEqual(['Back']);
      expect(decisions(api, 'one')).toEqual([]);
    });
  });

  test('with it offers who works there first, and seals all of it to that partner alone', async () => {
    await onPage(async (page) => {
      const agreed = content({ ...fullContent, consents: { share: true, transfer: true } });
      const api = await mockDesk(page, [{ name: 'one', content: agreed }], {}, { partners });
      await unlock(page);
      await read(page, 'Very dangerous');
      await page.keyboard.press('t');
      await expect.poll(() => focused(page)).toBe('Harbour (75, 93)');
      await page.keyboard.press('Enter');
      await page.getByRole('article').getByRole('listitem').filter({ hasText: '· transferred' }).waitFor();
      const act = decisions(api, 'one')[0]?.act;
      expect(act).toMatchObject({ kind: 'transfer', partner: 'harbour' });
      const sealed = act?.kind === 'transfer' ? act.sealed : '';
      expect(await openWith(partner.identity, sealed)).toBe(JSON.stringify(agreed));
      await expect(openWith(moderator.identity, sealed)).rejects.toThrow();
    });
  });
});

test('refusing takes a reason; what is refused is opened again; deleting asks first', async () => {
  await onPage(async (page) => {
    const api = await mockDesk(page, one);
    await unlock(page);
    await read(page, 'Very dangerous');
    await page.keyboard.press('r');
    const form = doing(page, 'Refuse');
    await form.getByRole('button', { name: 'Refuse' }).click();
    await form.getByText('Choose a reason.').waitFor();
    await form.getByRole('radio', { name: 'It could not be confirmed' }).check();
    await form.getByRole('button', { name: 'Refuse' }).click();
    await page.getByRole('article').getByRole('listitem').filter({ hasText: 'refused: It could not be confirmed' }).waitFor();
    await button(page, 'Open again').click();
    await doing(page, 'Open again').getByRole('button', { name: 'Open again' }).click();
    await page.getByRole('article').getByText('opened again').waitFor();
    expect(decisions(api, 'one').map(({ act }) => act)).toEqual([{ kind: 'refuse', reason: 'unlikely' }, { kind: 'reopen' }]);
    await button(page, 'Delete').click();
    expect(api.asked.some((asked) => asked.startsWith('DELETE'))).toBe(false);
    await doing(page, 'Delete').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Nothing here.').waitFor();
    expect(api.asked).toContain(`DELETE /api/desk/reports/${idOf('one')}`);
    await expect.poll(() => focused(page)).toBe('Reports');
  });
});
