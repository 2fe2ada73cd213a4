import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { publishAlerts } from '../support/gate.ts';
import { withOwnServer, type OwnServer } from '../support/own-server.ts';

/** What a replica may ask, of its own area: method, path, body. */
const endpoints = (area: string, id: string): readonly [string, string, string?][] => [
  ['GET', `/sync/${area}/`],
  ['GET', `/sync/${area}/_changes`],
  ['GET', `/sync/${area}/_changes?feed=normal&style=all_docs&since=0&limit=100&seq_interval=10&timeout=1000`],
  ['GET', `/sync/${area}/_changes?feed=longpoll&since=0&heartbeat=10000`],
  ['POST', `/sync/${area}/_bulk_get?revs=true&latest=true`, JSON.stringify({ docs: [{ id: `alert:${id}` }] })],
  ['GET', `/sync/${area}/alert:${id}`],
  ['GET', `/sync/${area}/alert%3A${id}?revs=true&latest=true&open_revs=all`],
  ['GET', `/sync/${area}/_design/area?revs=true`],
  ['GET', `/sync/${area}/snapshot`]
];

/** What nobody may ask. */
const refused = (id: string): readonly [string, string, string?][] => [
  ['PUT', '/sync/75/'],
  ['DELETE', '/sync/75/'],
  ['POST', '/sync/75/', '{"_id":"alert:x"}'],
  ['GET', '/sync/75'],
  ['GET', '/sync/'],
  ['GET', '/sync/75/_all_docs'],
  ['GET', '/sync/75/_security'],
  ['PUT', '/sync/75/_security', '{}'],
  ['GET', '/sync/75/_design/other'],
  ['GET', '/sync/75/_design/area/_view/x'],
  ['GET', '/sync/75/_design%2Farea'],
  ['POST', '/sync/75/_find', '{"selector":{}}'],
  ['POST', '/sync/75/_bulk_docs', '{"docs":[]}'],
  ['POST', '/sync/75/_revs_diff', '{}'],
  ['POST', '/sync/75/_ensure_full_commit', '{}'],
  ['POST', '/sync/75/_compact', '{}'],
  ['POST', '/sync/75/_purge', '{}'],
  ['POST', '/sync/75/_changes', '{"doc_ids":[]}'],
  ['PUT', '/sync/75/_local/x', '{}'],
  ['PUT', `/sync/75/alert:${id}`, '{}'],
  ['DELETE', `/sync/75/alert:${id}?rev=1-x`],
  ['COPY', `/sync/75/alert:${id}`],
  ['GET', `/sync/75/alert:${id}/file`],
  ['GET', '/sync/75//_all_docs'],
  ['GET', '/sync/75/..%2Faccounts%2F_all_docs'],
  ['GET', '/sync/75/alert:..%2F..%2Faccounts'],
  ['PUT', '/sync/75/snapshot', '{}'],
  ['GET', '/sync/75/snapshot/AAAAAAAAAAAAAAAAAAAAAA/x']
];

const wrongParameters = (id: string): readonly string[] => [
  '/sync/75/?x=1',
  '/sync/75/_changes?include_docs=true',
  '/sync/75/_changes?filter=_view',
  '/sync/75/_changes?feed=continuous',
  '/sync/75/_changes?feed=eventsource',
  '/sync/75/_changes?limit=10001',
  '/sync/75/_changes?limit=-1',
  '/sync/75/_changes?since=0&since=1',
  '/sync/75/_changes?since=%2F..%2F',
  '/sync/75/_changes?descending=true',
  `/sync/75/alert:${id}?rev=x`,
  `/sync/75/alert:${id}?local_seq=true`,
  `/sync/75/alert:${id}?open_revs=[1]`
];

