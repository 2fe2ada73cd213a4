import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiClient } from '../support/api-client.ts';
import { mailbox } from '../support/mailbox.ts';
import { startDemo, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startDemo();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const password = 'a long quiet evening';

test('of two hundred sign-ups for ten user names at the same moment ten have an account, and the others are told alike', async () => {
  const people = Array.from({ length: 200 }, (_, index) => ({ username: `Peony ${String(index % 10)}`, contact: `peony${String(index)}@mail.example` }));
  const begun = await Promise.all(
    people.map(async (of) => {
      const { status, body } = await new ApiClient(server).post('/api/accounts', { ...of, password, sponsor: 'nobody@mail.example', language: 'en', termsAccepted: true });
      expect(status).toBe(202);
      return { ...of, signUp: body['signUp'] };
    })
  );
  const codes = await allCodes(people.length);
  const ended = await Promise.all(begun.map(({ signUp, contact }) => new ApiClient(server).post('/api/accounts/confirmations', { signUp, code: codes.get(contact) })));
  expect(ended.filter(({ status }) => status === 201).length).toBe(10);
  const others = ended.filter(({ status }) => status !== 201);
  expect(new Set(others.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  expect(others[0]?.body).toMatchObject({ error: 'username_taken' });
  for (let name = 0; name < 10; name++) expect((await new ApiClient(server).signIn(`peony ${String(name)}`, password)).status).toBe(200);
  // Nothing was left behind by those who lost: their contacts are free, and another name makes an account.
  const loser = begun[ended.findIndex(({ status }) => status === 409)];
  const again = await new ApiClient(server).post('/api/accounts/confirmations', { signUp: loser?.signUp, code: codes.get(loser?.contact ?? ''), username: 'Peony the other' });
  expect(again.status).toBe(201);
});

async function allCodes(count: number): Promise<Map<string, string>> {
  for (;;) {
    const letters = (await mailbox(server)).filter(({ kind }) => kind === 'contact-code');
    if (letters.length >= count) return new Map(letters.map(({ to, text }) => [to.value, /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}/.exec(text)?.[0] ?? '']));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
