import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { LinkedDevices, LinkedToken, LinkGrant } from '../../src/domain/callshield-api.ts';
import { readCallerFilter } from '../../src/domain/caller-filter.ts';
import { eraseAccount } from '../../sync-server/accounts/my-data.ts';
import { freezeBranch } from '../../sync-server/sponsorship/freeze-branch.ts';
import { sweep } from '../../sync-server/jobs/sweep.ts';
import { newAlert, newAlertId } from '../support/alerts.ts';
import { ApiClient, type ApiAnswer } from '../support/api-client.ts';
import { withOwnServer, type OwnServer } from '../support/own-server.ts';

const then = new Date('2026-11-25T12:00:00.000Z');
const after = (seconds: number): Date => new Date(then.getTime() + seconds * 1000);

test('a member confirms, the app gets a token, and with it a file that opens with the key it got', async () => {
  await withFilter(async (server) => {
    const { client } = await server.signedIn('member');
    const app = newApp(server);
    const grant = await grantOf(client, app.challenge);
    expect(grant).toEqual({ code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/) as string, expiresAt: after(60).toISOString(), package: 'app.jasmine.android' });
    // As somebody types it.
    const linked = await link(app, grant.code.toLowerCase().replace('-', ' '));
    expect(Date.parse(linked.expiresAt) - then.getTime()).toBe(30 * 86_400_000);
    const { status, headers, bytes } = await download(app, linked);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'application/octet-stream', 'no-store']);
    const filter = await readCallerFilter(bytes, new Uint8Array(Buffer.from(linked.key, 'base64url')), then.getTime() / 1000);
    expect(await filter.levelOf('+33612345678')).toBe('very-dangerous');
    expect((await download(app, linked, headers.get('etag') ?? '')).status).toBe(304);
    expect((await download(app, linked, `W/${headers.get('etag') ?? ''}`)).status, 'through a proxy').toBe(304);
    // It opens nothing else.
    for (const path of ['/api/keys', '/api/account', '/api/callshield/devices', '/api/alerts?area=75', '/sync/75/_changes']) {
      expect((await app.client.ask('GET', path, undefined, bearer(linked))).status, path).toBe(401);
    }
  });
});

