import { describe, expect, test } from 'vitest';
import { newMember } from '../../tests/support/accounts.ts';
import { newAlert, newAlertId, withAlerts, type TestAlerts } from '../../tests/support/alerts.ts';
import { newPhone, startPushService, type PushServiceStandIn, type TestPhone } from '../../tests/stand-ins/push-service.ts';
import type { Account } from '../accounts/account-store.ts';
import { eraseAccount } from '../accounts/my-data.ts';
import { createNews, type News } from './news.ts';
import { pushKeys } from './push-keys.ts';
import { pushSender } from './push-sender.ts';
import { pushSubscriptions, type PushSubscriptions } from './push-subscriptions.ts';

interface TestNews extends TestAlerts {
  readonly news: News;
  readonly service: PushServiceStandIn;
  readonly subscriptions: PushSubscriptions;
  readonly member: (name: string, changes?: Partial<Account['profile']>) => Promise<Account>;
  readonly phoneOf: (account: Account) => Promise<TestPhone>;
  readonly publish: (areas: string[]) => Promise<string>;
  /** Moves the clock, and looks. */
  readonly after: (minutes: number) => Promise<void>;
  /** Endpoints that were called, in order. */
  readonly called: () => string[];
}

async function withNews(run: (test: TestNews) => Promise<void>, random = () => 0): Promise<void> {
  await withAlerts(async (all) => {
    const { accounts, clock, store } = all;
    await using service = await startPushService();
    const subscriptions = pushSubscriptions(accounts);
    const settings = { keys: undefined, subject: 'https://jasmine.example', services: [service.origin] };
    const news = createNews({ accounts, subscriptions, untold: store, random, send: pushSender(pushKeys(accounts.keyring, settings), settings) });
    await run({
      ...all,
      news,
      service,
      subscriptions,
      async member(name, changes = {}) {
        const fresh = newMember(name);
        const account = await accounts.store.create({ ...fresh, profile: { ...fresh.profile, ...changes } }, clock.now);
        await accounts.sessions.start(account.id, 'member', { device: '', secondFactor: false, password: 'stamp' });
        return account;
      },
      async phoneOf(account) {
        const phone = newPhone(service.origin);
        await subscriptions.keep(account.id, phone.subscription);
        return phone;
      },
      async publish(areas) {
        const id = newAlertId();
        await store.publish(id, newAlert({ areas, text: 'zinnia' }), `report ${id}`);
        return id;
      },
      async after(minutes) {
        clock.now = new Date(clock.now.getTime() + minutes * 60_000);
        await news.look();
      },
      called: () => service.requests.map(({ path }) => service.origin + path)
    });
  });
}

describe('a new alert', () => {
  test('says one word to the phones of its areas, in their language, and to no other', async () => {
    await withNews(async ({ member, phoneOf, publish, after, service, called, accounts }) => {
      const [french, english, elsewhere] = [await member('iris', { areas: ['75', '69'] }), await member('lila', { language: 'en' }), await member('rosa', { areas: ['33'] })];
      const [first, second] = [await phoneOf(french), await phoneOf(english)];
      await phoneOf(elsewhere);
      await publish(['75']);
      await after(0);
      const read = service.requests.map(({ body, path }) => [first, second].find(({ subscription }) => subscription.endpoint.endsWith(path))?.read(body));
      expect(read.sort()).toEqual(['News', 'Nouvelles']);
      expect(new Set(called())).toEqual(new Set([first.subscription.endpoint, second.subscription.endpoint]));
      for (const { method, headers, body } of service.requests) {
        expect([method, headers['content-encoding'], headers['urgency'], headers['ttl'], headers['topic']]).toEqual(['POST', 'aes128gcm', 'normal', '86400', 'news']);
        expect(String(headers['authorization'])).toContain(`k=${pushKeys(accounts.keyring, { keys: undefined }).publicKey}`);
        expect(body.toString('latin1')).not.toMatch(/News|Nouvelles/);
      }
    });
  });

  test('is told once, however often it is changed; another area is told when it comes to it; what is hidden is told when it is shown', async () => {
    await withNews(async ({ member, phoneOf, publish, after, called, store }) => {
      const [here, there] = [await phoneOf(await member('iris')), await phoneOf(await member('lila', { areas: ['69'] }))];
      const id = await publish(['75']);
      await store.contest(id, { contested: true, hidden: true });
      await after(0);
      expect(called()).toEqual([]);
      await store.contest(id, { contested: true, hidden: false });
      await after(1);
      expect(called()).toEqual([here.subscription.endpoint]);
      await store.publish(id, newAlert({ areas: ['75'] }), 'another report');
      await store.edit(id, newAlert({ areas: ['75', '69'], text: 'more' }));
      await after(600);
      expect(called()).toEqual([here, there].map(({ subscription }) => subscription.endpoint));
      await after(600);
      expect(called().length).toBe(2);
    });
  });

  test('comes with the others of the hour: one push, and the next an hour later', async () => {
    await withNews(async ({ member, phoneOf, publish, after, called }) => {
      await phoneOf(await member('iris'));
      await publish(['75']);
      await publish(['75']);
      await after(0);
      expect(called().length).toBe(1);
      await publish(['75']);
      await after(1);
      await publish(['75']);
      await after(58);
      expect(called().length).toBe(1);
      await after(2);
      expect(called().length).toBe(2);
      await after(600);
      expect(called().length).toBe(2);
    });
  });

  test('comes to each phone at a moment of its own', async () => {
    const moments = [0.9, 0.1];
    await withNews(
      async ({ member, phoneOf, publish, after, called }) => {
        const phones = [await phoneOf(await member('iris')), await phoneOf(await member('lila'))];
        await publish(['75']);
        await after(0);
        expect(called()).toEqual([]);
        await after(1);
        const [early] = called();
        expect(called().length).toBe(1);
        await after(4);
        expect(called().length).toBe(2);
        expect(new Set(called())).toEqual(new Set(phones.map(({ subscription }) => subscription.endpoint)));
        expect(called()[0]).toBe(early);
      },
      () => moments.pop() ?? 0
    );
  });

  test('is told once by two copies of the server', async () => {
    await withNews(async ({ member, phoneOf, publish, news, accounts, subscriptions, store, service, clock }) => {
      await phoneOf(await member('iris'));
      await publish(['75']);
      const settings = { keys: undefined, subject: 'https://jasmine.example', services: [service.origin] };
      const other = createNews({ accounts, subscriptions, untold: store, random: () => 0, send: pushSender(pushKeys(accounts.keyring, settings), settings) });
      await Promise.all([news.look(), other.look()]);
      clock.now = new Date(clock.now.getTime() + 60_000);
      await Promise.all([other.look(), news.look()]);
      expect(service.requests.length).toBe(1);
    });
  });
});