describe('the gate', () => {
  test('lets active members read their own areas, and nobody else', async () => {
    await withOwnServer(async (server) => {
      const [id = ''] = await publishAlerts(server, 1, ['75', '2A']);
      const nobody = '';
      const member = (await server.signedIn('member', { areas: ['75', '2A', '48'] })).client.cookie;
      const another = (await server.signedIn('another', { areas: ['69'] })).client.cookie;
      const moderator = (await server.signedIn('moderator', { areas: ['69'] }, 'moderator')).client.cookie;
      const frozen = await server.signedIn('frozen', { areas: ['75'] });
      await suspend(server, frozen.account.id);

      await server.context.alerts.snapshots.untilIdle();
      for (const area of ['75', '2A']) for (const question of endpoints(area, id)) expect(await answerTo(server, member, question), question.join(' ')).toMatchObject({ status: 200 });
      // An area of one's own that no alert has come for yet.
      expect(JSON.parse((await answerTo(server, member, ['GET', '/sync/48/_changes'])).text)).not.toMatchObject({ error: expect.anything() as unknown });
      expect(await answerTo(server, member, ['GET', '/sync/75/_local/x'])).toMatchObject({ status: 404 });

      for (const question of endpoints('75', id)) {
        expect(await refusal(server, nobody, question), question.join(' ')).toBe('401 sign_in');
        expect(await refusal(server, another, question), question.join(' ')).toBe('403 not_your_area');
        // The team reads alerts at the desk; replicas are of one's own areas, whatever the role.
        expect(await refusal(server, moderator, question), question.join(' ')).toBe('403 not_your_area');
        expect(await refusal(server, frozen.client.cookie, question), question.join(' ')).toBe('403 not_active');
      }
      // In the same words: one with alerts, one without, one that is none, another way to write one's own.
      for (const area of ['93', '2B', '00', '2a', 'alerts-75', '..%2Faccounts', '75%2F..%2F..%2Faccounts', '75%00']) {
        for (const question of endpoints(area, id)) expect(await refusal(server, member, question), question.join(' ')).toBe('403 not_your_area');
      }
    });
  });

  test('refuses every other path, method and parameter', async () => {
    await withOwnServer(async (server) => {
      const [id = ''] = await publishAlerts(server, 1);
      const { cookie } = (await server.signedIn('member', { areas: ['75'] })).client;
      for (const question of refused(id)) {
        const { status, text } = await answerTo(server, cookie, question);
        expect(`${question.join(' ')}: ${status}`).toBe(`${question.join(' ')}: 403`);
        // Two slashes in a row are refused before anybody asks what they mean.
        expect((JSON.parse(text) as { error: string }).error).toMatch(/^(forbidden|FST_STATIC_FORBIDDEN_PATH)$/);
      }
      for (const path of wrongParameters(id)) expect(await refusal(server, cookie, ['GET', path]), path).toBe('400 bad_request');
      for (const docs of ['{}', '{"docs":[{"id":"_design/other"}]}', '{"docs":[{"id":"alert:x"}]}', '{"docs":[],"x":1}', '[]']) {
        expect(await refusal(server, cookie, ['POST', '/sync/75/_bulk_get', docs]), docs).toBe('400 bad_request');
      }
      expect(await refusal(server, cookie, ['POST', '/sync/75/_bulk_get', '{"docs":[]}'], { 'sec-fetch-site': 'cross-site' })).toBe('403 cross_site');
    });
  });

  test('ends with the session, the account or the choice of areas', async () => {
    await withOwnServer(async (server) => {
      await publishAlerts(server, 1);
      const { client, account } = await server.signedIn('member', { areas: ['75'] });
      const ask = () => refusal(server, client.cookie, ['GET', '/sync/75/_changes']);
      expect(await ask()).toBe('200 undefined');
      await client.patch('/api/account', { areas: ['69'] });
      expect(await ask()).toBe('403 not_your_area');
      await suspend(server, account.id);
      expect(await ask()).toBe('403 not_active');
      await client.delete('/api/session');
      expect(await ask()).toMatch(/^401/);
    });
  });
});

async function suspend({ context }: OwnServer, id: string): Promise<void> {
  await context.accounts.store.update(id, (account) => ({ ...account, state: 'suspended' }));
}

async function refusal(server: OwnServer, cookie: string, question: readonly [string, string, string?], headers: Record<string, string> = {}): Promise<string> {
  const { status, text } = await answerTo(server, cookie, question, headers);
  const { error } = (text.startsWith('{') ? JSON.parse(text) : {}) as { error?: string };
  return `${status} ${String(error)}`;
}

/** Not `fetch`: it would tidy the path before it is sent. */
function answerTo({ origin }: OwnServer, cookie: string, [method, path, body]: readonly [string, string, string?], headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, method, path, headers: { ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }), ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text })).on('error', reject);
    });
    asking.on('error', reject).end(body);
  });
}
