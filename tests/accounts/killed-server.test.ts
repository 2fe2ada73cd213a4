import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nano from 'nano';
import { expect, test } from 'vitest';
import { ApiClient, demoPassword } from '../support/api-client.ts';
import { codeTo, mailbox } from '../support/mailbox.ts';
import { startDemo, type TestServer } from '../support/server.ts';

const password = 'a long quiet evening';
const people = Array.from({ length: 12 }, (_, index) => ({ username: `Dahlia ${String(index)}`, contact: `dahlia${String(index)}@mail.example` }));

test('a server that is killed in the middle of confirmations leaves no account half made, and no message lost or sent twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jasmine-killed-'));
  const environment = { DATA_DIR: folder, COUCHDB_PREFIX: `test-${Math.random().toString(36).slice(2, 8)}-` };
  let server = await startDemo(environment);
  const { secret, sponsor } = { secret: demoPassword(server, 'demo-partner'), sponsor: 'demo-partner@jasmine.example' };
  try {
    const begun = await Promise.all(people.map((of) => begin(server, of, sponsor)));
    const codes = await Promise.all(people.map(({ contact }) => codeTo(server, contact)));
    for (const kill of [1, 4, 7]) {
      // Sent together, and the server dies once the first few have been answered.
      const running = begun.map(({ signUp }, index) => confirm(server, signUp, codes[index] ?? ''));
      await firstOf(running, kill);
      await server.end('SIGKILL');
      await Promise.allSettled(running);
      server = await startDemo(environment);
    }
    const ended = await Promise.all(begun.map(({ signUp }, index) => confirm(server, signUp, codes[index] ?? '')));
    // 201 now, or 400 because it was finished before and its code is used up.
    expect(ended.filter(({ status }) => ![201, 400].includes(status))).toEqual([]);
    for (const { username } of people) expect((await new ApiClient(server).signIn(username, password)).status, username).toBe(200);

    const partner = new ApiClient(server);
    await partner.signIn('demo-partner', secret);
    const waiting = await until(async () => (await sponsored(partner)).filter(({ state }) => state === 'waiting'), (list) => list.length >= people.length);
    expect(waiting.map(({ username }) => username).sort()).toEqual(people.map(({ username }) => username).sort());
    const asked = await until(
      async () => [...(await mailbox(server)).filter(({ kind, to }) => kind === 'sponsor-asked' && to.value === sponsor), ...(await claimedByTheDead(environment.COUCHDB_PREFIX))],
      (list) => list.length >= people.length
    );
    expect(asked.length).toBe(people.length);
    // These are still claimed at the end of this test, and count only here.
    const before = (await claimedByTheDead(environment.COUCHDB_PREFIX)).length;

    // The same with answers of the sponsor.
    const confirming = waiting.map(({ id }) => partner.post(`/api/sponsorships/${id}/confirm`));
    await firstOf(confirming, 3);
    await server.end('SIGKILL');
    await Promise.allSettled(confirming);
    server = await startDemo(environment);
    const again = new ApiClient(server);
    await again.signIn('demo-partner', secret);
    for (const { id } of (await sponsored(again)).filter(({ state }) => state === 'waiting')) await again.post(`/api/sponsorships/${id}/confirm`);
    const told = await until(
      async () => [...(await mailbox(server)).filter(({ kind }) => kind === 'account-confirmed').map(({ to }) => to.value), ...(await claimedByTheDead(environment.COUCHDB_PREFIX)).slice(before)],
      (list) => list.length >= people.length
    );
    expect(told.filter((to) => to !== stillClaimed).sort()).toEqual(people.map(({ contact }) => contact).filter((contact) => told.includes(contact)).sort());
    expect(told.length).toBe(people.length);
    await eachClaimHasItsAccount(environment.COUCHDB_PREFIX, people.length);
  } finally {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function begin(server: TestServer, of: { username: string; contact: string }, sponsor: string): Promise<{ signUp: string }> {
  const { body } = await new ApiClient(server).post('/api/accounts', { ...of, password, sponsor, language: 'en', termsAccepted: true });
  return { signUp: String(body['signUp']) };
}

function confirm(server: TestServer, signUp: string, code: string) {
  return new ApiClient(server).post('/api/accounts/confirmations', { signUp, code });
}

async function sponsored(client: ApiClient): Promise<{ id: string; username: string; state: string }[]> {
  return (await client.get('/api/sponsorships')).body['sponsorships'] as { id: string; username: string; state: string }[];
}

/** Resolves when so many of them have. */
function firstOf(these: readonly Promise<unknown>[], count: number): Promise<void> {
  return new Promise((resolve) => {
    let done = 0;
    for (const one of these) {
      void one.then(
        () => (done += 1) >= count && resolve(),
        () => (done += 1) >= count && resolve()
      );
    }
  });
}

async function until<Value>(ask: () => Promise<Value>, enough: (value: Value) => boolean): Promise<Value> {
  const ends = Date.now() + 20_000;
  for (;;) {
    const value = await ask();
    if (enough(value) || Date.now() > ends) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/**
 * On a CouchDB other servers may be alive: what the dead one had claimed leaves when its claim ends, in three minutes. It
 * is there until then.
 */
async function claimedByTheDead(prefix: string): Promise<string[]> {
  const url = process.env['COUCHDB_URL'];
  if (!url) return [];
  const { rows } = await nano(url).use<{ state?: string }>(`${prefix}messages`).list({ include_docs: true });
  return rows.filter(({ doc }) => doc?.state === 'sending').map(() => stillClaimed);
}

const stillClaimed = 'still claimed';

/** Looked at from outside, where there is a CouchDB to look at. */
async function eachClaimHasItsAccount(prefix: string, newcomers: number): Promise<void> {
  const url = process.env['COUCHDB_URL'];
  if (!url) return;
  const { rows } = await nano(url).use<{ account?: string }>(`${prefix}accounts`).list({ include_docs: true });
  const accounts = new Set(rows.filter(({ id }) => id.startsWith('account:')).map(({ id }) => id.slice('account:'.length)));
  const claims = rows.filter(({ id }) => /^(username|contact):/.test(id)).map(({ doc }) => doc?.account ?? '');
  expect(claims.filter((account) => !accounts.has(account))).toEqual([]);
  expect([accounts.size, claims.length]).toEqual([newcomers + 6, 2 * (newcomers + 6)]);
}
