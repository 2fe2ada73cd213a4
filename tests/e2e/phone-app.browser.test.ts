import { expect, test } from 'vitest';
import { appTests, button, field, member, shown, title } from '../support/app-page.ts';
import { lastSent, mockApi, type MockedApi } from '../support/mocked-api.ts';

const { onPage } = appTests();

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const asked = (api: MockedApi, question: string): number => api.asked.filter((one) => one === question).length;
const offered = { bytes: 412_345, sha256: 'a5'.repeat(32), version: '1.0.0' };
const grant = { code: '7K3M-9QXT', expiresAt: '2026-11-25T10:01:00.000Z', package: 'app.jasmine.android' };

test('the app is offered to whoever is signed in: steps with pictures, size, SHA-256, what it can and cannot do', async () => {
  await onPage(async (page) => {
    await mockApi(page, { 'GET /api/session': [200, member], 'GET /api/callshield/app': [200, offered] });
    await page.goto('/app');
    await button(page, 'The app that warns during calls').click();
    await title(page, 'The Jasmine app for Android').waitFor();
    const download = shown(page).getByRole('link', { name: 'Download (412 kB)' });
    expect([await download.getAttribute('href'), await download.getAttribute('download')]).toEqual(['/api/callshield/app/file', 'jasmine.apk']);
    for (const image of await shown(page).locator('ol img').all()) {
      await image.scrollIntoViewIfNeeded();
      await image.evaluate((one: HTMLImageElement) => one.decode());
    }
    expect(await shown(page).locator('ol > li').count()).toBe(4);
    await shown(page).getByText('Check that the file is ours').click();
    await shown(page).getByText(offered.sha256).waitFor();
    await shown(page).getByText('What the app can and cannot do').click();
    await shown(page).getByText('One app at a time can have that role.').waitFor();
  });
});

test('where the team has placed no app, that is said, and what to do instead', async () => {
  await onPage(async (page) => {
    await mockApi(page, { 'GET /api/session': [200, member], 'GET /api/callshield/app': [404, { error: 'none', reason: 'There is no app here.' }] });
    await page.goto('/app');
    await button(page, 'The app that warns during calls').click();
    await shown(page).getByText('The team has not put the app here yet.').waitFor();
    expect(await shown(page).getByRole('link').count()).toBe(0);
  });
});

test('the app leads here, and back with a code after a yes; the address keeps nothing of it', async () => {
  await onPage(async (page) => {
    const api = await mockApi(page, { 'GET /api/session': [200, member], 'POST /api/callshield/grants': [201, grant] });
    await page.goto(`/app?link=${challenge}`);
    await title(page, 'Connect the app?').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(asked(api, 'POST /api/callshield/grants')).toBe(0);
    await button(page, 'Yes, connect it').click();
    const back = shown(page).getByRole('link', { name: 'Back to the app' });
    expect(await back.getAttribute('href')).toBe('intent://link?code=7K3M-9QXT#Intent;scheme=jasmine;package=app.jasmine.android;end');
    await shown(page).getByText('7K3M-9QXT').waitFor();
    expect(lastSent(api)).toEqual({ challenge });
  });
});

test('a no asks for nothing; a code that is over can be asked for again', async () => {
  await onPage(async (page) => {
    const api = await mockApi(page, { 'GET /api/session': [200, member], 'POST /api/callshield/grants': [201, grant] });
    await page.clock.install();
    await page.goto(`/app?link=${challenge}`);
    await button(page, 'Yes, connect it').click();
    await shown(page).getByText('7K3M-9QXT').waitFor();
    await page.clock.fastForward(61_000);
    await shown(page).getByText('The code is over. Ask for another one.').waitFor();
    expect(await shown(page).getByText('7K3M-9QXT').count()).toBe(0);
    await button(page, 'No').click();
    await title(page, 'Home').waitFor();
    expect(asked(api, 'POST /api/callshield/grants')).toBe(1);
  });
});

test('whoever is signed out signs in first, and is asked then', async () => {
  await onPage(async (page) => {
    await mockApi(page, { 'GET /api/session': [401, { error: 'sign_in', reason: 'Sign in first.' }], 'POST /api/session': [200, member], 'POST /api/callshield/grants': [201, grant] });
    await page.goto(`/app?link=${challenge}`);
    await page.getByText('Sign in to connect the Jasmine app of this phone.').waitFor();
    await field(page, 'Username').fill('Rose');
    await field(page, 'Password').fill('a long passphrase');
    await button(page, 'Sign in').click();
    await title(page, 'Connect the app?').waitFor();
  });
});

test('phones that are connected are seen with the other devices, and end there', async () => {
  await onPage(async (page) => {
    const devices = [{ id: 'one', linkedOn: '2026-11-20', seenOn: '2026-11-24', expiresAt: '2026-12-20T10:00:00.000Z' }];
    const api = await mockApi(page, {
      'GET /api/session': [200, member],
      'GET /api/callshield/app': [200, offered],
      'GET /api/sessions': [200, [{ id: 'here', device: 'Chrome on Android', startedOn: '2026-11-20', lastSeenOn: '2026-11-24', current: true }]],
      'GET /api/callshield/devices': [200, { devices }],
      'DELETE /api/callshield/devices/one': [204]
    });
    await page.goto('/app');
    await button(page, 'The app that warns during calls').click();
    await button(page, 'Phones that are connected').click();
    await shown(page).getByText('Connected on 20 November 2026, last seen on 24 November 2026. Ends on 20 December 2026.').waitFor();
    devices.pop();
    await button(page, 'Disconnect').click();
    await page.getByText('The phone is disconnected. Its file and key go at its next contact.').waitFor();
    await shown(page).getByText('Phones with the Jasmine app').waitFor({ state: 'detached' });
    expect(asked(api, 'DELETE /api/callshield/devices/one')).toBe(1);
  });
});
