import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { button, shown, title } from '../support/app-page.ts';
import { newAlert, newAlertId } from '../support/alerts.ts';
import { startBrowser, withPage } from '../support/browser.ts';
import { signIn } from '../support/device.ts';
import { withOwnServer } from '../support/own-server.ts';
import { PhoneApp } from '../stand-ins/phone-app.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const reported = '+33612349876';
const never = '+33612349877';

test('a member says yes in the page; the app changes the code for a token, fetches the filter, and is told when it is ended', async () => {
  await withOwnServer(async (server) => {
    const { alerts, filter } = server.context;
    await alerts.store.publish(newAlertId(), newAlert({ level: 'very-dangerous', identifiers: [{ kind: 'phone', value: reported }] }), newAlertId());
    await alerts.projector.untilIdle();
    await filter.builder.build();
    const { client } = await server.signedIn('amber', { areas: [], language: 'en' });
    const phone = new PhoneApp(server.origin);
    await withPage(browser, server.origin, async (page, context) => {
      await signIn(context, server.origin, client.cookie);
      await page.goto(`/app?link=${phone.challenge}`);
      await title(page, 'Connect the app?').waitFor();
      await button(page, 'Yes, connect it').click();
      const code = await shown(page).locator('.code').innerText();

      const stranger = new PhoneApp(server.origin);
      expect(await phone.exchange('0000-0000'), 'another code').toBe(400);
      expect(await phone.exchange(code.toLowerCase().replace('-', ' ')), 'as one types it').toBe(200);
      expect(await phone.exchange(code), 'a second time').toBe(400);
      expect(await stranger.exchange(code), 'without the secret').toBe(400);

      expect(await phone.download()).toBe(200);
      expect(await phone.download()).toBe(304);
      expect([await phone.levelOf(reported, new Date()), await phone.levelOf(never, new Date())]).toEqual(['very-dangerous', undefined]);
      expect(await stranger.download(), 'with no token').toBe(401);

      await page.goto('/app');
      await button(page, 'My account').click();
      await shown(page).getByText('Devices signed in').click();
      await button(page, 'Disconnect').click();
      await page.getByText('The phone is disconnected.').waitFor();
      expect(await phone.download(), 'ended by hand').toBe(401);
    });
  });
});

test('a code that was tried with another secret is spent', async () => {
  await withOwnServer(async (server) => {
    await server.context.filter.builder.build();
    const { client } = await server.signedIn('amber');
    const phone = new PhoneApp(server.origin);
    const { status, body } = await client.post('/api/callshield/grants', { challenge: phone.challenge });
    expect(status).toBe(201);
    expect(await new PhoneApp(server.origin).exchange(String(body['code']))).toBe(400);
    expect(await phone.exchange(String(body['code']))).toBe(400);
  });
});
