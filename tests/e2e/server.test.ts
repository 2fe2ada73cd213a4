import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${server.origin}${path}`, { redirect: 'manual', headers });

describe('the server', () => {
  test('is healthy and ready', async () => {
    expect((await ask('/healthz')).status).toBe(200);
    expect(await (await ask('/readyz')).json()).toEqual({ status: 'ready' });
  });

  test.each([
    ['en-GB,en;q=0.9', '/en/'],
    ['es', '/fr/']
  ])('leads from / to the home page for %s', async (accept, home) => {
    const answer = await ask('/', { 'accept-language': accept });
    expect([answer.status, answer.headers.get('location'), answer.headers.get('vary')]).toEqual([302, home, 'Accept-Language']);
  });

  test('sends every answer with its protections, and pages with a policy of their own', async () => {
    for (const path of ['/en/', '/app', '/healthz', '/packs/manifest.json', '/nothing', '/service-worker.js']) {
      const { headers } = await ask(path);
      expect(headers.get('content-security-policy'), path).toMatch(/default-src 'none'/);
      expect(headers.get('content-security-policy'), path).not.toMatch(/unsafe-/);
      expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
      expect(headers.get('cross-origin-embedder-policy'), path).toBe('require-corp');
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    }
    expect((await ask('/en/')).headers.get('content-security-policy')).toMatch(/require-trusted-types-for 'script'/);
    expect((await ask('/en/directory/')).headers.get('permissions-policy')).toContain('geolocation=(self)');
    expect((await ask('/app')).headers.get('permissions-policy')).toContain('geolocation=(self)');
    expect((await ask('/en/')).headers.get('permissions-policy')).toContain('geolocation=()');
  });

  test('serves every file that the worker keeps: one that is missing would keep all from being kept', async () => {
    const worker = await (await ask('/service-worker.js')).text();
    const files = [...worker.matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url);
    expect(files).toContain('/not-kept');
    for (const file of files) expect((await ask(file)).status, file).toBe(200);
  });

  test('answers errors as JSON under /api, without quoting what was sent', async () => {
    const answer = await fetch(`${server.origin}/api/directory/suggestions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"planted-marker"'
    });
    expect(answer.status).toBe(400);
    const body = await answer.text();
    expect(Object.keys(JSON.parse(body) as object).sort()).toEqual(['error', 'reason']);
    expect(body).not.toContain('planted-marker');
  });

  test('logs nothing of who asked or for what', async () => {
    await ask('/en/directory/?place=planted-marker', { 'user-agent': 'planted-agent', cookie: 'planted=cookie' });
    await ask('/planted-path');
    expect(server.output()).not.toMatch(/planted|127\.0\.0\.1:\d+\/|user-agent/);
  });

  test('keeps a suggestion without a trace of the sender', async () => {
    const body = JSON.stringify({ name: 'An organisation', town: 'Lyon' });
    const answer = await fetch(`${server.origin}/api/directory/suggestions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(answer.status).toBe(204);
  });
});

test('stops cleanly when asked to', async () => {
  const other = await startServer();
  expect(await other.end('SIGTERM')).toBe(0);
  await other[Symbol.asyncDispose]();
});

test('refuses to start on a wrong setting, with a sentence', async () => {
  await expect(startServer({ JASMINE_DEMO: 'perhaps' })).rejects.toThrow('JASMINE_DEMO: must be 0 or 1');
});
