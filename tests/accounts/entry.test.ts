import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient, demoPassword, signedInAs } from '../support/api-client.ts';
import { codeTo, mailbox, messageTo } from '../support/mailbox.ts';
import { startDemo, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

let made = 0;
/** A person nobody else in these tests is. */
function person(): { username: string; contact: string; password: string } {
  made += 1;
  return { username: `Rose ${made}`, contact: `rose${made}@mail.example`, password: 'a long quiet evening' };
}

function signUpBody(sponsor: string, of = person()) {
  return { ...of, sponsor, language: 'en', termsAccepted: true };
}

async function signedUp(sponsor: string, of = person()): Promise<{ client: ApiClient; state: string; of: ReturnType<typeof person> }> {
  const client = new ApiClient(server);
  const { body } = await client.post('/api/accounts', signUpBody(sponsor, of));
  const answer = await client.post('/api/accounts/confirmations', { signUp: body['signUp'], code: await codeTo(server, of.contact) });
  expect(answer.status).toBe(201);
  return { client, state: answer.body['state'] as string, of };
}

describe('signing up', () => {
  test('by a sponsor’s address: waits, the sponsor is told, confirms, and the newcomer hears of it', async () => {
    const { client, state, of } = await signedUp('Demo-Member@jasmine.example ');
    expect(state).toBe('waiting');
    await client.signIn(of.username, of.password);
    expect((await client.get('/api/session')).body).toMatchObject({ state: 'waiting', sponsor: 'waiting', role: 'member' });
    expect((await client.get('/api/sponsorships')).body).toMatchObject({ error: 'not_active' });

    await messageTo(server, 'demo-member@jasmine.example', ({ kind }) => kind === 'sponsor-asked');
    const sponsor = await signedInAs(server, 'demo-member');
    const { body } = await sponsor.get('/api/sponsorships');
    const entry = (body['sponsorships'] as { id: string; username: string; state: string }[]).find(({ username }) => username === of.username);
    expect(entry).toMatchObject({ state: 'waiting', by: 'email' });
    // Somebody else's list does not hold it, and cannot decide over it.
    const other = await signedInAs(server, 'demo-partner');
    expect((await other.post(`/api/sponsorships/${entry?.id ?? ''}/confirm`)).status).toBe(404);

    expect((await sponsor.post(`/api/sponsorships/${entry?.id ?? ''}/confirm`)).body).toMatchObject({ state: 'confirmed' });
    expect((await sponsor.post(`/api/sponsorships/${entry?.id ?? ''}/decline`)).status).toBe(409);
    await messageTo(server, of.contact, ({ kind }) => kind === 'account-confirmed');
    expect((await client.get('/api/session')).body).toMatchObject({ state: 'active', sponsor: 'confirmed' });
  });

  test('by a code, typed in any case and spacing, which serves once', async () => {
    const sponsor = await signedInAs(server, 'demo-partner');
    const sent = await sponsor.post('/api/sponsorships/codes', { phone: '06 11 22 33 44' });
    expect(sent).toMatchObject({ status: 201, body: { state: 'sent', by: 'code' } });
    expect(JSON.stringify(sent.body)).not.toContain('611223344');
    const code = await codeTo(server, '+33611223344');
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const { state, client, of } = await signedUp(typed);
    expect(state).toBe('active');
    await client.signIn(of.username, of.password);
    expect((await client.get('/api/sponsorships')).status).toBe(200);
    const again = await new ApiClient(server).post('/api/accounts', signUpBody(code));
    expect(again.body).toMatchObject({ error: 'invalid_fields', fields: { sponsor: 'unknown-code' } });
  });

  test('answers the same whether contact and sponsor are known or not', async () => {
    const client = new ApiClient(server);
    const answers = [
      await client.post('/api/accounts', signUpBody('demo-member@jasmine.example')),
      await client.post('/api/accounts', signUpBody('nobody@mail.example')),
      await client.post('/api/accounts', signUpBody('nobody@mail.example', { ...person(), contact: 'demo-admin@jasmine.example' }))
    ];
    expect(answers.map(({ status, body }) => [status, Object.keys(body), String(body['signUp']).length])).toEqual(answers.map(() => [202, ['signUp', 'sentTo'], 22]));
    // Its owner alone learns that there is an account.
    await messageTo(server, 'demo-admin@jasmine.example', ({ kind }) => kind === 'contact-known');
  });

  test('of two with one name at the same moment one wins, and the other takes another name with the same code', async () => {
    const first = person();
    const second = { ...person(), username: first.username.toUpperCase() };
    const started = await Promise.all([first, second].map(async (of) => ({ of, signUp: (await new ApiClient(server).post('/api/accounts', signUpBody('nobody@mail.example', of))).body['signUp'] as string })));
    const answers = await Promise.all(started.map(async ({ of, signUp }) => ({ of, signUp, code: await codeTo(server, of.contact) })));
    const ended = await Promise.all(answers.map(({ signUp, code }) => new ApiClient(server).post('/api/accounts/confirmations', { signUp, code })));
    expect(ended.map(({ status }) => status).sort()).toEqual([201, 409]);
    const loser = answers[ended.findIndex(({ status }) => status === 409)];
    expect(ended.find(({ status }) => status === 409)?.body).toMatchObject({ error: 'username_taken' });
    expect((await new ApiClient(server).post('/api/accounts/confirmations', { signUp: loser?.signUp, code: loser?.code, username: 'Iris' })).status).toBe(201);
    expect((await new ApiClient(server).signIn('iris', 'a long quiet evening')).status).toBe(200);
  });

  test('says all that is wrong at once, and takes the numbers of any writing', async () => {
    const client = new ApiClient(server);
    const { status, body } = await client.post('/api/accounts', { ...signUpBody('ZZZZ-ZZZZ-ZZZZZ'), username: 'ab', contact: '01 42 00 00 00', password: 'password1' });
    expect(status).toBe(400);
    expect(body['fields']).toEqual({ username: 'too-short', contact: 'landline', password: 'common', sponsor: 'unknown-code' });
    const phone = await client.post('/api/accounts', signUpBody('nobody@mail.example', { ...person(), contact: '0033 (0)6-99.88.77.66' }));
    expect(phone).toMatchObject({ status: 202, body: { sentTo: '+336••••••66' } });
    expect(await codeTo(server, '+33699887766')).toHaveLength(15);
  });

  test('a wrong code is refused, and so is the right one after too many', async () => {
    const of = person();
    const client = new ApiClient(server);
    const { body } = await client.post('/api/accounts', signUpBody('nobody@mail.example', of));
    const code = await codeTo(server, of.contact);
    for (let attempt = 0; attempt < 10; attempt++) {
      expect((await client.post('/api/accounts/confirmations', { signUp: body['signUp'], code: '0000-0000-00000' })).body).toMatchObject({ error: 'wrong_code' });
    }
    expect((await client.post('/api/accounts/confirmations', { signUp: body['signUp'], code })).status).toBe(400);
    // A new code begins anew.
    expect((await client.post('/api/accounts/codes', { signUp: body['signUp'] })).status).toBe(202);
    const fresh = await codeTo(server, of.contact, code);
    expect((await client.post('/api/accounts/confirmations', { signUp: body['signUp'], code: fresh })).status).toBe(201);
  });
});

test('whoever has a contact that is taken by now learns nothing about names', async () => {
  const contact = 'twice@mail.example';
  const begin = async (username: string) => (await new ApiClient(server).post('/api/accounts', signUpBody('nobody@mail.example', { ...person(), username, contact }))).body['signUp'];
  const first = await begin('Twice one');
  const code = await codeTo(server, contact);
  const second = await begin('Twice two');
  const other = await codeTo(server, contact, code);
  expect((await new ApiClient(server).post('/api/accounts/confirmations', { signUp: first, code })).status).toBe(201);
  const answers = await Promise.all(['demo-admin', 'a name that is free'].map((username) => new ApiClient(server).post('/api/accounts/confirmations', { signUp: second, code: other, username })));
  expect(answers.map(({ status, body }) => [status, body['error']])).toEqual([[409, 'contact_taken'], [409, 'contact_taken']]);
});

describe('signing in', () => {
  test('gives a cookie that only this origin gets, and a new one each time', async () => {
    const client = new ApiClient(server);
    const answer = await client.signIn(' DEMO-member', demoPassword(server, 'demo-member'));
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-session=[\w.%-]+; Expires=[^;]+; ?Path=\/; HttpOnly; Secure; SameSite=Strict$|^__Host-session=/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const before = client.cookie;
    await client.signIn('demo-member', demoPassword(server, 'demo-member'));
    expect(client.cookie).not.toBe(before);
    const old = new ApiClient(server);
    old.cookie = before;
    expect((await old.get('/api/session')).status).toBe(401);
  });

  test('wrong password and unknown name give the same bytes', async () => {
    const answers = [await new ApiClient(server).signIn('demo-admin', 'not the password'), await new ApiClient(server).signIn('nobody here', 'not the password')];
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toEqual(new Set([JSON.stringify([401, { error: 'wrong_credentials', reason: 'The user name or the password is not right.' }])]));
  });

  test('too many tries have to wait, and are told how long', async () => {
    const client = new ApiClient(server);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) statuses.push((await client.signIn('somebody who forgot', 'a wrong password')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429]);
    const { body, headers } = await client.signIn('somebody who forgot', 'a wrong password');
    expect(body).toMatchObject({ error: 'too_many_tries', retryAfter: Number(headers.get('retry-after')) });
    expect(body['retryAfter']).toBeLessThanOrEqual(120);
  });

  test('text messages of a day have a ceiling, whoever asks for them and for whatever; mails go on', async () => {
    await using small = await startDemo({ TEXTS_A_DAY: '2' });
    const ask = (contact: string) => new ApiClient(small).post('/api/password-resets', { contact });
    const partner = await signedInAs(small, 'demo-partner');
    expect((await partner.post('/api/sponsorships/codes', { phone: '06 39 98 00 01' })).status).toBe(201);
    expect((await ask('06 39 98 00 02')).status).toBe(202);
    expect((await ask('06 39 98 00 03')).body).toMatchObject({ error: 'too_many_tries' });
    expect((await partner.post('/api/sponsorships/codes', { phone: '06 39 98 00 04' })).status).toBe(429);
    expect((await ask('somebody@mail.example')).status).toBe(202);
  });

  test('signing out ends the session, also by a beacon, and clears what the browser kept', async () => {
    const client = await signedInAs(server, 'demo-colleague');
    const kept = client.cookie;
    const out = await client.delete('/api/session');
    expect([out.status, out.headers.get('clear-site-data')]).toEqual([204, '"cache"']);
    client.cookie = kept;
    expect((await client.get('/api/session')).status).toBe(401);
    const another = await signedInAs(server, 'demo-colleague');
    const beacon = another.cookie;
    expect((await another.ask('POST', '/api/session/end', undefined, { 'sec-fetch-site': 'same-origin' })).status).toBe(204);
    another.cookie = beacon;
    expect((await another.get('/api/session')).status).toBe(401);
  });

  test('other sites cannot act in somebody’s name', async () => {
    const client = await signedInAs(server, 'demo-colleague');
    expect((await client.ask('PATCH', '/api/account', { language: 'en' }, { 'sec-fetch-site': 'cross-site' })).body).toMatchObject({ error: 'cross_site' });
    expect((await client.ask('PATCH', '/api/account', { language: 'en' }, { origin: 'https://elsewhere.example' })).body).toMatchObject({ error: 'cross_site' });
    expect((await client.ask('PATCH', '/api/account', { language: 'en' }, { origin: server.origin, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('a forgotten password', () => {
  test('is replaced by the code of a message, once; every session ends', async () => {
    const { of } = await signedUp('nobody@mail.example');
    const client = new ApiClient(server);
    await client.signIn(of.username, of.password);
    const proof = await codeTo(server, of.contact);
    expect((await new ApiClient(server).post('/api/password-resets', { contact: of.contact })).status).toBe(202);
    const code = await codeTo(server, of.contact, proof);
    const weak = await new ApiClient(server).post(`/api/password-resets/${code}`, { password: '12345678' });
    expect(weak.body).toMatchObject({ error: 'invalid_fields', fields: { password: 'common' } });
    expect((await new ApiClient(server).post(`/api/password-resets/${code}`, { password: 'another quiet evening' })).status).toBe(204);
    expect((await new ApiClient(server).post(`/api/password-resets/${code}`, { password: 'and yet another one' })).body).toMatchObject({ error: 'wrong_code' });
    expect((await client.get('/api/session')).status).toBe(401);
    expect((await client.signIn(of.username, of.password)).status).toBe(401);
    expect((await client.signIn(of.username, 'another quiet evening')).status).toBe(200);
    await messageTo(server, of.contact, ({ kind }) => kind === 'password-changed');
  });

  test('asked for an unknown contact gets the same answer, and no message', async () => {
    const known = await new ApiClient(server).post('/api/password-resets', { contact: 'demo-admin@jasmine.example' });
    const unknown = await new ApiClient(server).post('/api/password-resets', { contact: 'nobody@mail.example' });
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    await messageTo(server, 'demo-admin@jasmine.example', ({ kind }) => kind === 'password-reset');
    expect((await mailbox(server)).filter(({ to }) => to.value === 'nobody@mail.example')).toEqual([]);
  });
});

// The last: everything above has left its lines by now.
test('nothing that names somebody, proves something or was typed stands in the log', () => {
  const printed = server.output().split('\n').filter((line) => line.startsWith('{') && !line.includes('Server listening')).join('\n');
  expect(printed).toContain('/api/accounts/confirmations');
  for (const telling of ['Rose', 'mail.example', 'jasmine.example', '611223344', '699887766', 'quiet evening', 'somebody who forgot', '127.0.0.1', '__Host']) expect(printed).not.toContain(telling);
  expect(printed).not.toMatch(/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}/);
});
