import { describe, expect, test } from 'vitest';
import type { Alert } from '../../src/domain/alert.ts';
import type { AlertPage, Keys, LookupAnswer } from '../../src/domain/alert-api.ts';
import { readIdentifierAs, type IdentifierKind } from '../../src/domain/identifier.ts';
import { searchKey, searchToken } from '../../src/domain/search-token.ts';
import { newAlert, newAlertId } from '../support/alerts.ts';
import type { ApiClient } from '../support/api-client.ts';
import { withOwnServer } from '../support/own-server.ts';

const phone = { kind: 'phone', value: '+33199001234' } as const;
const plate = { kind: 'plate', value: 'AA000AA' } as const;
const email = { kind: 'email', value: 'zinnia@mail.example' } as const;

describe('C1: by number, plate or address', () => {
  test('a member finds it in whatever writing, in full, from any department; most severe first', async () => {
    await withOwnServer(async (server) => {
      const { store } = server.context.alerts;
      const [mild, severe] = [newAlertId(), newAlertId()];
      await store.publish(mild, newAlert({ level: 'fantasist', identifiers: [phone], text: 'what happened' }), 'one');
      await store.publish(severe, newAlert({ level: 'very-dangerous', identifiers: [phone, plate, email] }), 'two');
      await store.publish(newAlertId(), newAlert({ identifiers: [{ kind: 'phone', value: '+33199005678' }] }), 'three');
      for (const areas of [['75'], ['33'], []]) {
        const { client } = await server.signedIn(`member${areas.join('')}`, { areas });
        const found = await lookUp(client, 'phone', '01.99.00.12.34');
        expect(found.alerts.map(({ id }) => id)).toEqual([severe, mild]);
        expect(found.alerts[1]).toMatchObject({ text: 'what happened', identifiers: [phone], reports: 1 });
        expect((await lookUp(client, 'plate', 'aa 000 aa')).alerts.map(({ id }) => id)).toEqual([severe]);
        expect((await lookUp(client, 'email', 'ZINNIA@mail.example')).alerts.map(({ id }) => id)).toEqual([severe]);
        expect(await lookUp(client, 'phone', '01 99 00 99 99')).toEqual({ alerts: [], left: 96 });
      }
    });
  });

  test('partners as members, and accounts that are paused; nobody without a session', async () => {
    await withOwnServer(async (server) => {
      await server.context.alerts.store.publish(newAlertId(), newAlert({ identifiers: [phone] }), 'one');
      const { client: partner } = await server.signedIn('partner', {}, 'partner');
      expect((await lookUp(partner, 'phone', '0199001234')).alerts.length).toBe(1);
      const { client: paused } = await server.signedIn('paused');
      await paused.post('/api/account/restriction', { restricted: true });
      expect((await lookUp(paused, 'phone', '0199001234')).alerts.length).toBe(1);
      const keys = (await paused.get('/api/keys')).body as unknown as Keys;
      expect(Date.parse(keys.until)).toBe(Date.parse(String((await paused.get('/api/session')).body['ends'])));
    });
  });

  test('what is hidden or gone is not found, and an alert is corrected everywhere at once', async () => {
    await withOwnServer(async (server) => {
      const { store } = server.context.alerts;
      const { client } = await server.signedIn('iris');
      const id = newAlertId();
      await store.publish(id, newAlert({ identifiers: [phone] }), 'one');
      await store.contest(id, { contested: true, hidden: true });
      expect((await lookUp(client, 'phone', '0199001234')).alerts).toEqual([]);
      expect([(await client.get(`/api/alerts/${id}`)).status, (await areaPage(client, '75')).alerts]).toEqual([404, []]);
      await store.contest(id, { contested: true, hidden: false });
      expect((await lookUp(client, 'phone', '0199001234')).alerts[0]).toMatchObject({ contested: true });
      await store.withdraw('one');
      expect((await lookUp(client, 'phone', '0199001234')).alerts).toEqual([]);
    });
  });
});

