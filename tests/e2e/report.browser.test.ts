import { describe, expect, test } from 'vitest';
import { sizeClasses } from '../../src/domain/padding.ts';
import { appTests, button, field, focused, shown, title } from '../support/app-page.ts';
import { moderator, opened, openForm, part, posted, signedIn, untilKept } from '../support/report-page.ts';

const app = appTests();

describe('the form', () => {
  test('says exactly what was typed, to whom it was sealed, and to nobody else', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await openForm(page);
      await button(page, 'Add more details').click();
      await shown(page).getByLabel('Robbery', { exact: true }).check();
      await shown(page).getByText('More What happened').click();
      await shown(page).getByLabel('Strangling', { exact: true }).check();
      await field(page, 'When').selectOption('Another day');
      await field(page, 'Which day').fill('2026-11-03');
      await field(page, 'Time of day').selectOption('Night');
      await field(page, 'Département').selectOption('69 Rhône');
      await field(page, 'Where: town or postcode').fill('Lyon 3e');
      await field(page, 'What kind of place').selectOption('Hotel');
      await field(page, 'The place, in words').fill('rue des Lilas 7');
      await field(page, 'What happened, in your words').fill('Il a dit « non ».\n你好');
      await button(page, 'Next part').click();
      await part(page, 2);
      await field(page, 'Phone number').fill('06 12 34 56 78');
      await shown(page).getByText('We read: +33 6 12 34 56 78').waitFor();
      await button(page, 'Another number').click();
      await field(page, 'Phone number, number 2').fill('06 12 34 5x');
      await shown(page).getByText('We cannot read this one.').waitFor();
      await field(page, 'E-mail address').fill('Bad.Man@Example.org');
      await field(page, 'Licence plate').fill('ab 123 cd');
      await shown(page).getByText('We read: AB-123-CD').waitFor();
      await field(page, 'Names they use').fill('Marc');
      await field(page, 'Profiles on the internet').fill('https://example.org/marc');
      await field(page, 'What they look like').fill('grand');
      await field(page, 'How many people they were').fill('2');
      await field(page, 'Age').selectOption('40 to 49');
      await shown(page).getByLabel('Tattoo', { exact: true }).check();
      await field(page, 'Vehicle').selectOption('Van');
      await button(page, 'Next part').click();
      await part(page, 3);
      await shown(page).getByRole('radio', { name: /^Dangerous/ }).check();
      await field(page, 'How the team can call you back').fill('le soir');
      await field(page, 'I agree that the team uses this to warn others').check();
      await button(page, 'Send to the team').click();
      await shown(page).getByText('The Jasmine team has your report.').waitFor();
      await shown(page).getByText('This is not a statement to the police').waitFor();
      await shown(page).getByText('within 48 hours').waitFor();

      const [body, ...others] = posted(api);
      expect(others).toEqual([]);
      expect(body).toMatchObject({ department: '69', consents: { share: true, transfer: false }, sealedTo: [moderator.recipient] });
      const content = await opened(body ?? expect.fail());
      expect(content).toEqual({
        version: 1,
        language: 'en',
        events: ['strangling', 'robbery'],
        profile: [],
        people: 2,
        when: { date: '2026-11-03', partOfDay: 'night' },
        where: { department: '69', town: 'Lyon 3e', placeType: 'hotel' },
        appearance: { age: '40s', hair: [], face: [], signs: ['tattoo'] },
        vehicle: { type: 'van' },
        identifiers: [
          { kind: 'phone', value: '+33612345678' },
          { kind: 'plate', value: 'AB123CD' },
          { kind: 'email', value: 'bad.man@example.org' }
        ],
        pseudonyms: ['Marc'],
        links: ['https://example.org/marc'],
        place: 'rue des Lilas 7',
        details: 'Il a dit « non ».\n你好\nPhone number, as typed: 06 12 34 5x',
        looks: 'grand',
        level: 'dangerous',
        callBack: 'le soir',
        consents: { share: true, transfer: false },
        replyTo: content.replyTo
      });
      // Nothing else of it travels, and the size is that of its class.
      expect(JSON.stringify({ ...body, sealed: '', sealedTo: [] })).not.toMatch(/Lilas|Marc|6123|strangling/);
      expect(sizeClasses.map((size) => Math.ceil(((size + 16 + 16 + 200) * 4) / 3)).some((size) => Math.abs(size - (body?.sealed.length ?? 0)) < 100)).toBe(true);
    });
  });

  test('needs the agreement, and nothing else; for somebody else, theirs', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await openForm(page);
      await button(page, 'Go to the end').click();
      await button(page, 'Send to the team').click();
      await shown(page).getByRole('alert').getByText('Tick your agreement').waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
      await field(page, 'I agree that the team uses this to warn others').check();
      await button(page, 'Add more details').click();
      await field(page, 'I report for somebody else').check();
      await button(page, 'Send to the team').click();
      await shown(page).getByRole('alert').getByText('Say how the person agreed').waitFor();
      expect(posted(api)).toEqual([]);
      await shown(page).getByRole('radio', { name: 'They said so' }).check();
      await button(page, 'Send to the team').click();
      await title(page, 'Thank you: it is noted').waitFor();
      await expect.poll(() => posted(api).length).toBe(1);
      expect((await opened(posted(api)[0] ?? expect.fail())).onBehalf).toMatchObject({ consent: 'spoken' });
    });
  });

  test('keeps what was typed: page loaded anew, signed out, other language, another part, Back', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await openForm(page);
      await field(page, 'What happened, in your words').fill('all of this');
      await untilKept(page);
      await page.reload();
      await button(page, 'Issue an alert').click();
      expect(await field(page, 'What happened, in your words').inputValue()).toBe('all of this');
      await button(page, 'Next part').click();
      await field(page, 'Phone number').fill('0612345678');
      await page.keyboard.press('Escape');
      await part(page, 1);
      await page.getByRole('button', { name: 'Français' }).click();
      expect(await field(page, 'Ce qui s’est passé, avec vos mots').inputValue()).toBe('all of this');
      await page.getByRole('button', { name: 'Retour' }).click();
      api.answers['DELETE /api/session'] = [204];
      await button(page, 'Me déconnecter').click();
      await button(page, 'Me connecter').waitFor();
      // Whoever has the phone in hand is told nothing.
      expect(await shown(page).getByText('signalement').count()).toBe(0);
      await page.reload();
      await button(page, 'Lancer une alerte').click();
      await button(page, 'Partie suivante').click();
      expect(await field(page, 'Numéro de téléphone').inputValue()).toBe('0612345678');
    });
  });

  test('a draft that is deleted is gone, once it was asked', async () => {
    await app.onPage(async (page) => {
      await signedIn(page);
      await openForm(page);
      await field(page, 'What happened, in your words').fill('all of this');
      await untilKept(page);
      await button(page, 'Delete this draft').click();
      await button(page, 'Go back').click();
      expect(await focused(page)).toBe('Delete this draft');
      await button(page, 'Delete this draft').click();
      await button(page, 'Yes, delete it').click();
      await page.getByText('The draft is deleted.').waitFor();
      expect(await field(page, 'What happened, in your words').inputValue()).toBe('');
      await page.reload();
      await button(page, 'Issue an alert').click();
      expect(await field(page, 'What happened, in your words').inputValue()).toBe('');
      expect(await shown(page).getByText('Your draft is kept').count()).toBe(0);
    });
  });

  test('says when reporting is not open, with the team’s number, and keeps the draft', async () => {
    await app.onPage(async (page) => {
      const api = await signedIn(page);
      await openForm(page);
      await field(page, 'What happened, in your words').fill('all of this');
      await untilKept(page);
      api.answers['GET /api/reports/recipients'] = [200, { recipients: [] }];
      await page.reload();
      await button(page, 'Issue an alert').click();
      await shown(page).getByText('Reporting is not open yet').waitFor();
      await shown(page).getByText('What you wrote is kept on this phone.').waitFor();
      expect(await shown(page).getByRole('link', { name: /\d\d \d\d/ }).count()).toBe(1);
    });
  });
});

test('needs no mouse', async () => {
  await app.onPage(async (page) => {
    const api = await signedIn(page);
    await page.goto('/app');
    await button(page, 'Issue an alert').press('Enter');
    await part(page, 1);
    await field(page, 'What happened, in your words').focus();
    await page.keyboard.type('by keys');
    const press = async (name: string): Promise<void> => {
      for (let steps = 0; (await focused(page)) !== name; steps += 1) {
        if (steps > 60) expect.fail(`no way to ${name}`);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
    };
    await press('Next part');
    await part(page, 2);
    expect(await focused(page)).toContain('Part 2 of 3');
    await press('Next part');
    await part(page, 3);
    await field(page, 'I agree that the team uses this to warn others').focus();
    await page.keyboard.press('Space');
    await press('Send to the team');
    await title(page, 'Thank you: it is noted').waitFor();
    await expect.poll(() => posted(api).length).toBe(1);
  });
});
