import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { changeVault, databases, keptRows, withDevice, type Device } from '../support/device.ts';
import { newSnapshot, publishAlerts } from '../support/gate.ts';
import { withOwnServer, type OwnServer } from '../support/own-server.ts';

const DAY = 86_400_000;
const number = { kind: 'phone', value: '+33612341001' } as const;

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function withLoaded(run: (device: Device, server: OwnServer, account: string) => Promise<void>): Promise<void> {
  await withOwnServer(async (server) => {
    await publishAlerts(server, 4, ['75']);
    await newSnapshot(server, '75');
    const { client, account } = await server.signedIn('amber', { areas: ['75'] });
    await withDevice(browser, server.origin, client.cookie, async (device) => {
      await device.follow(['75']);
      await run(device, server, account.id);
    });
  });
}

const refusal = (asked: Promise<unknown>): Promise<string> => asked.then(() => 'answered', (error: unknown) => (error as Error).message.replace(/^.*Error: /, ''));

describe('the keys of a phone', () => {
  test('outlive the page, and cannot be read by it', async () => {
    await withLoaded(async (device) => {
      await device.kill();
      expect(await device.ask('find', number)).toHaveLength(1);
      expect(await exportsKeys(device)).toEqual(['InvalidAccessError', 'InvalidAccessError', 'InvalidAccessError']);
    });
  });

  test('go when the month is over, also when the clock is set back then; what stays is noise until the next sign-in', async () => {
    await withLoaded(async (device) => {
      await changeVault(device, { later: 29 * DAY });
      await device.ask('state');
      expect(await device.ask('find', number)).toHaveLength(1);
      await changeVault(device, { later: -100 * DAY });
      await device.ask('state');
      expect(await device.ask('find', number)).toHaveLength(1);
      await changeVault(device, { later: 2 * DAY });
      await device.ask('state');
      expect(await refusal(device.ask('find', number))).toBe('no-keys');
      expect(await refusal(device.ask('search', '1001', []))).toBe('no-keys');
      expect(await refusal(device.ask('list', '75', []))).toBe('no-keys');
      expect(await databases(device)).not.toContain('jasmine-4');
      expect(Object.keys(await keptRows(device, '75'))).toHaveLength(4);
      expect(await device.follow(['75'])).toMatchObject({ keys: 'open', areas: [{ alerts: 4 }] });
    });
  });

  test('go when they are dropped, from memory as well; nothing is loaded twice when they are back', async () => {
    await withLoaded(async (device) => {
      await device.ask('search', '1001', []);
      await device.ask('dropKeys');
      expect(await refusal(device.ask('search', '1001', []))).toBe('no-keys');
      const asked: string[] = [];
      device.context.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await device.follow(['75']);
      expect(asked).toEqual(['/api/keys', '/sync/75/_changes']);
      expect((await device.ask('search', '1001', []))?.alerts).toHaveLength(1);
    });
  });

  test('go, with the alerts, when the account is frozen; a department that is given up goes with its keys', async () => {
    await withLoaded(async (device, server, account) => {
      await publishAlerts(server, 2, ['13']);
      const { store } = server.context.accounts;
      await store.update(account, (one) => ({ ...one, profile: { ...one.profile, areas: ['13'] } }));
      // The page has not heard of it.
      expect(await device.follow(['75'])).toMatchObject({ keys: 'open' });
      expect(await keptRows(device, '75')).toEqual({});
      await device.follow(['13']);
      expect(Object.keys(await keptRows(device, '13'))).toHaveLength(2);
      await store.update(account, (one) => ({ ...one, state: 'suspended' }));
      expect(await device.follow(['13'])).toMatchObject({ keys: 'none', fault: 'not-active' });
      expect(await keptRows(device, '13')).toEqual({});
      expect(await databases(device)).not.toContain('jasmine-4');
    });
  });

  test('go when the session has ended elsewhere', async () => {
    await withLoaded(async (device, server, account) => {
      await server.context.accounts.sessions.endAll(account);
      expect(await device.follow(['75'])).toMatchObject({ keys: 'none', fault: 'signed-out' });
      expect(await refusal(device.ask('find', number))).toBe('no-keys');
    });
  });
});