describe('C1 and C2: by area', () => {
  test('members see their departments, masked and without text; another department is refused; the team sees all', async () => {
    await withOwnServer(async (server) => {
      const { store } = server.context.alerts;
      const id = newAlertId();
      await store.publish(id, newAlert({ identifiers: [phone, plate, email], pseudonyms: ['Marco'], text: 'zinnia text', looks: 'zinnia looks', links: ['https://zinnia.example'], where: { town: 'Paris' } }), 'one');
      const { client } = await server.signedIn('iris', { areas: ['75'] });
      const page = await areaPage(client, '75');
      expect(page.alerts).toEqual([
        {
          id,
          level: 'dangerous',
          areas: ['75'],
          events: ['robbery'],
          profile: [],
          where: { town: 'Paris' },
          when: {},
          pseudonyms: ['Marco'],
          publishedOn: page.alerts[0]?.publishedOn,
          updatedOn: page.alerts[0]?.updatedOn,
          reports: 1,
          contested: false,
          identifiers: [
            { kind: 'phone', shown: '+331••••••34' },
            { kind: 'plate', shown: 'AA•••AA' },
            { kind: 'email', shown: 'z•••@mail.example' }
          ]
        }
      ]);
      expect((await client.get(`/api/alerts/${id}`)).body).toMatchObject({ text: 'zinnia text', identifiers: [phone, plate, email] });
      const { client: elsewhere } = await server.signedIn('lila', { areas: ['69', '2A'] });
      expect(await elsewhere.get('/api/alerts?area=75')).toMatchObject({ status: 403, body: { error: 'not_your_area' } });
      expect(await elsewhere.get(`/api/alerts/${id}`)).toMatchObject({ status: 404, body: { error: 'unknown_alert' } });
      expect((await lookUp(elsewhere, 'phone', '0199001234')).alerts.length).toBe(1);
      const { client: team } = await server.signedIn('team', { areas: [] }, 'moderator');
      expect((await areaPage(team, '75')).alerts.length).toBe(1);
    });
  });

  test('filters by level and counts the whole area; nobody is told what cannot be asked', async () => {
    await withOwnServer(async (server) => {
      const { store } = server.context.alerts;
      for (const [index, level] of (['very-dangerous', 'risky', 'risky', 'fantasist'] as const).entries()) await store.publish(newAlertId(), newAlert({ level }), `report ${String(index)}`);
      await store.publish(newAlertId(), newAlert({ level: 'risky', areas: ['69'] }), 'another');
      const { client } = await server.signedIn('iris', { areas: ['75'] });
      const counts = { 'very-dangerous': 1, dangerous: 0, risky: 2, unpleasant: 0, fantasist: 1, 'difficult-meeting': 0 };
      const filtered = await areaPage(client, '75', '&level=risky&level=very-dangerous');
      expect([filtered.alerts.map(({ level }) => level).sort(), filtered.counts]).toEqual([['risky', 'risky', 'very-dangerous'], counts]);
      expect((await areaPage(client, '75', '&level=dangerous')).alerts).toEqual([]);
      for (const question of ['', '?area=999', '?area=75&level=none', '?area=75&phone=0199001234']) expect((await client.get(`/api/alerts${question}`)).status).toBe(400);
    });
  });

  test('is read in pages of fifty, newest first, each alert once, also when one goes in between', async () => {
    await withOwnServer(async (server) => {
      const { store } = server.context.alerts;
      const ids = Array.from({ length: 120 }, newAlertId);
      for (const id of ids) await store.publish(id, newAlert(), `report ${id}`);
      const { client } = await server.signedIn('iris', { areas: ['75'] });
      const first = await areaPage(client, '75');
      expect(first.alerts.length).toBe(50);
      const last = first.alerts.at(-1)?.id ?? '';
      await store.remove(last);
      const second = await areaPage(client, '75', `&after=${encodeURIComponent(first.next ?? '')}`);
      const third = await areaPage(client, '75', `&after=${encodeURIComponent(second.next ?? '')}`);
      expect([second.alerts.length, third.alerts.length, third.next]).toEqual([50, 20, undefined]);
      expect([...first.alerts, ...second.alerts, ...third.alerts].map(({ id }) => id).sort()).toEqual([...ids].sort());
    });
  });
});

async function lookUp(client: ApiClient, kind: IdentifierKind, typed: string): Promise<LookupAnswer> {
  const { search } = (await client.get('/api/keys')).body as unknown as Keys;
  const identifier = readIdentifierAs(kind, typed);
  if (!identifier) throw new Error('no identifier');
  const { status, body } = await client.post('/api/alerts/lookup', { tokens: [await searchToken(await searchKey(search), identifier)] });
  expect(status).toBe(200);
  return body as unknown as { alerts: Alert[]; left: number };
}

async function areaPage(client: ApiClient, area: string, more = ''): Promise<AlertPage> {
  const { status, body } = await client.get(`/api/alerts?area=${area}${more}`);
  expect(status).toBe(200);
  return body as unknown as AlertPage;
}

