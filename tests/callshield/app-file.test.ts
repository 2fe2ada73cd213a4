import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withOwnServer } from '../support/own-server.ts';

const print = Array.from({ length: 32 }, (_, byte) => (byte + 160).toString(16).toUpperCase().padStart(2, '0')).join(':');

test('the app that the operator has placed is offered to members, with its hash; a new one at once', async () => {
  await withOwnServer(async ({ origin, dataDir, signedIn }) => {
    const { client } = await signedIn('member');
    expect(await client.get('/api/callshield/app')).toMatchObject({ status: 404, body: { error: 'none' } });
    expect((await client.get('/api/callshield/app/file')).status).toBe(404);
    for (const content of ['an app', 'the next app, which is longer']) {
      writeFileSync(join(dataDir, 'jasmine.apk'), content);
      const sha256 = createHash('sha256').update(content).digest('hex');
      expect((await client.get('/api/callshield/app')).body).toEqual({ bytes: content.length, sha256, version: expect.stringMatching(/^[\w.+-]+$/) as string });
      const file = await fetch(`${origin}/api/callshield/app/file`, { headers: { cookie: client.cookie } });
      expect(await file.text()).toBe(content);
      expect(['content-type', 'content-disposition', 'content-length', 'cache-control'].map((name) => file.headers.get(name))).toEqual(['application/vnd.android.package-archive', 'attachment; filename="jasmine.apk"', String(content.length), 'no-store']);
    }
    expect((await fetch(`${origin}/api/callshield/app/file`)).status).toBe(401);
  });
});

test('it may lie anywhere; where it is said, nothing else is offered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jasmine-apk-'));
  try {
    writeFileSync(join(folder, 'other.apk'), 'another');
    await withOwnServer(async ({ dataDir, signedIn }) => {
      writeFileSync(join(dataDir, 'jasmine.apk'), 'an app');
      const { client } = await signedIn('member');
      expect((await client.get('/api/callshield/app')).body['bytes']).toBe('another'.length);
      rmSync(join(folder, 'other.apk'));
      expect((await client.get('/api/callshield/app')).status).toBe(404);
    }, { JASMINE_APK_FILE: join(folder, 'other.apk') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('phones are told who signs the app, and nothing while nobody does', async () => {
  const statements = async (origin: string): Promise<unknown> => {
    const answer = await fetch(`${origin}/.well-known/assetlinks.json`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    return answer.json();
  };
  await withOwnServer(async ({ origin }) => expect(await statements(origin)).toEqual([]));
  await withOwnServer(
    async ({ origin }) =>
      expect(await statements(origin)).toEqual([{ relation: ['delegate_permission/common.handle_all_urls'], target: { namespace: 'android_app', package_name: 'org.example.jasmine', sha256_cert_fingerprints: [print, print] } }]),
    { JASMINE_ANDROID_PACKAGE: 'org.example.jasmine', JASMINE_ANDROID_FINGERPRINTS: `${print}, ${print.toLowerCase()}` }
  );
});