describe('a PIN', () => {
  test('opens what it shut, and nothing else does; five wrong ones drop the keys, counted over every start', async () => {
    await withLoaded(async (device) => {
      await device.ask('setPin', '271828');
      expect(await device.ask('find', number)).toHaveLength(1);
      await device.kill();
      expect(await device.ask('state')).toMatchObject({ keys: 'shut', pin: true, tries: 5 });
      expect(await refusal(device.ask('find', number))).toBe('locked');
      expect(await device.ask('unlock', '271829')).toBe(false);
      expect(await device.ask('unlock', '271828')).toBe(true);
      expect(await device.ask('find', number)).toHaveLength(1);
      await device.ask('lock');
      expect(await refusal(device.ask('list', '75', []))).toBe('locked');
      for (let tries = 4; tries > 0; tries -= 1) {
        expect(await device.ask('unlock', '000000')).toBe(false);
        await device.kill();
        expect(await device.ask('state')).toMatchObject({ keys: 'shut', tries });
      }
      expect(await device.ask('unlock', '000000')).toBe(false);
      expect(await device.ask('state')).toMatchObject({ keys: 'none' });
      expect(await device.ask('unlock', '271828')).toBe(false);
      expect(await databases(device)).not.toContain('jasmine-4');
    });
  });

  test('stays when newer keys come, and goes when it is taken off', async () => {
    await withLoaded(async (device) => {
      await device.ask('setPin', '271828');
      await changeVault(device, { later: 2 * DAY });
      await device.follow(['75']);
      await device.kill();
      expect(await device.ask('state')).toMatchObject({ keys: 'shut' });
      expect(await device.ask('unlock', '271828')).toBe(true);
      await device.ask('removePin');
      await device.kill();
      expect(await device.ask('state')).toMatchObject({ keys: 'open', pin: false });
    });
  });
});

test('notes are on this phone alone, sealed, found again by the same account and wiped with the rest', async () => {
  await withLoaded(async (device, server) => {
    const note = { id: 'n1', about: number, text: 'Zanzibarine, vu mardi', changed: 1 };
    const sent: string[] = [];
    device.context.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await device.ask('keepNote', note);
    await device.ask('keepNote', { ...note, id: 'n2', text: 'autre', changed: 2 });
    await device.ask('dropNote', 'n2');
    await device.kill();
    expect(await device.ask('notes')).toEqual([note]);
    await device.ask('dropKeys');
    expect(await refusal(device.ask('notes'))).toBe('no-keys');
    await device.follow(['75']);
    expect(await device.ask('notes')).toEqual([note]);
    const other = await server.signedIn('other', { areas: ['75'] });
    await withDevice(browser, server.origin, other.client.cookie, async (theirs) => {
      await theirs.follow(['75']);
      expect(await theirs.ask('notes')).toEqual([]);
    });
    expect(sent.join('\n')).not.toMatch(/Zanzibarine|12341001/);
    await device.ask('wipe');
    expect(await databases(device)).not.toContain('jasmine-4');
    expect(await keptRows(device, '75')).toEqual({});
    await device.follow(['75']);
    expect(await device.ask('notes')).toEqual([]);
  });
});

/** What the browser says to whoever wants to read the keys that it keeps. */
function exportsKeys({ page }: Device): Promise<string[]> {
  return page.evaluate(async () => {
    const kept = await new Promise<{ ring: { search: CryptoKey; notes: CryptoKey; areas: Map<string, CryptoKey> } }>((resolve) => {
      const opening = indexedDB.open('jasmine-4');
      opening.onsuccess = () => {
        const asking = opening.result.transaction('keys').objectStore('keys').get('row') as IDBRequest<{ ring: { search: CryptoKey; notes: CryptoKey; areas: Map<string, CryptoKey> } }>;
        asking.onsuccess = () => {
          opening.result.close();
          resolve(asking.result);
        };
      };
    });
    const keys = [kept.ring.search, kept.ring.notes, ...kept.ring.areas.values()];
    return Promise.all(keys.map((key) => crypto.subtle.exportKey('raw', key).then(() => 'read', (error: unknown) => (error as Error).name)));
  });
}