test('a code is used once, for a minute, with its secret; a wrong secret spends it', async () => {
  await withFilter(async (server) => {
    const { client } = await server.signedIn('member');
    const app = newApp(server);
    const first = await grantOf(client, app.challenge);
    await link(app, first.code);
    expect(await redeem(app, first.code)).toMatchObject({ status: 400, body: { error: 'code' } });
    const second = await grantOf(client, app.challenge);
    expect((await redeem(newApp(server), second.code)).status).toBe(400);
    expect((await redeem(app, second.code)).status).toBe(400);
    const late = await grantOf(client, app.challenge);
    server.clock.now = after(60);
    expect((await redeem(app, late.code)).status).toBe(400);
    expect((await redeem(app, 'AAAA-AAAA')).status).toBe(400);
    const race = await grantOf(client, app.challenge);
    const answers = await Promise.all(Array.from({ length: 5 }, () => redeem(app, race.code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

test('the page reads the file with its session, and has the key among its keys', async () => {
  await withOwnServer(async (server) => {
    server.clock.now = then;
    const { client } = await server.signedIn('member');
    expect((await client.get('/api/keys')).body['filter']).toBeUndefined();
    expect(await client.get('/api/callshield/filter')).toMatchObject({ status: 503, body: { error: 'no_filter' } });
    await server.context.filter.builder.build();
    const { filter } = (await client.get('/api/keys')).body as { filter: { key: string; generation: number } };
    expect(filter.generation).toBe(1);
    const answer = await fetch(`${server.origin}/api/callshield/filter?generation=1`, { headers: { cookie: client.cookie } });
    await readCallerFilter(new Uint8Array(await answer.arrayBuffer()), new Uint8Array(Buffer.from(filter.key, 'base64url')), then.getTime() / 1000);
    expect((await client.get('/api/callshield/filter?generation=2')).status).toBe(410);
    expect((await client.get('/api/callshield/filter?generation=x')).status).toBe(400);
    expect((await new ApiClient(server).get('/api/callshield/filter')).status).toBe(401);
    const { client: waiting } = await server.signedIn('waiting');
    await setState(server, 'waiting', 'waiting');
    expect((await waiting.get('/api/callshield/filter')).status).toBe(401);
  });
});

test('what ends an account’s sessions ends its phones: suspension, a new password, erasure, the end of 30 days, and its owner', async () => {
  await withFilter(async (server) => {
    const { accounts } = server.context;
    const linkedBy = async (name: string) => {
      const { client, account } = await server.signedIn(name);
      const app = newApp(server);
      const linked = await link(app, (await grantOf(client, app.challenge)).code);
      expect((await download(app, linked)).status).toBe(200);
      return { client, account, again: async () => (await download(app, linked)).status };
    };
    const frozen = await linkedBy('frozen');
    await freezeBranch(accounts, frozen.account.id, 'moderator');
    expect(await frozen.again()).toBe(401);
    // Back in: the phone is not.
    await accounts.store.update(frozen.account.id, (current) => ({ ...current, state: 'active' }));
    expect(await frozen.again()).toBe(401);

    const suspended = await linkedBy('suspended');
    await setState(server, 'suspended', 'suspended');
    expect(await suspended.again()).toBe(401);

    const changed = await linkedBy('changed');
    await accounts.store.update(changed.account.id, (current) => ({ ...current, passwordHash: 'another' }));
    expect(await changed.again()).toBe(401);

    const everywhere = await linkedBy('everywhere');
    await accounts.sessions.endAll(everywhere.account.id);
    expect(await everywhere.again()).toBe(401);

    // One browser that signs out is not the phone.
    const left = await linkedBy('left');
    await left.client.delete('/api/session');
    expect(await left.again()).toBe(200);

    const owner = await linkedBy('owner');
    const other = await linkedBy('other');
    const { devices } = (await owner.client.get('/api/callshield/devices')).body as unknown as LinkedDevices;
    expect(devices).toEqual([{ id: expect.stringMatching(/^[\w-]{22}$/) as string, linkedOn: '2026-11-25', seenOn: '2026-11-25', expiresAt: expect.any(String) as string }]);
    expect((await other.client.delete(`/api/callshield/devices/${devices[0]?.id ?? ''}`)).status).toBe(404);
    expect(await owner.again()).toBe(200);
    expect((await owner.client.delete(`/api/callshield/devices/${devices[0]?.id ?? ''}`)).status).toBe(204);
    expect(await owner.again()).toBe(401);

    const kept = await linkedBy('kept');
    expect((await kept.client.get('/api/account/export')).body['linkedPhones']).toEqual([{ linkedOn: '2026-11-25', seenOn: '2026-11-25', ends: expect.any(String) as string }]);
    server.clock.now = after(30 * 86_400);
    expect(await kept.again()).toBe(401);
    server.clock.now = after(30 * 86_400 + 1);
    await sweep(accounts);
    expect(await accounts.documents.ids('linked-device:')).toEqual([]);
    expect(await accounts.documents.ids('link:')).toEqual([]);
  });
});

test('an account that goes takes its phones along; its receipt counts them as what was signed in', async () => {
  await withFilter(async (server) => {
    const { client, account } = await server.signedIn('leaving');
    const app = newApp(server);
    const linked = await link(app, (await grantOf(client, app.challenge)).code);
    const receipt = await eraseAccount(server.context.accounts, account);
    expect(receipt.erased).toContainEqual({ what: 'sessions', count: 2 });
    expect((await download(app, linked)).status).toBe(401);
    expect(await server.context.accounts.documents.ids('linked-device:')).toEqual([]);
  });
});

test('a phone downloads twelve times at once, and asks as often as it likes whether there is news', async () => {
  await withFilter(async (server) => {
    const { client } = await server.signedIn('member');
    const app = newApp(server);
    const linked = await link(app, (await grantOf(client, app.challenge)).code);
    let etag = '';
    for (let time = 0; time < 12; time++) {
      const { status, headers } = await download(app, linked);
      expect(status).toBe(200);
      etag = headers.get('etag') ?? '';
    }
    const refused = await download(app, linked);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await download(app, linked, etag)).status).toBe(304);
    const second = newApp(server);
    expect((await download(second, await link(second, (await grantOf(client, second.challenge)).code))).status).toBe(200);
  });
});

test('a generation that is over ends what was linked for it: link again', async () => {
  await withFilter(async (server) => {
    // Near its end, so that the sign-in lasts longer than the generation.
    server.clock.now = after(355 * 86_400);
    const { client } = await server.signedIn('member');
    const app = newApp(server);
    const linked = await link(app, (await grantOf(client, app.challenge)).code);
    await server.context.filter.builder.build();
    expect((await download(app, linked)).status).toBe(200);
    server.clock.now = after(365 * 86_400);
    await server.context.filter.builder.build();
    expect((await download(app, linked)).status).toBe(410);
    expect((await app.client.ask('GET', '/api/callshield/filter', undefined, bearer(linked))).status).toBe(410);
    const { filter } = (await client.get('/api/keys')).body as { filter: { key: string; generation: number } };
    expect([filter.generation, filter.key === linked.key]).toEqual([2, false]);
    const again = await link(app, (await grantOf(client, app.challenge)).code);
    const { bytes } = await download(app, again);
    expect(await (await readCallerFilter(bytes, new Uint8Array(Buffer.from(again.key, 'base64url')), after(365 * 86_400).getTime() / 1000)).levelOf('+33612345678')).toBe('very-dangerous');
  });
});

test('another copy of the server gives the same file to the same phone', async () => {
  await withFilter(async (server) => {
    const { client } = await server.signedIn('member');
    const app = newApp(server);
    const linked = await link(app, (await grantOf(client, app.challenge)).code);
    const copy = await server.another();
    await copy.context.filter.builder.build();
    const [one, other] = [await download(app, linked), await download({ ...app, origin: copy.origin }, linked)];
    expect(other.headers.get('etag')).toBe(one.headers.get('etag'));
    expect(other.bytes).toEqual(one.bytes);
  });
});

test('codes, tokens, keys and verifiers are in no log and no document', async () => {
  await withFilter(async (server) => {
    const { client } = await server.signedIn('member');
    const app = newApp(server);
    const { code } = await grantOf(client, app.challenge);
    const linked = await link(app, code);
    await download(app, linked);
    await download(app, { ...linked, token: linked.token.toLowerCase() });
    const documents = JSON.stringify([...(await server.context.accounts.documents.range<object>('link')), await server.context.couch.server.use(`${server.context.config.databasePrefix}filter`).list({ include_docs: true })]);
    for (const secret of [code, linked.token, linked.key, app.verifier, app.challenge, '612345678']) {
      expect(server.log.join('\n')).not.toContain(secret);
      expect(documents).not.toContain(secret);
    }
  });
});

test('another site cannot ask for a code in a member’s browser', async () => {
  await withFilter(async (server) => {
    const { client } = await server.signedIn('member');
    const { challenge } = newApp(server);
    expect((await client.ask('POST', '/api/callshield/grants', { challenge }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await client.post('/api/callshield/grants', { challenge: 'short' })).status).toBe(400);
  });
});

/** A server with one alert in its filter; its clock stands. */
async function withFilter(run: (server: OwnServer) => Promise<void>): Promise<void> {
  await withOwnServer(async (server) => {
    server.clock.now = then;
    await server.context.alerts.store.publish(newAlertId(), newAlert({ level: 'very-dangerous', identifiers: [{ kind: 'phone', value: '+33612345678' }] }), 'report');
    await server.context.filter.builder.build();
    await run(server);
  });
}

/** What the app does: no cookie, no Origin. */
function newApp({ origin }: Pick<OwnServer, 'origin'>) {
  const verifier = randomBytes(32).toString('base64url');
  return { origin, verifier, challenge: createHash('sha256').update(verifier).digest('base64url'), client: new ApiClient({ origin }) };
}

type App = ReturnType<typeof newApp>;

async function grantOf(client: ApiClient, challenge: string): Promise<LinkGrant> {
  const { status, body } = await client.post('/api/callshield/grants', { challenge });
  expect(status).toBe(201);
  return body as unknown as LinkGrant;
}

function redeem({ client, verifier }: App, code: string): Promise<ApiAnswer> {
  return client.post('/api/callshield/token', { code, verifier });
}

async function link(app: App, code: string): Promise<LinkedToken> {
  const { status, body } = await redeem(app, code);
  expect(status).toBe(200);
  return body as unknown as LinkedToken;
}

async function download({ origin }: Pick<App, 'origin'>, linked: LinkedToken, etag?: string) {
  const answer = await fetch(`${origin}/api/callshield/filter?generation=${String(linked.generation)}`, { headers: { ...bearer(linked), ...(etag === undefined ? {} : { 'if-none-match': etag }) } });
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

function bearer({ token }: Pick<LinkedToken, 'token'>): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

async function setState({ context: { accounts } }: OwnServer, name: string, state: 'waiting' | 'suspended'): Promise<void> {
  const account = await accounts.store.byUsername(name);
  await accounts.store.update(account?.id ?? '', (current) => ({ ...current, state }));
}
