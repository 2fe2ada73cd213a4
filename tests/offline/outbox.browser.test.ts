import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReportBody, type ReportKept } from '../../src/domain/report-api.ts';
import { ReportContentSchema } from '../../src/domain/report.ts';
import { digestOf, newIdentity, openWith } from '../../src/lib/sealing/seal.ts';
import { button, field, member, shown, title } from '../support/app-page.ts';
import { untilKept, withKeptProfile } from '../support/browser.ts';
import { markersIn } from '../support/markers.ts';
import { untilMemberPartsAreKept } from '../support/member-parts.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let folder: string;
const moderator = await newIdentity();
const markers = ['Zanzibarine', 'Quetzalcoatline', 'krakatoa.xyl@example.org', 'Popocatepetline'];

beforeAll(async () => {
  [server, folder] = await Promise.all([startServer(), mkdtemp(join(tmpdir(), 'outbox-'))]);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await server[Symbol.asyncDispose]();
});

test('written where there is no network, browser closed and opened again: it leaves once, when the network is back; nothing of it is on the disk in clear', async () => {
  const addresses: string[] = [];
  await withKeptProfile(folder, server.origin, async (page, context) => {
    watch(context, addresses);
    await page.goto('/en/');
    await untilKept(page, 'en');
    await answer(page, { 'GET /api/session': [200, member], 'GET /api/reports/recipients': [200, { recipients: [moderator.recipient] }] });
    // The first time with a network: whom to seal to, and what a report is written with, are kept.
    await page.goto('/app');
    await button(page, 'Issue an alert').waitFor();
    await untilMemberPartsAreKept(page, [moderator.recipient]);
    await page.unrouteAll();
    await context.setOffline(true);
    await page.reload();
    await button(page, 'Issue an alert').click();
    await field(page, 'What happened, in your words').fill(`In words: ${markers[0] ?? ''}`);
    await field(page, 'The place, in words').fill(markers[1] ?? '');
    await button(page, 'Next part').click();
    await field(page, 'E-mail address').fill(markers[2] ?? '');
    await shown(page).getByText('Your draft is kept on this phone only.').waitFor();
  });
  expect(await markersIn(folder, markers)).toEqual([]);

  await withKeptProfile(folder, server.origin, async (page, context) => {
    watch(context, addresses);
    await context.setOffline(true);
    await page.goto('/app');
    await button(page, 'Issue an alert').click();
    expect(await field(page, 'What happened, in your words').inputValue()).toContain(markers[0]);
    await button(page, 'Next part').click();
    expect(await field(page, 'E-mail address').inputValue()).toBe(markers[2]);
    await field(page, 'Names they use').fill(markers[3] ?? '');
    await button(page, 'Next part').click();
    await field(page, 'I agree that the team uses this to warn others').check();
    await button(page, 'Send to the team').click();
    await title(page, 'Thank you: it is noted').waitFor();
    await shown(page).getByText('It has not left yet.').waitFor();
  });
  expect(await markersIn(folder, markers)).toEqual([]);

  const posted: string[] = [];
  await withKeptProfile(folder, server.origin, async (page, context) => {
    watch(context, addresses);
    // The worker may be faster than the page: both are watched.
    await context.route('**/api/reports', async (route) => {
      const body = route.request().postData() ?? '';
      posted.push(body);
      const { id, sealed } = v.parse(ReportBody, JSON.parse(body));
      await route.fulfill({ status: 201, json: { id, digest: await digestOf(sealed), received: '2026-11-25T10:00:00.000Z', due: '2026-11-27T10:00:00.000Z' } satisfies ReportKept });
    });
    await answer(page, { 'GET /api/session': [200, member], 'GET /api/reports/recipients': [200, { recipients: [moderator.recipient] }] });
    await page.goto('/app');
    await button(page, 'My reports').click();
    await shown(page).getByText('The team has it').waitFor();
    await page.reload();
    await button(page, 'My reports').click();
    await shown(page).getByText('The team has it').waitFor();
    expect(posted).toHaveLength(1);
    const content = v.parse(ReportContentSchema, JSON.parse(await openWith(moderator.identity, (JSON.parse(posted[0] ?? '') as ReportBody).sealed)));
    expect([content.details, content.place, content.identifiers[0]?.value, content.pseudonyms[0]]).toEqual([`In words: ${markers[0] ?? ''}`, ...markers.slice(1)]);
    // Found if it were there: this one is planted in the clear.
    await page.evaluate(() => localStorage.setItem('planted', 'Vesuviusine'));
  });
  expect(await markersIn(folder, [...markers, 'Vesuviusine'])).toEqual(['Vesuviusine']);
  expect(addresses.filter((address) => markers.some((marker) => decodeURIComponent(address).includes(marker)))).toEqual([]);
  expect(addresses.length).toBeGreaterThan(10);
});

test('a database that was wiped or is of tomorrow takes neither the guides nor the page with it', async () => {
  const other = await mkdtemp(join(tmpdir(), 'outbox-'));
  await withKeptProfile(other, server.origin, async (page, context) => {
    await page.goto('/en/');
    await untilKept(page, 'en');
    await answer(page, { 'GET /api/session': [200, member], 'GET /api/reports/recipients': [200, { recipients: [moderator.recipient] }] });
    await page.goto('/app');
    await button(page, 'Issue an alert').click();
    await field(page, 'What happened, in your words').fill('one');
    await shown(page).getByText('Your draft is kept on this phone only.').waitFor();
    await page.evaluate(() => new Promise((resolve) => (indexedDB.deleteDatabase('jasmine-2').onsuccess = resolve)));
    await field(page, 'What happened, in your words').fill('one, two');
    await shown(page).getByText('Keeping…').waitFor();
    await shown(page).getByText('Your draft is kept on this phone only.').waitFor();
    await page.reload();
    await button(page, 'Issue an alert').click();
    expect(await field(page, 'What happened, in your words').inputValue()).toBe('one, two');

    // Of a newer copy of the page: this one cannot read it.
    await page.goto('/en/guides/getting-tested/');
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('jasmine-2', 9);
          opening.onsuccess = () => (opening.result.close(), resolve());
        })
    );
    await page.goto('/app');
    await button(page, 'Issue an alert').click();
    await shown(page).getByText('What was kept on this phone cannot be read.').waitFor();
    await field(page, 'What happened, in your words').fill('typed all the same');
    await context.setOffline(true);
    await page.goto('/en/guides/getting-tested/');
    expect(await page.locator('h1').innerText()).toBe('Getting tested');
    await context.setOffline(false);
    await page.goto('/app');
    await button(page, 'Issue an alert').click();
    await field(page, 'What happened, in your words').fill('typed all the same');
    await button(page, 'Delete what cannot be read and start anew').click();
    await shown(page).getByText('What was kept on this phone cannot be read.').waitFor({ state: 'detached' });
    await shown(page).getByText('Your draft is kept on this phone only.').waitFor();
    await page.reload();
    await button(page, 'Issue an alert').click();
    expect(await field(page, 'What happened, in your words').inputValue()).toBe('typed all the same');
  });
  await rm(other, { recursive: true, force: true });
});

async function answer(page: Page, answers: Readonly<Record<string, readonly [number, object]>>): Promise<void> {
  await page.route(/\/api\/(?!reports$)/, async (route) => {
    const [status, json] = answers[`${route.request().method()} ${new URL(route.request().url()).pathname}`] ?? [404, { error: 'not_found', reason: 'for the test' }];
    await route.fulfill({ status, json });
  });
}

function watch(context: BrowserContext, addresses: string[]): void {
  context.on('request', (request) => void addresses.push(request.url()));
}
