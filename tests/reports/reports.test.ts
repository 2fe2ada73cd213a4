import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient, demoPassword, signedInAs, type ApiAnswer } from '../support/api-client.ts';
import { atTheDesk, sealedText, type AtTheDesk } from '../support/moderator.ts';
import { startDemo, type TestServer } from '../support/server.ts';

let server: TestServer;
let member: ApiClient;
let colleague: ApiClient;
let moderator: AtTheDesk;
beforeAll(async () => {
  server = await startDemo();
  member = await signedInAs(server, 'demo-member');
  colleague = await signedInAs(server, 'demo-colleague');
  moderator = await atTheDesk(server, 'demo-moderator');
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

interface Sent {
  readonly body: { id: string; receiptHash: string; department?: string; consents: { share: true; transfer: boolean }; sealed: string; sealedTo: string[] };
  readonly secret: string;
}

async function report(text = 'a text', transfer = false): Promise<Sent> {
  const secret = randomBytes(32).toString('base64url');
  const receiptHash = createHash('sha256').update(secret).digest('base64url');
  const sealed = await sealedText([moderator.recipient], text);
  return { body: { id: newId(), receiptHash, department: '75', consents: { share: true, transfer }, sealed, sealedTo: [moderator.recipient] }, secret };
}

let turn = 0;
/** One after the other: each account has a limit a day. */
const somebody = (): ApiClient => [member, colleague, moderator.client][turn++ % 3] ?? member;

async function sent(by = somebody(), of?: Sent): Promise<Sent> {
  const one = of ?? (await report());
  expect((await by.post('/api/reports', one.body)).status).toBe(201);
  return one;
}

const byReceipt = (method: string, { body, secret }: Sent, path: string, sending?: object): Promise<ApiAnswer> =>
  new ApiClient(server).ask(method, `/api/reports/${body.id}/${path}`, sending, { authorization: `Receipt ${secret}` });
const stageOf = async (one: Sent): Promise<unknown> => (await byReceipt('GET', one, 'thread')).body['stage'];
const decide = (one: Sent, act: object, id = newId()): Promise<ApiAnswer> => moderator.client.post(`/api/desk/reports/${one.body.id}/decisions`, { id, act });
const newId = (): string => randomBytes(16).toString('base64url');

function alertContent(more: object = {}): object {
  return { level: 'dangerous', areas: ['75'], events: ['threats'], when: { date: '2026-11-20' }, identifiers: [{ kind: 'phone', value: '+33639980001' }], ...more };
}

describe('sending', () => {
  test('is acknowledged by what was kept, and again by the same', async () => {
    const one = await report();
    const first = await member.post('/api/reports', one.body);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ id: one.body.id, digest: createHash('sha256').update(one.body.sealed).digest('base64url') });
    expect(Date.parse(String(first.body['due'])) - Date.parse(String(first.body['received']))).toBe(48 * 3_600_000);
    const again = await member.post('/api/reports', one.body);
    expect(again).toMatchObject({ status: 200, body: first.body });
  });

  test('of the same id at the same moment keeps one', async () => {
    const one = await report();
    const answers = await Promise.all(Array.from({ length: 4 }, () => colleague.post('/api/reports', one.body)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body['digest']))).size).toBe(1);
  });

  test('of another text under a known id is refused, and the first stays', async () => {
    const one = await sent();
    const other = { ...one.body, sealed: await sealedText([moderator.recipient], 'another') };
    expect((await member.post('/api/reports', other)).body).toMatchObject({ error: 'other_report' });
    expect((await moderator.client.get(`/api/desk/reports/${one.body.id}`)).body['sealed']).toBe(one.body.sealed);
  });

  test('without the consent to share, unsealed, or by nobody is refused', async () => {
    const { body } = await report();
    expect((await member.post('/api/reports', { ...body, consents: { share: false, transfer: false } })).status).toBe(400);
    expect((await member.post('/api/reports', { ...body, sealed: 'in the clear' })).status).toBe(400);
    expect((await new ApiClient(server).post('/api/reports', body)).status).toBe(401);
  });

  test('has a limit a day for one account, which sending again does not use up', async () => {
    const busy = await signedInAs(server, 'demo-partner');
    const first = await sent(busy);
    for (let count = 1; count < 10; count++) await sent(busy);
    expect((await busy.post('/api/reports', (await report()).body)).status).toBe(429);
    expect((await busy.post('/api/reports', first.body)).status).toBe(200);
  });

  test('leaves a report that stays when its account goes; without a moderator it waits', async () => {
    await using other = await startDemo();
    const erase = async (username: string): Promise<ApiAnswer> => (await signedInAs(other, username)).delete('/api/account', { password: demoPassword(other, username) });
    const one = await report();
    expect((await (await signedInAs(other, 'demo-colleague')).post('/api/reports', one.body)).status).toBe(201);
    expect((await erase('demo-colleague')).body['elsewhere']).toContain('reports');
    const byReceiptThere = (method: string, path: string): Promise<ApiAnswer> => new ApiClient(other).ask(method, `/api/reports/${one.body.id}/${path}`, undefined, { authorization: `Receipt ${one.secret}` });
    expect((await byReceiptThere('GET', 'thread')).body).toMatchObject({ stage: 'waiting' });
    expect((await byReceiptThere('POST', 'withdraw')).status).toBe(204);

    // The key of a moderator who left is dropped with the account.
    const client = await signedInAs(other, 'demo-member');
    expect((await client.get('/api/reports/recipients')).body['recipients']).toHaveLength(1);
    expect((await erase('demo-moderator')).status).toBe(200);
    expect((await client.get('/api/reports/recipients')).body).toEqual({ recipients: [] });
    expect((await client.post('/api/reports', (await report()).body)).body).toMatchObject({ error: 'reporting_closed' });
  });
});

