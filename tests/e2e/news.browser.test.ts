import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openAlerts } from '../support/alerts-page.ts';
import { appTests, button, focused, shown, title } from '../support/app-page.ts';
import { fault, lastSent, type MockedApi } from '../support/mocked-api.ts';

const app = appTests({ whole: true });
const { onPage } = app;

const endpoint = 'https://push.example/abc';
const key = { key: 'BAAA' };

/**
 * A push service that the test's browser has none of: subscriptions are kept in the page's own memory. `failing`: the
 * browser's service gives nothing.
 */
const pushService = `
  let subscription = null;
  const made = (options) => ({
    endpoint: '${endpoint}', options,
    toJSON: () => ({ endpoint: '${endpoint}', expirationTime: null, keys: { p256dh: 'point', auth: 'secret' } }),
    unsubscribe: async () => { subscription = null; window.unsubscribed = (window.unsubscribed ?? 0) + 1; return true; }
  });
  PushManager.prototype.subscribe = async (options) => {
    if (window.failing) throw new DOMException('no service', 'AbortError');
    window.subscribedWith = options;
    return (subscription = made(options));
  };
  PushManager.prototype.getSubscription = async () => subscription;
  Notification.requestPermission = async () => Notification.permission;
`;

async function open(page: Page, answers: MockedApi['answers'] = {}, permission = 'granted'): Promise<MockedApi> {
  await page.addInitScript(`${pushService}; Object.defineProperty(Notification, 'permission', { get: () => '${permission}' });`);
  await page.goto('/en/');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const api = await openAlerts(page, { 'GET /api/push/key': [200, key], 'POST /api/push/subscriptions': [201, {}], 'POST /api/push/subscriptions/end': [204], 'DELETE /api/session': [204], ...answers });
  await button(page, 'Be told of new alerts').click();
  await title(page, 'News on this phone').waitFor();
  return api;
}

const pushed = (api: MockedApi): unknown[] => api.asked.filter((one) => one.includes('/api/push/'));
const unsubscribed = (page: Page) => page.evaluate(() => (window as { unsubscribed?: number }).unsubscribed ?? 0);

describe('news on this phone', () => {
  test('is off, says who learns what, and is turned on and off on both sides', async () => {
    await onPage(async (page) => {
      const api = await open(page);
      await shown(page).getByText('News is off').waitFor();
      await shown(page).getByText('It does not learn what it is about').waitFor();
      expect(pushed(api)).toEqual([]);
      await button(page, 'Turn news on').click();
      await shown(page).getByText('News is on').waitFor();
      await expect.poll(() => focused(page)).toContain('News is on');
      expect(lastSent(api)).toEqual({ endpoint, keys: { p256dh: 'point', auth: 'secret' } });
      expect(await page.evaluate(() => (window as { subscribedWith?: unknown }).subscribedWith)).toEqual({ userVisibleOnly: true, applicationServerKey: key.key });
      await button(page, 'Turn news off').click();
      await shown(page).getByText('News is off').waitFor();
      expect(await unsubscribed(page)).toBe(1);
      expect(pushed(api)).toEqual(['GET /api/push/key', 'POST /api/push/subscriptions', 'POST /api/push/subscriptions/end']);
      expect(lastSent(api)).toEqual({ endpoint });
    });
  });

  test('goes off on the phone even where the server cannot be told', async () => {
    await onPage(async (page) => {
      await open(page, { 'POST /api/push/subscriptions/end': 'lost' });
      await button(page, 'Turn news on').click();
      await button(page, 'Turn news off').click();
      await shown(page).getByText('News is off').waitFor();
      expect(await unsubscribed(page)).toBe(1);
    });
  });

  test.each([
    ['the server knows not', { 'POST /api/push/subscriptions': [400, fault('unknown_push_service')] }, 'a service that we do not know'],
    ['cannot be asked', { 'POST /api/push/subscriptions': 'lost' }, 'No network, or the server does not answer'],
    ['has a fault', { 'POST /api/push/subscriptions': [500, fault('fault')] }, 'The server could not do it']
  ] as const)('stays off, on the phone too, when %s', async (_name, answers, sentence) => {
    await onPage(async (page) => {
      await open(page, answers);
      await button(page, 'Turn news on').click();
      await shown(page).getByText(sentence).waitFor();
      await button(page, 'Turn news on').waitFor();
      expect(await unsubscribed(page)).toBe(1);
    });
  });

  test('stays off when the browser gives no address for it', async () => {
    await onPage(async (page) => {
      const api = await open(page);
      await page.evaluate(() => ((window as { failing?: boolean }).failing = true));
      await button(page, 'Turn news on').click();
      await shown(page).getByText('Your browser could not do it').waitFor();
      expect(pushed(api)).toEqual(['GET /api/push/key']);
    });
  });

  test.each([
    ['denied', 'Blocked in the browser'],
    ['default', 'got no answer']
  ])('with the permission %s nothing is asked, and what to do is said', async (permission, sentence) => {
    await onPage(async (page) => {
      const api = await open(page, {}, permission);
      if (permission === 'default') await button(page, 'Turn news on').click();
      await shown(page).getByText(sentence).waitFor();
      expect(pushed(api)).toEqual([]);
    });
  });

  test('ends on this phone when somebody signs out, and when the session has ended elsewhere', async () => {
    await onPage(async (page) => {
      const api = await open(page);
      await button(page, 'Turn news on').click();
      await shown(page).getByText('News is on').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await button(page, 'Sign out').click();
      await button(page, 'Sign in').waitFor();
      await expect.poll(() => unsubscribed(page)).toBe(1);
      api.answers['GET /api/session'] = [401, fault('sign_in')];
      await page.evaluate(() => navigator.serviceWorker.ready.then(({ pushManager }) => pushManager.subscribe()));
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await expect.poll(() => unsubscribed(page)).toBe(2);
    });
  });
});

test('what arrives shows one word and a dot, whatever it carries', async () => {
  await onPage(
    async (page, context) => {
      await page.goto('/en/');
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await deliver(page, context, 'rape in Lyon, +33612345678');
      await deliver(page, context, '');
      const notifications = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title: word, body, icon, data, tag }) => ({ word, body, icon: icon.slice(-18), data: data as unknown, tag })));
      await expect.poll(notifications).toEqual([{ word: 'News', body: '', icon: '/icons/dot-192.png', data: null, tag: 'news' }]);
      expect((await page.request.get('/icons/dot-192.png')).headers()['content-type']).toBe('image/png');
    },
    { permissions: ['notifications'] }
  );
});

/** As the browser's push service would. */
async function deliver(page: Page, context: BrowserContext, data: string): Promise<void> {
  const session = await context.newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', { origin: app.server.origin, registrationId: await registration, data });
  await session.detach();
}
