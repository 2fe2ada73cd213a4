import { generateTOTP } from '@oslojs/otp';
import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient, demoPassword, signedInAs } from '../support/api-client.ts';
import { codeTo, messageTo } from '../support/mailbox.ts';
import { startDemo, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** An active member with a contact of her own, sponsored by the demo partner. */
async function member(name: string, phone: string): Promise<{ client: ApiClient; contact: string; password: string }> {
  const partner = await signedInAs(server, 'demo-partner');
  await partner.post('/api/sponsorships/codes', { phone });
  const sponsor = await codeTo(server, `+33${phone.slice(1)}`);
  const contact = `${name}@mail.example`;
  const password = 'a long quiet evening';
  const client = new ApiClient(server);
  const { body } = await client.post('/api/accounts', { username: name, contact, sponsor, password, language: 'en', termsAccepted: true, name: 'Marker Name', birthDate: '1990-04-23', secondContact: '06 55 44 33 22' });
  await client.post('/api/accounts/confirmations', { signUp: body['signUp'], code: await codeTo(server, contact) });
  await client.signIn(name, password);
  return { client, contact, password };
}

describe('my account', () => {
  test('shows and changes what is kept; areas are a scope of five, changed now and then', async () => {
    const { client } = await member('iris', '0611111111');
    expect((await client.get('/api/account')).body).toMatchObject({
      username: 'iris',
      role: 'member',
      state: 'active',
      name: 'Marker Name',
      birthDate: '1990-04-23',
      language: 'en',
      contacts: [{ kind: 'email', value: 'iris@mail.example', proven: true }, { kind: 'phone', value: '+33655443322', proven: false }]
    });
    expect((await client.patch('/api/account', { language: 'fr', name: '', areas: ['75', '2A', '971'] })).body).toMatchObject({ language: 'fr', areas: ['2A', '75', '971'] });
    expect((await client.get('/api/account')).body).not.toHaveProperty('name');
    expect((await client.patch('/api/account', { areas: ['01', '02', '03', '04', '05', '06'] })).status).toBe(400);
    for (const area of ['01', '02', '03', '04', '05']) expect((await client.patch('/api/account', { areas: [area] })).status).toBe(200);
    expect((await client.patch('/api/account', { areas: ['06'] })).body).toMatchObject({ error: 'areas_changed_too_often' });
  });

  test('a new contact replaces the old one only once its code is given, and the old one is told', async () => {
    const { client, contact, password } = await member('lila', '0622222222');
    const { contacts } = (await client.get('/api/account')).body as { contacts: { id: string; value: string }[] };
    // Whoever only has the phone in hand does not get in by it.
    expect((await client.post('/api/account/contacts', { contact: 'another@mail.example', password: 'not this one' })).body).toMatchObject({ error: 'wrong_password' });
    const begun = await client.post('/api/account/contacts', { contact: 'lila.new@mail.example', replaces: contacts[0]?.id, password });
    expect(begun).toMatchObject({ status: 202, body: { sentTo: 'l•••@mail.example' } });
    expect(((await client.get('/api/account')).body['contacts'] as object[])[0]).toMatchObject({ value: contact });
    const code = await codeTo(server, 'lila.new@mail.example');
    expect((await client.post('/api/account/contacts/confirmations', { change: begun.body['change'], code: '0000-0000-00000' })).body).toMatchObject({ error: 'wrong_code' });
    const after = await client.post('/api/account/contacts/confirmations', { change: begun.body['change'], code });
    expect((after.body['contacts'] as { value: string }[]).map(({ value }) => value)).toEqual(['lila.new@mail.example', '+33655443322']);
    await messageTo(server, contact, ({ kind }) => kind === 'contact-changed');
    // A code that was sent to a contact is of no use once the contact has gone.
    const second = await client.post('/api/account/contacts', { contact: 'lila.two@mail.example', password });
    const two = await client.post('/api/account/contacts/confirmations', { change: second.body['change'], code: await codeTo(server, 'lila.two@mail.example') });
    await new ApiClient(server).post('/api/password-resets', { contact: 'lila.two@mail.example' });
    const reset = await codeTo(server, 'lila.two@mail.example', undefined, 'password-reset');
    const gone = (two.body['contacts'] as { id: string; value: string }[]).find(({ value }) => value === 'lila.two@mail.example')?.id ?? '';
    expect((await client.delete(`/api/account/contacts/${gone}`, { password })).status).toBe(200);
    expect((await new ApiClient(server).post(`/api/password-resets/${reset}`, { password: 'somebody else now' })).body).toMatchObject({ error: 'wrong_code' });
    // The last proven one stays.
    const last = (after.body['contacts'] as { id: string }[])[0]?.id ?? '';
    expect((await client.delete(`/api/account/contacts/${last}`, { password })).body).toMatchObject({ error: 'last_contact' });
    expect(((await client.delete('/api/account/contacts/unproven', { password })).body['contacts'] as object[]).length).toBe(1);
  });

  test('somebody else’s contact cannot be had, and one does not learn whose it is', async () => {
    const client = await signedInAs(server, 'demo-colleague');
    const { contacts } = (await client.get('/api/account')).body as { contacts: { id: string }[] };
    const begun = await client.post('/api/account/contacts', { contact: 'demo-admin@jasmine.example', replaces: contacts[0]?.id, password: demoPassword(server, 'demo-colleague') });
    expect(begun.status).toBe(202);
    const { text } = await messageTo(server, 'demo-admin@jasmine.example', ({ kind }) => kind === 'contact-known');
    expect(text).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-/);
  });

  test('a changed password ends the other sessions; sessions are listed and ended one by one', async () => {
    const { client, password } = await member('rosa', '0633333333');
    const other = new ApiClient(server);
    await other.signIn('rosa', password);
    const third = new ApiClient(server);
    await third.signIn('rosa', password);
    const sessions = (await client.get('/api/sessions')).body as unknown as { id: string; current: boolean }[];
    expect(sessions.map(({ current }) => current).sort()).toEqual([false, false, true]);
    const [, id = ''] = decodeURIComponent(third.cookie.split('=')[1] ?? '').split('.');
    expect((await client.delete(`/api/sessions/${id}`)).status).toBe(204);
    expect((await third.get('/api/session')).status).toBe(401);
    expect((await client.post('/api/account/password', { current: 'not this one', password: 'another quiet evening' })).body).toMatchObject({ error: 'wrong_password' });
    expect((await client.post('/api/account/password', { current: password, password: 'another quiet evening' })).status).toBe(204);
    expect([(await client.get('/api/session')).status, (await other.get('/api/session')).status]).toEqual([200, 401]);
  });
});

