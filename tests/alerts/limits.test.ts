import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../sync-server/errors.ts';
import { newAlert, newAlertId } from '../support/alerts.ts';
import type { ApiClient } from '../support/api-client.ts';
import { withOwnServer, type OwnServer } from '../support/own-server.ts';

const newToken = (): string => randomBytes(12).toString('base64url');
const ask = (client: ApiClient, ...tokens: string[]) => client.post('/api/alerts/lookup', { tokens });

describe('look-ups', () => {
  test('are a hundred different ones a day; the same one again costs nothing; opening an alert costs one', async () => {
    await withOwnServer(async (server) => {
      const id = newAlertId();
      await server.context.alerts.store.publish(id, newAlert(), 'one');
      const { client } = await server.signedIn('iris');
      const same = newToken();
      expect((await ask(client, same)).body['left']).toBe(99);
      expect((await ask(client, same)).body['left']).toBe(99);
      // Two in one question are two.
      expect((await ask(client, same, newToken())).body['left']).toBe(98);
      expect((await client.get(`/api/alerts/${id}`)).status).toBe(200);
      expect((await client.get(`/api/alerts/${id}`)).status).toBe(200);
      expect((await ask(client, same)).body['left']).toBe(97);
      for (let index = 0; index < 97; index++) expect((await ask(client, newToken())).status).toBe(200);
      const refused = await ask(client, newToken());
      expect(refused).toMatchObject({ status: 429, body: { error: 'too_many_lookups' } });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await ask(client, same)).status).toBe(200);
      const other = newAlertId();
      await server.context.alerts.store.publish(other, newAlert(), 'two');
      expect((await client.get(`/api/alerts/${other}`)).body).toMatchObject({ error: 'too_many_lookups' });
      // Nobody else's.
      const { client: somebodyElse } = await server.signedIn('lila');
      expect((await ask(somebodyElse, newToken())).body['left']).toBe(99);
    });
  });

  test('are not answered while they cannot be counted', async () => {
    await withOwnServer(async (server) => {
      const { client } = await server.signedIn('iris');
      const { throttle } = server.context.accounts as unknown as { throttle: { take: () => Promise<number> } };
      const { take } = throttle;
      throttle.take = () => Promise.reject(new StoreUnavailableError(undefined));
      expect(await ask(client, newToken())).toMatchObject({ status: 503, body: { error: 'store_unavailable' } });
      throttle.take = take;
      expect((await ask(client, newToken())).status).toBe(200);
    });
  });

  test('of fifty people in a day are shown to the team: the account and the day, nothing else', async () => {
    await withOwnServer(async (server) => {
      const { client, account } = await server.signedIn('iris');
      const { client: team } = await server.signedIn('team', {}, 'moderator');
      for (let index = 0; index < 49; index++) await ask(client, newToken());
      expect((await team.get('/api/desk/readers')).body).toEqual([]);
      await ask(client, newToken());
      await ask(client, newToken());
      const today = new Date().toISOString().slice(0, 10);
      expect((await team.get('/api/desk/readers')).body).toEqual([{ id: account.id, username: 'iris', since: today, seen: false }]);
      expect((await team.post(`/api/desk/readers/${account.id}/seen`)).status).toBe(204);
      expect((await team.post(`/api/desk/readers/${account.id}/seen`)).status).toBe(204);
      expect((await team.get('/api/desk/readers')).body).toMatchObject([{ seen: true }]);
      expect((await team.post('/api/desk/readers/AAAAAAAAAAAAAAAAAAAAAA/seen')).body).toMatchObject({ error: 'unknown_reader' });
      const audit = await server.context.couch.database<{ what: string }>('audit').list({ include_docs: true });
      expect(audit.rows.map(({ doc }) => doc?.what).filter((what) => what?.startsWith('reader'))).toEqual(['reader-flagged', 'reader-seen']);
    });
  });
});

describe('markers', () => {
  test('planted in alerts and questions are found nowhere: not in the store, its files, logs or errors', async () => {
    await withOwnServer(async (server) => {
      const markers = ['zinniatext', 'zinnialooks', 'Zinniamarco', 'zinnia@mail.example', '199001234', 'AA000AA', 'ZinniaReportMarkerXXXX'];
      const { store, projector } = server.context.alerts;
      const id = newAlertId();
      const content = newAlert({
        identifiers: [{ kind: 'phone', value: '+33199001234' }, { kind: 'plate', value: 'AA000AA' }, { kind: 'email', value: 'zinnia@mail.example' }],
        pseudonyms: ['Zinniamarco'],
        text: 'zinniatext',
        looks: 'zinnialooks'
      });
      await store.publish(id, content, 'ZinniaReportMarkerXXXX');
      await projector.untilIdle();
      const { client } = await server.signedIn('iris');
      const token = newToken();
      await ask(client, token);
      await ask(client, 'AA000AA');
      await client.post('/api/alerts/lookup', { tokens: ['+33199001234'] });
      await client.get('/api/alerts?area=75&phone=0199001234&zinniatext=1');
      await client.get('/api/alerts?area=75');
      await client.get(`/api/alerts/${id}`);
      await store.edit(id, { ...content, text: 'corrected' });
      await projector.untilIdle();
      const kept = [await everythingIn(server), ...filesUnder(server.dataDir)].join('\n');
      expect(kept).toContain(id);
      for (const marker of [...markers, token]) expect(kept.includes(marker), marker).toBe(false);
      const logged = server.log.join('\n');
      expect(logged).toContain('/api/alerts/lookup');
      for (const marker of [...markers, token, id, '0199001234']) expect(logged.includes(marker), marker).toBe(false);
    });
  });
});

/** All documents of all databases, as the store gives them. */
async function everythingIn({ context }: OwnServer): Promise<string> {
  const { server } = context.couch;
  const names = (await server.db.list()).filter((name) => name.startsWith(context.config.databasePrefix));
  const all = await Promise.all(names.map((name) => server.use(name).list({ include_docs: true })));
  return JSON.stringify(all);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'));
}
