import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiClient, demoPassword } from '../support/api-client.ts';
import { startDemo, type TestServer } from '../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'jasmine-verbs-'));
const environment = { DATA_DIR: folder, COUCHDB_PREFIX: `test-${Math.random().toString(36).slice(2, 8)}-` };
const passwords = new Map<string, string>();
let last: TestServer | undefined;

// With the embedded store one process holds it: the server is stopped while a verb runs.
beforeAll(async () => {
  const server = await startDemo(environment);
  for (const name of ['demo-member', 'demo-colleague', 'demo-partner']) passwords.set(name, demoPassword(server, name));
  await server.end('SIGTERM');
});
afterAll(async () => {
  await last?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function verb(...words: string[]): Promise<{ code: number; printed: string }> {
  const env = { ...process.env, ...environment };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['sync-server/cli/jasmine.ts', ...words], { env });
    return { code: 0, printed: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, printed: stdout + stderr };
  }
}

async function withServer(run: (start: () => ApiClient) => Promise<void>): Promise<void> {
  last = await startDemo(environment);
  const server = last;
  await run(() => new ApiClient(server));
  await server.end('SIGTERM');
}

test('create-account prints a link that makes one account of the role, once', async () => {
  expect(await verb('create-account')).toMatchObject({ code: 2 });
  expect(await verb('create-account', '--role', 'owner')).toMatchObject({ code: 2 });
  const { code, printed } = await verb('create-account', '--role', 'moderator');
  expect(code).toBe(0);
  const token = /\/app#invitation=([\w-]{43})$/m.exec(printed)?.[1] ?? '';
  await withServer(async (client) => {
    const first = client();
    const body = { username: 'Team one', password: 'a long quiet evening', language: 'en' };
    expect(await first.post(`/api/invitations/${token}`, body)).toMatchObject({ status: 201, body: { role: 'moderator', secondFactor: 'set-up' } });
    expect((await first.get('/api/sponsorships')).body).toMatchObject({ error: 'second_factor_needed' });
    expect((await client().post(`/api/invitations/${token}`, { ...body, username: 'Team two' })).body).toMatchObject({ error: 'link_ended' });
  });
});

test('export-subject prints what is kept; rotate-keys seals it anew under a key of its own, and the server reads it', async () => {
  const exported = await verb('export-subject', 'demo-colleague@jasmine.example');
  expect(JSON.parse(exported.printed)).toMatchObject({ account: { username: 'demo-colleague' } });
  expect((await verb('export-subject', 'nobody')).code).toBe(1);
  const before = readFileSync(join(folder, 'keyring.json'), 'utf8');
  const { code, printed } = await verb('rotate-keys');
  expect([code, printed]).toEqual([0, expect.stringMatching(/^\d+ documents are sealed under the new key/)]);
  expect(readFileSync(join(folder, 'keyring.json'), 'utf8')).not.toBe(before);
  await withServer(async (client) => {
    expect((await client().signIn('demo-colleague', passwords.get('demo-colleague') ?? '')).status).toBe(200);
  });
});

test('freeze-branch suspends a member and whom she sponsored; erase-subject erases', async () => {
  expect((await verb('freeze-branch', 'demo-member')).printed).toMatch(/^3 accounts are suspended/);
  await withServer(async (client) => {
    for (const name of ['demo-member', 'demo-colleague']) expect((await client().signIn(name, passwords.get(name) ?? '')).body).toMatchObject({ state: 'suspended' });
    const suspended = client();
    await suspended.signIn('demo-member', passwords.get('demo-member') ?? '');
    expect((await suspended.get('/api/sponsorships')).body).toMatchObject({ error: 'not_active' });
    expect((await suspended.get('/api/account/export')).status).toBe(200);
    expect((await client().signIn('demo-partner', passwords.get('demo-partner') ?? '')).status).toBe(200);
  });
  expect((await verb('unfreeze', 'demo-member')).printed).toBe('The account is active.\n');
  expect(JSON.parse((await verb('erase-subject', 'demo-colleague')).printed)).toMatchObject({ erased: expect.arrayContaining([{ what: 'account', count: 1 }]) as unknown });
  await withServer(async (client) => {
    expect((await client().signIn('demo-colleague', passwords.get('demo-colleague') ?? '')).body).toMatchObject({ error: 'wrong_credentials' });
  });
});