describe('my data', () => {
  test('export holds what is kept, as JSON and as a page; erasure is at once, with a receipt, and frees name and contact', async () => {
    const { client, password, contact } = await member('viola', '0644444444');
    await client.post('/api/sponsorships/codes', { phone: '0677777777' });
    const { body } = await client.get('/api/account/export');
    expect(body).toMatchObject({ account: { username: 'viola', name: 'Marker Name' }, sessions: [{ device: '' }], sponsored: [{ by: 'code', state: 'sent' }] });
    const page = await fetch(`${server.origin}/api/account/export?form=page`, { headers: { cookie: client.cookie } });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).toContain('Marker Name');

    expect((await client.delete('/api/account', { password: 'not this one' })).body).toMatchObject({ error: 'wrong_password' });
    const erased = await client.delete('/api/account', { password });
    expect(erased.status).toBe(200);
    expect(Object.fromEntries((erased.body['erased'] as { what: string; count: number }[]).map(({ what, count }) => [what, count]))).toMatchObject({ account: 1, names: 1, contacts: 2, sessions: 1, codes: 0, sponsorships: 1 });
    expect((await client.get('/api/session')).status).toBe(401);
    expect((await client.signIn('viola', password)).body).toMatchObject({ error: 'wrong_credentials' });
    // Name and contact may be used again.
    const before = await codeTo(server, contact);
    const again = await new ApiClient(server).post('/api/accounts', { username: 'viola', contact, sponsor: 'nobody@mail.example', password, language: 'fr', termsAccepted: true });
    expect((await client.post('/api/accounts/confirmations', { signUp: again.body['signUp'], code: await codeTo(server, contact, before) })).status).toBe(201);
  });

  test('restricted: kept, but nobody is sponsored by it', async () => {
    const client = await signedInAs(server, 'demo-colleague');
    expect((await client.post('/api/account/restriction', { restricted: true })).body).toMatchObject({ restricted: true });
    expect((await client.post('/api/sponsorships/codes', { phone: '0688888888' })).body).toMatchObject({ error: 'restricted' });
    expect((await client.post('/api/account/restriction', { restricted: false })).body).toMatchObject({ restricted: false });
  });
});

