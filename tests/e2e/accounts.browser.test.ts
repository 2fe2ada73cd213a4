import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoPassword, signedInAs } from '../support/api-client.ts';
import { appTests, button, field, shown } from '../support/app-page.ts';
import { codeTo, messageTo } from '../support/mailbox.ts';

const app = appTests({ demo: true });

beforeAll(async () => {
  // Whoever signs in gets the language of the account.
  for (const name of ['member', 'colleague', 'partner', 'moderator']) await (await signedInAs(app.server, `demo-${name}`)).patch('/api/account', { language: 'en' });
});

const password = 'umbrella at noon';
const heading = (page: Page, name: string) => shown(page).getByRole('heading', { name, exact: true });

/** Every address that a page of these stories asked for or stood on. */
const addresses: string[] = [];
/** Names, contacts and passwords of the people in these stories, as typed. */
const personal = new Set<string>();

/** A person with a phone of her own. */
async function on(run: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const followed = async (page: Page, context: BrowserContext): Promise<void> => {
    context.on('request', (request) => addresses.push(request.url()));
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    await run(page, context);
  };
  await app.onPage(followed, { locale: 'en-GB', acceptDownloads: true });
}

async function signUp(page: Page, of: { name: string; contact: string; sponsor: string }): Promise<void> {
  for (const told of [of.name, of.contact, of.sponsor, password]) personal.add(told);
  await page.goto('/app');
  await button(page, 'Create an account').click();
  await field(page, 'Work name').fill(of.name);
  await field(page, 'Your contact: e-mail or mobile number').fill(of.contact);
  await field(page, 'Their e-mail address, or the sponsorship code you got by text message').fill(of.sponsor);
  await field(page, 'Password').fill(password);
  await field(page, 'The same password once more').fill(password);
  await field(page, 'I accept the terms and conditions').check();
  await button(page, 'Create my account').click();
  await heading(page, 'Type the code you got').waitFor();
}

async function prove(page: Page, contact: string): Promise<void> {
  await field(page, 'The code of the message').fill((await codeTo(app.server, addressOf(contact), undefined, 'contact-code')).toLowerCase().replaceAll('-', ' '));
  await button(page, 'Confirm').click();
  await heading(page, 'Your account is made').waitFor();
}

async function signIn(page: Page, name: string, secret = password): Promise<void> {
  await giveCredentials(page, name, secret);
  await shown(page).getByText(`Signed in as ${name}`).waitFor();
}

async function giveCredentials(page: Page, name: string, secret: string): Promise<void> {
  for (const told of [name, secret]) personal.add(told);
  await page.goto('/app');
  await button(page, 'Sign in').click();
  await field(page, 'Username').fill(name);
  await field(page, 'Password').fill(secret);
  await button(page, 'Sign in').click();
}

const signInDemo = (page: Page, name: string) => signIn(page, name, demoPassword(app.server, name));

async function open(page: Page, ...entries: string[]): Promise<void> {
  for (const entry of entries) await shown(page).getByRole('button', { name: entry }).click();
}

/** As messages are addressed: a number in its one form. */
function addressOf(contact: string): string {
  return contact.includes('@') ? contact : `+33${contact.replaceAll(' ', '').slice(1)}`;
}

/** Signed up by a code that the partner sent, and signed in. */
async function member(page: Page, name: string, contact: string, phone: string): Promise<void> {
  personal.add(phone);
  await on(async (partner) => {
    await signInDemo(partner, 'demo-partner');
    await open(partner, 'People I sponsor');
    await field(partner, 'The person’s mobile number').fill(phone);
    await button(partner, 'Send the code').click();
    await partner.getByText('The code is on its way.').waitFor();
  });
  await signUp(page, { name, contact, sponsor: (await codeTo(app.server, addressOf(phone), undefined, 'sponsorship-code')).toLowerCase() });
  await prove(page, contact);
  await signIn(page, name);
}

