import { createHash, randomBytes } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { ReportContent } from '../../src/domain/report.ts';
import { wrapIdentity } from '../../src/lib/sealing/passphrase.ts';
import { newIdentity, sealTo } from '../../src/lib/sealing/seal.ts';
import { demoPassword, signedInAs, type ApiClient } from '../support/api-client.ts';
import { appTests } from '../support/app-page.ts';
import { untilKept } from '../support/browser.ts';
import { button, content, doing, field, passphrase, queued, read } from '../support/desk-page.ts';
import { signedInForTheDesk } from '../support/moderator.ts';

const app = appTests({ demo: true });
const onPage: typeof app.onPage = (run) => app.onPage(run, { locale: 'en-GB' });
let member: ApiClient;
let moderator: ApiClient;
let partner: ApiClient;
/** Of a colleague who sealed for the team before this test's moderator had a key; and of the moderator and the partner. */
const [earlier, own, harbour] = await Promise.all([newIdentity(), newIdentity(), newIdentity()]);

beforeAll(async () => {
  member = await signedInAs(app.server, 'demo-member');
  moderator = await signedInForTheDesk(app.server, 'demo-moderator');
  partner = await signedInForTheDesk(app.server, 'demo-partner');
  for (const [client, { identity, recipient }, name] of [[moderator, own, 'demo-moderator'], [partner, harbour, 'demo-partner']] as const) {
    const wrapped = await wrapIdentity(identity, passphrase, { workFactor: 4 });
    expect((await client.post('/api/desk/identity', { recipient, wrapped, password: demoPassword(app.server, name), replace: true })).status).toBe(201);
  }
});

/** As the phone sends it. */
async function send(said: ReportContent, sealedTo = [own.recipient]): Promise<{ id: string; stage: () => Promise<unknown> }> {
  const id = randomBytes(16).toString('base64url');
  const secret = randomBytes(32).toString('base64url');
  const receiptHash = createHash('sha256').update(secret).digest('base64url');
  const sealed = await sealTo(sealedTo, JSON.stringify(said));
  expect((await member.post('/api/reports', { id, receiptHash, department: '75', consents: said.consents, sealed, sealedTo })).status).toBe(201);
  return { id, stage: async () => (await member.ask('GET', `/api/reports/${id}/thread`, undefined, { authorization: `Receipt ${secret}`, cookie: '' })).body['stage'] };
}

async function enter(page: Page, context: BrowserContext, { cookie }: ApiClient): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: app.server.origin.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Lax' }]);
  await page.goto('/desk');
  await field(page, 'Passphrase').fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Reports', exact: true }).waitFor();
}

test('a second report joins the alert of the first; one is transferred to a partner who reads it; one is refused; all against the real server', async () => {
  const number = { identifiers: [{ kind: 'phone', value: '+33612345678' }], where: { department: '75', town: 'Paris' } };
  const first = await send(content({ ...number, level: 'risky', events: ['threats'], when: { date: '2026-11-20' }, details: 'First telling.' }));
  const second = await send(content({ ...number, level: 'dangerous', events: ['robbery'], when: { date: '2026-11-22' }, details: 'Second telling.', callBack: 'rose@example.org', consents: { share: true, transfer: true } }));
  const third = await send(content({ level: 'fantasist', details: 'Third telling.' }));
  await onPage(async (page, context) => {
    await enter(page, context, moderator);
    await read(page, 'Risky');
    await page.getByText('First telling.').waitFor();
    await page.keyboard.press('c');
    await doing(page, 'Publish the coded part now').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('article').getByText('Coded part published').first().waitFor();
    expect(await first.stage()).toBe('published-part');
    await button(page, 'Back to the list').click();

    await read(page, 'Dangerous');
    await page.getByText('In common: number, plate or address').waitFor();
    await page.getByRole('article').getByRole('heading', { level: 2 }).focus();
    await page.keyboard.press('m');
    await doing(page, 'Join to an alert').getByRole('button', { name: /number, plate or address/ }).click();
    await doing(page, 'Join to an alert').getByRole('button', { name: 'Join to an alert' }).click();
    const resting = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Published from this report' }) });
    await resting.getByText('2 independent reports').waitFor();
    for (const text of ['Threats', 'Robbery', 'Dangerous']) await resting.getByText(text, { exact: true }).first().waitFor();
    expect(await second.stage()).toBe('published');
    await page.getByRole('article').getByRole('heading', { level: 2 }).focus();
    await page.keyboard.press('t');
    await doing(page, 'Transfer').getByRole('button', { name: /demo-partner/ }).click();
    await page.getByRole('listitem').filter({ hasText: '· transferred' }).waitFor();
    await button(page, 'Back to the list').click();

    await read(page, 'Fantasist');
    await page.getByRole('article').getByRole('heading', { level: 2 }).focus();
    await page.keyboard.press('r');
    await doing(page, 'Refuse').getByRole('radio', { name: 'It could not be confirmed' }).check();
    await doing(page, 'Refuse').getByRole('button', { name: 'Refuse' }).click();
    await page.getByRole('listitem').filter({ hasText: 'refused: It could not be confirmed' }).waitFor();
    expect(await third.stage()).toBe('refused');

    await button(page, 'Numbers').click();
    await page.locator('table').first().waitFor();
  });
  await onPage(async (page, context) => {
    await enter(page, context, partner);
    await queued(page).getByText('Dangerous').waitFor();
    expect(await queued(page).count()).toBe(1);
    await read(page, 'Dangerous');
    for (const text of ['Second telling.', 'rose@example.org']) await page.getByText(text).waitFor();
  });
});

test('what was sealed before a key was made says so, and is read once a colleague has sealed it anew', async () => {
  const { id } = await send(content({ details: 'From before.' }), [earlier.recipient]);
  await onPage(async (page, context) => {
    await enter(page, context, moderator);
    await read(page, 'Not sealed to you');
    await page.getByText('This report was sealed before you came.').waitFor();
    const { body } = await moderator.get(`/api/desk/reports/${id}`);
    const was = createHash('sha256').update(String(body['sealed'])).digest('base64url');
    const sealedTo = [earlier.recipient, own.recipient];
    expect((await moderator.post(`/api/desk/reports/${id}/reseal`, { was, sealed: await sealTo(sealedTo, JSON.stringify(content({ details: 'From before.' }))), sealedTo })).status).toBe(200);
    await button(page, 'Look for new ones').click();
    await page.getByText('From before.').waitFor();
  });
});

test('without the network the desk is not shown from the phone: its worker keeps nothing of it', async () => {
  await onPage(async (page, context) => {
    await page.goto('/en/');
    await untilKept(page, 'en');
    await enter(page, context, moderator);
    await context.setOffline(true);
    await page.goto('/desk');
    // Not the browser's own page, which would name the address.
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.title()).toBe('·');
    expect(await page.getByLabel('Passphrase').count()).toBe(0);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
      return all.flat();
    });
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter((path) => /desk/.test(path))).toEqual([]);
  });
});