describe('a second factor', () => {
  test('is asked of moderators before anything else, and each code serves once', async () => {
    const client = await signedInAs(server, 'demo-moderator');
    expect((await client.get('/api/session')).body).toMatchObject({ role: 'moderator', secondFactor: 'set-up' });
    expect((await client.get('/api/sponsorships')).body).toMatchObject({ error: 'second_factor_needed' });
    const password = demoPassword(server, 'demo-moderator');
    expect((await client.post('/api/account/second-factor', { password: 'not this one' })).body).toMatchObject({ error: 'wrong_password' });
    const other = await signedInAs(server, 'demo-moderator');
    const { body } = await client.post('/api/account/second-factor', { password });
    const key = decodeBase32IgnorePadding(body['secret'] as string);
    expect(body['uri']).toMatch(/^otpauth:\/\/totp\//);
    expect((await client.post('/api/account/second-factor/confirmations', { code: '000000' })).status).toBe(400);
    const code = generateTOTP(key, 30, 6);
    expect((await client.post('/api/account/second-factor/confirmations', { code })).status).toBe(204);
    expect((await client.get('/api/sponsorships')).status).toBe(200);

    expect((await other.get('/api/session')).status).toBe(401);
    const next = new ApiClient(server);
    expect((await next.signIn('demo-moderator', password)).body).toMatchObject({ error: 'second_factor_needed' });
    expect((await next.post('/api/session', { username: 'demo-moderator', password, secondFactor: code })).body).toMatchObject({ error: 'wrong_second_factor' });
    // The wrong password is told before anything of a second factor is.
    expect((await next.post('/api/session', { username: 'demo-moderator', password: 'not this one', secondFactor: code })).body).toMatchObject({ error: 'wrong_credentials' });
  });
});

describe('sponsoring', () => {
  test('three codes may be out at once, also when they are asked for at the same moment; a withdrawn one is of no use', async () => {
    const client = await signedInAs(server, 'demo-member');
    const asked = await Promise.all(['0601010101', '0601010102', '0601010103', '0601010104', '0601010105'].map((phone) => client.post('/api/sponsorships/codes', { phone })));
    const sent = asked.filter(({ status }) => status === 201);
    expect(sent.length).toBeLessThanOrEqual(3);
    while (((await client.get('/api/sponsorships')).body['sponsorships'] as { state: string }[]).filter(({ state }) => state === 'sent').length < 3) await client.post('/api/sponsorships/codes', { phone: '0601010106' });
    expect((await client.post('/api/sponsorships/codes', { phone: '0601010107' })).body).toMatchObject({ error: 'too-many-open' });
    const list = (await client.get('/api/sponsorships')).body as { sponsorships: { id: string; state: string; phone?: string }[]; refusal: string };
    expect(list.refusal).toBe('too-many-open');
    const open = list.sponsorships.find(({ state }) => state === 'sent');
    const withdrawn = await client.post(`/api/sponsorships/${open?.id ?? ''}/withdraw`);
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn' });
    expect(withdrawn.body).not.toHaveProperty('phone');
    expect((await client.get('/api/sponsorships')).body).not.toHaveProperty('refusal');
  });
});