describe('a receipt', () => {
  test('tells how the report stands, without a session, and nothing to whoever has another secret', async () => {
    const one = await sent();
    expect((await byReceipt('GET', one, 'thread')).body).toMatchObject({ stage: 'waiting', transferred: false, messages: [], recipients: [moderator.recipient] });
    const wrong = await byReceipt('GET', { ...one, secret: randomBytes(32).toString('base64url') }, 'thread');
    const unknown = await byReceipt('GET', await report(), 'thread');
    expect(wrong.status).toBe(404);
    expect(wrong.body).toEqual(unknown.body);
    const told = ({ headers }: ApiAnswer): string[] => [...headers].filter(([name]) => name !== 'date').map(([name, value]) => `${name}: ${value}`);
    expect(told(wrong)).toEqual(told(unknown));
    // Nor in the address: only in the header.
    expect((await new ApiClient(server).get(`/api/reports/${one.body.id}/thread?secret=${one.secret}`)).status).toBe(404);
    // The account that sent it is no way to it.
    expect((await member.get(`/api/reports/${one.body.id}/thread`)).status).toBe(404);
  });

  test('carries a question and its answer, each once, and puts the report back into the queue', async () => {
    const one = await sent();
    const question = { id: newId(), sealed: await sealedText([moderator.recipient], 'where was it') };
    expect((await decide(one, { kind: 'ask', message: question })).status).toBe(201);
    expect(await stageOf(one)).toBe('asked');
    const answer = { id: newId(), sealed: await sealedText([moderator.recipient], 'near the station') };
    expect((await byReceipt('POST', one, 'thread', answer)).status).toBe(201);
    expect((await byReceipt('POST', one, 'thread', answer)).status).toBe(200);
    expect((await byReceipt('POST', one, 'thread', { ...answer, sealed: question.sealed })).status).toBe(409);
    expect((await byReceipt('GET', one, 'thread')).body).toMatchObject({ stage: 'waiting', messages: [{ from: 'team', sealed: question.sealed }, { from: 'reporter', sealed: answer.sealed }] });
  });

  test('is asked without the cookie: whatever it says, it changes nothing', async () => {
    const one = await sent();
    const authorization = `Receipt ${one.secret}`;
    const asked = await Promise.all(['', member.cookie, '__Host-session=AAAA.BBBB', moderator.client.cookie].map((cookie) => new ApiClient(server).ask('GET', `/api/reports/${one.body.id}/thread`, undefined, { authorization, cookie })));
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(asked.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(asked.flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
  });

  test('withdraws: report and thread are gone, sent late it stays gone, and asked again it is the same', async () => {
    const one = await sent();
    expect((await byReceipt('POST', one, 'withdraw')).status).toBe(204);
    expect((await byReceipt('POST', one, 'withdraw')).status).toBe(204);
    expect((await byReceipt('GET', one, 'thread')).body).toMatchObject({ error: 'unknown_receipt' });
    expect((await moderator.client.get(`/api/desk/reports/${one.body.id}`)).status).toBe(404);
    expect((await member.post('/api/reports', one.body)).status).toBe(200);
    expect((await moderator.client.get(`/api/desk/reports/${one.body.id}`)).status).toBe(404);
    expect((await decide(one, { kind: 'restrict' })).body).toMatchObject({ error: 'withdrawn' });
  });
});

describe('the desk', () => {
  test('publishes the coded part at once and the rest later; members find it; a withdrawal takes it back', async () => {
    const one = await sent();
    const alert = newId();
    const number = { kind: 'phone', value: '+33639980077' };
    expect((await decide(one, { kind: 'publish', alert, part: 'coded', content: alertContent({ identifiers: [number], text: 'free text' }) })).body).toMatchObject({ error: 'coded_only' });
    expect((await decide(one, { kind: 'publish', alert, part: 'coded', content: alertContent({ identifiers: [number] }) })).status).toBe(201);
    expect(await stageOf(one)).toBe('published-part');
    const whole = newId();
    const act = { kind: 'publish', alert, part: 'whole', content: alertContent({ identifiers: [number], text: 'read by the team', textLanguage: 'en' }) };
    expect((await decide(one, act, whole)).status).toBe(201);
    expect((await decide(one, act, whole)).status).toBe(200);
    expect(await stageOf(one)).toBe('published');
    expect((await member.get(`/api/alerts/${alert}`)).body).toMatchObject({ id: alert, level: 'dangerous', reports: 1, text: 'read by the team' });
    expect((await byReceipt('POST', one, 'withdraw')).status).toBe(204);
    expect((await member.get(`/api/alerts/${alert}`)).status).toBe(404);
  });

  test('merges: two independent reports, and one of them withdrawn', async () => {
    const [first, second] = [await sent(), await sent()];
    const alert = newId();
    await decide(first, { kind: 'publish', alert, part: 'whole', content: alertContent() });
    expect((await decide(second, { kind: 'merge', alert: newId(), content: alertContent() })).body).toMatchObject({ error: 'unknown_alert' });
    expect((await decide(second, { kind: 'merge', alert, content: alertContent({ incidents: ['2026-11-20', '2026-10'] }) })).status).toBe(201);
    expect((await member.get(`/api/alerts/${alert}`)).body).toMatchObject({ reports: 2, incidents: ['2026-11-20', '2026-10'] });
    await byReceipt('POST', first, 'withdraw');
    expect((await moderator.client.get(`/api/desk/alerts/${alert}`)).body).toMatchObject({ reports: 1 });
  });

  test('transfers with consent only; the partner sees that one alone, and only its own copy', async () => {
    const partner = await atTheDesk(server, 'demo-partner');
    const { body } = await moderator.client.get('/api/desk/reports');
    const [known] = body['partners'] as { id: string; recipient: string }[];
    expect(known?.recipient).toBe(partner.recipient);
    const copy = await sealedText([partner.recipient], 'for the partner');
    const without = await sent();
    expect((await decide(without, { kind: 'transfer', partner: known?.id, sealed: copy })).body).toMatchObject({ error: 'no_consent' });
    const agreed = await sent(somebody(), await report('a text', true));
    expect((await decide(agreed, { kind: 'transfer', partner: known?.id, sealed: copy })).status).toBe(201);
    expect((await byReceipt('GET', agreed, 'thread')).body).toMatchObject({ transferred: true });
    const list = (await partner.client.get('/api/desk/reports')).body['reports'] as { id: string }[];
    expect(list.map(({ id }) => id)).toEqual([agreed.body.id]);
    expect((await partner.client.get(`/api/desk/reports/${agreed.body.id}`)).body).toMatchObject({ sealed: copy, thread: [] });
    expect((await partner.client.get(`/api/desk/reports/${without.body.id}`)).status).toBe(404);
    expect((await partner.client.post(`/api/desk/reports/${agreed.body.id}/decisions`, { id: newId(), act: { kind: 'restrict' } })).status).toBe(403);
    await byReceipt('POST', agreed, 'withdraw');
    expect((await partner.client.get('/api/desk/reports')).body['reports']).toEqual([]);
  });

  test('seals anew for a colleague, unless somebody was quicker', async () => {
    const one = await sent();
    const was = createHash('sha256').update(one.body.sealed).digest('base64url');
    const next = { was, sealed: await sealedText([moderator.recipient], 'a text'), sealedTo: [moderator.recipient] };
    const path = `/api/desk/reports/${one.body.id}/reseal`;
    expect((await moderator.client.post(path, next)).status).toBe(200);
    expect((await moderator.client.post(path, next)).body).toMatchObject({ error: 'changed' });
    // What its phone sends again is still the report that it is.
    expect((await member.post('/api/reports', one.body)).status).toBe(200);
  });

  test('refuses with a reason, reopens, deletes; counts what waits', async () => {
    const one = await sent();
    const waiting = async (): Promise<number> => (await moderator.client.get('/api/desk/numbers')).body['waiting'] as number;
    const before = await waiting();
    await decide(one, { kind: 'refuse', reason: 'not-ours' });
    expect(await waiting()).toBe(before - 1);
    expect((await byReceipt('GET', one, 'thread')).body).toMatchObject({ stage: 'refused', refusal: 'not-ours' });
    await decide(one, { kind: 'reopen' });
    expect(await stageOf(one)).toBe('waiting');
    expect((await moderator.client.delete(`/api/desk/reports/${one.body.id}`)).status).toBe(204);
    expect((await byReceipt('GET', one, 'thread')).status).toBe(404);
  });

  test('an alert is contested and hidden while it is checked, then shown again with its mark', async () => {
    const one = await sent();
    const alert = newId();
    await decide(one, { kind: 'publish', alert, part: 'whole', content: alertContent() });
    expect((await moderator.client.post(`/api/desk/alerts/${alert}/contest`, { contested: true, hidden: true })).status).toBe(200);
    expect((await member.get(`/api/alerts/${alert}`)).status).toBe(404);
    await moderator.client.post(`/api/desk/alerts/${alert}/contest`, { contested: true, hidden: false });
    expect((await member.get(`/api/alerts/${alert}`)).body).toMatchObject({ contested: true });
    expect((await moderator.client.delete(`/api/desk/alerts/${alert}`)).status).toBe(204);
    expect((await member.get(`/api/alerts/${alert}`)).status).toBe(404);
  });
});