test('a server that stops after it has planned, and before it has noted that, plans again, and each phone hears once', async () => {
  await withNews(async ({ member, phoneOf, publish, after, news, accounts, subscriptions, store, service, called }) => {
    await phoneOf(await member('iris'));
    await publish(['75']);
    const dying = createNews({ accounts, subscriptions, random: () => 0, send: () => Promise.reject(new Error('stopped')), untold: { untold: () => store.untold(), told: () => Promise.reject(new Error('stopped')) } });
    await expect(dying.look()).rejects.toThrow('stopped');
    expect((await subscriptions.all())[0]?.due).toBeGreaterThan(0);
    await news.look();
    expect(called()).toEqual([]);
    await after(1);
    await after(600);
    expect(service.requests.length).toBe(1);
  });
});

describe('a phone', () => {
  test.each(['gone', 'unknown'] as const)('that its service says is %s is forgotten', async (behaviour) => {
    await withNews(async ({ member, phoneOf, publish, after, service, subscriptions }) => {
      await phoneOf(await member('iris'));
      service.answer(behaviour);
      await publish(['75']);
      await after(0);
      expect(await subscriptions.all()).toEqual([]);
    });
  });

  test.each(['fault', 'too-many', 'hang-up'] as const)('is tried again after a %s, three times and no more', async (behaviour) => {
    await withNews(async ({ member, phoneOf, publish, after, service, subscriptions }) => {
      await phoneOf(await member('iris'));
      service.answer(behaviour);
      await publish(['75']);
      await after(0);
      for (const minutes of [9, 1, 20, 60, 600]) await after(minutes);
      expect(service.requests.length).toBe(3);
      expect((await subscriptions.all()).length).toBe(1);
    });
  });

  test.each(['forbidden', 'elsewhere'] as const)('is not tried again, and nothing is followed, when its service answers %s', async (behaviour) => {
    await withNews(async ({ member, phoneOf, publish, after, service }) => {
      await phoneOf(await member('iris'));
      service.answer(behaviour);
      await publish(['75']);
      await after(0);
      await after(600);
      expect(service.requests.length).toBe(1);
    });
  });

  test('stays silent while its account is paused, suspended, or nobody is signed in', async () => {
    await withNews(async ({ member, phoneOf, publish, after, called, accounts }) => {
      const [paused, suspended, out, here] = [await member('iris'), await member('lila'), await member('rosa'), await member('viola')];
      for (const account of [paused, suspended, out]) await phoneOf(account);
      const phone = await phoneOf(here);
      await accounts.store.update(paused.id, (current) => ({ ...current, restricted: true }));
      await accounts.store.update(suspended.id, (current) => ({ ...current, state: 'suspended' }));
      await accounts.sessions.endAll(out.id);
      await publish(['75']);
      await after(0);
      await after(600);
      expect(called()).toEqual([phone.subscription.endpoint]);
    });
  });

  test('belongs to whoever subscribed last, and is let go by them alone', async () => {
    await withNews(async ({ member, phoneOf, publish, after, called, subscriptions }) => {
      const [before, now] = [await member('iris'), await member('lila', { areas: ['69'] })];
      const { subscription } = await phoneOf(before);
      await subscriptions.keep(now.id, subscription);
      await subscriptions.end(before.id, subscription.endpoint);
      await publish(['75']);
      await after(0);
      expect(called()).toEqual([]);
      await publish(['69']);
      await after(1);
      expect(called()).toEqual([subscription.endpoint]);
      await subscriptions.end(now.id, subscription.endpoint);
      await subscriptions.end(now.id, subscription.endpoint);
      expect(await subscriptions.all()).toEqual([]);
    });
  });

  test('stands sealed in the store, at one length, and goes with its account', async () => {
    await withNews(async ({ member, phoneOf, publish, after, accounts, raw, subscriptions, news }) => {
      const account = await member('iris');
      const phone = await phoneOf(account);
      const sealed = async () => (await accounts.documents.range<{ sealed: string }>('device:')).map((device) => device.sealed.length);
      const before = await sealed();
      expect(await raw()).not.toContain('/push/');
      expect(await raw()).not.toContain(phone.subscription.keys.auth);
      await publish(['75']);
      await news.look();
      await after(1);
      expect(await sealed()).toEqual(before);
      for (let index = 0; index < 6; index++) await phoneOf(account);
      expect((await subscriptions.all()).length).toBe(5);
      await eraseAccount(accounts, account);
      expect(await subscriptions.all()).toEqual([]);
      expect(await raw()).not.toContain(account.id);
    });
  });
});