describe('in a browser, with the real server', () => {
  test('somebody signs up by a sponsor’s e-mail, waits, and is let in', async () => {
    await on(async (page) => {
      await signUp(page, { name: 'Azalea', contact: 'azalea@mail.example', sponsor: 'demo-member@jasmine.example' });
      await prove(page, 'azalea@mail.example');
      await signIn(page, 'Azalea');
      await heading(page, 'Your account waits for an answer').waitFor();
      await messageTo(app.server, 'demo-member@jasmine.example', ({ kind }) => kind === 'sponsor-asked');
      await on(async (sponsor) => {
        await signInDemo(sponsor, 'demo-member');
        await open(sponsor, 'People I sponsor');
        await shown(sponsor).getByRole('listitem').filter({ hasText: 'Azalea' }).getByRole('button', { name: 'Confirm' }).click();
        await sponsor.getByText('Sponsorship confirmed: Azalea can come in.').waitFor();
      });
      await messageTo(app.server, 'azalea@mail.example', ({ kind }) => kind === 'account-confirmed');
      await page.reload();
      await button(page, 'People I sponsor').waitFor();
      expect(new URL(page.url()).pathname).toBe('/app');
    });
  });

  test('somebody signs up by a text message’s code that a partner sent, and is in at once', async () => {
    await on(async (page) => {
      await member(page, 'Bryony', '06 20 30 40 50', '06 20 30 40 50');
      await button(page, 'People I sponsor').waitFor();
    });
  });

  test('a sponsor says no; the newcomer names another', async () => {
    await on(async (page) => {
      await signUp(page, { name: 'Camellia', contact: 'camellia@mail.example', sponsor: 'demo-colleague@jasmine.example' });
      await prove(page, 'camellia@mail.example');
      await messageTo(app.server, 'demo-colleague@jasmine.example', ({ kind }) => kind === 'sponsor-asked');
      await on(async (sponsor) => {
        await signInDemo(sponsor, 'demo-colleague');
        await open(sponsor, 'People I sponsor');
        await button(sponsor, 'Say no').click();
        await button(sponsor, 'Yes, say no').click();
        await sponsor.getByText('You have said no to Camellia.').waitFor();
      });
      await messageTo(app.server, 'camellia@mail.example', ({ kind }) => kind === 'sponsor-declined');
      await signIn(page, 'Camellia');
      await heading(page, 'Nobody has confirmed yet').waitFor();
      await open(page, 'Name another sponsor');
      await field(page, 'The person’s e-mail address, or the code you got').fill('demo-partner@jasmine.example');
      await button(page, 'Ask').click();
      await messageTo(app.server, 'demo-partner@jasmine.example', ({ kind }) => kind === 'sponsor-asked');
    });
  });

  test.each([
    ['e-mail', 'dahlia@mail.example', '06 21 31 41 51'],
    ['text message', '06 22 32 42 52', '06 22 32 42 53']
  ])('a forgotten password is replaced by %s', async (way, contact, phone) => {
    await on(async (page) => {
      const name = `Forgetful by ${way}`;
      await member(page, name, contact, phone);
      await button(page, 'Sign out').click();
      await page.goto('/app');
      await button(page, 'Sign in').click();
      await button(page, 'I forgot my password').click();
      await field(page, 'E-mail address or mobile number of your account').fill(contact);
      await button(page, 'Send the code').click();
      await button(page, 'I have the code').click();
      await field(page, 'The code of the message').fill(await codeTo(app.server, addressOf(contact), undefined, 'password-reset'));
      await field(page, 'Password').fill('lantern by the door');
      await field(page, 'The same password once more').fill('lantern by the door');
      await button(page, 'Change the password').click();
      await page.getByText('Your password is changed. Sign in with the new one.').waitFor();
      await signIn(page, name, 'lantern by the door');
    });
  });

  test('a contact is replaced once its code is typed; another session is ended', async () => {
    await on(async (page) => {
      await member(page, 'Erica', 'erica@mail.example', '06 23 33 43 53');
      await open(page, 'My account', 'My contacts');
      await button(page, 'Replace').click();
      personal.add('erica.new@mail.example');
      await field(page, 'E-mail address or mobile number').fill('erica.new@mail.example');
      await field(page, 'Your password').fill(password);
      await button(page, 'Send a code').click();
      await field(page, 'The code you got').fill(await codeTo(app.server, 'erica.new@mail.example'));
      await button(page, 'Confirm').click();
      await page.getByText('Your contact is confirmed.').waitFor();
      await messageTo(app.server, 'erica@mail.example', ({ kind }) => kind === 'contact-changed');

      await on(async (other) => {
        await signIn(other, 'Erica');
        await page.reload();
        await open(page, 'My account', 'Devices signed in');
        await button(page, 'Sign out all others').click();
        await page.getByText('The device is signed out.').waitFor();
        await other.reload();
        await button(other, 'Create an account').waitFor();
      });
    });
  });

  test('my data: copied, paused, erased; then sign-in fails as for anybody unknown, and nothing is left in the store’s files', async () => {
    await on(async (page) => {
      await member(page, 'Freesia-marker', 'freesia-marker@mail.example', '06 24 34 44 54');
      await open(page, 'My data');
      for (const [name, pattern] of [['JSON file', /"username": "Freesia-marker"/], ['Page to read', /<td>Freesia-marker/]] as const) {
        const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
        expect(readFileSync(await download.path(), 'utf8')).toMatch(pattern);
        expect(download.suggestedFilename()).not.toMatch(/jasmine|alert|freesia/i);
      }
      await button(page, 'Pause').click();
      await page.getByText('Your data are paused.').waitFor();
      await shown(page).getByText('See what will be erased').click();
      await field(page, 'Your password').fill(password);
      await button(page, 'Erase for ever').click();
      await heading(page, 'Everything is erased').waitFor();
      await page.goto('/app');
      await button(page, 'Sign in').click();
      const sentences: (string | null)[] = [];
      for (const name of ['Freesia-marker', 'nobody at all']) {
        await field(page, 'Username').fill(name);
        await field(page, 'Password').fill(password);
        await button(page, 'Sign in').click();
        await shown(page).getByRole('alert').waitFor();
        sentences.push(await shown(page).getByRole('alert').textContent());
      }
      expect(sentences[0]).toContain('The name or the password is not right');
      expect(sentences[1]).toBe(sentences[0]);
    });
    expect(filesWith(join(app.server.dataDir, 'couch'), ['Freesia-marker', 'freesia-marker@mail', '624344454'])).toEqual([]);
  });

  test('a moderator’s first visit asks for the second proof before anything else', async () => {
    await on(async (page) => {
      await giveCredentials(page, 'demo-moderator', demoPassword(app.server, 'demo-moderator'));
      await heading(page, 'Second proof').waitFor();
      await field(page, 'Your password').fill(demoPassword(app.server, 'demo-moderator'));
      await button(page, 'Show the key').click();
      await button(page, 'Check').waitFor();
    });
  });

  test('no address of all these stories holds a name, a contact, a sponsor’s code or a password', () => {
    expect(addresses.length).toBeGreaterThan(300);
    expect(personal.size).toBeGreaterThan(20);
    const markers = [...personal].map((told) => bare(told).replace(/^0(?=[67]\d{8}$)/, ''));
    expect(addresses.filter((address) => markers.some((marker) => bare(address).includes(marker)))).toEqual([]);
  });
});

/** `06 20 30 40 50` in a URL may be `0620304050`, `+33620304050` or `%2B33%206…`; an address may have its `@` escaped. */
function bare(text: string): string {
  return decodeURIComponent(text).toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Names of the store's files that hold one of these. With a CouchDB its files are not here, and the list is empty. */
function filesWith(folder: string, markers: readonly string[]): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.filter((file) => markers.some((marker) => readFileSync(join(file.parentPath, file.name)).includes(marker))).map(({ name }) => name);
}
