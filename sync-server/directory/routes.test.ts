import { brotliDecompressSync } from 'node:zlib';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ApiError } from '../errors.ts';
import { createDirectoryPacks } from './directory-packs.ts';
import { importState, organisationDocument } from './directory-store.ts';
import { memoryDirectoryStore, type MemoryDirectoryStore } from './memory-directory-store.ts';
import { directoryRoutes } from './routes.ts';
import type { Suggestion } from './suggestions.ts';

describe('packs', () => {
  test('are sent with a strong entity tag, to be checked each time', async () => {
    const answer = await app.inject('/packs/directory/75.json');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-cache', vary: 'accept-encoding', 'content-type': 'application/json; charset=utf-8' });
    expect(answer.headers.etag).toMatch(/^"[0-9a-f]{16}"$/);
    expect(answer.json()).toMatchObject({ department: '75', count: 1 });
  });

  test('come in brotli when that is accepted, under a tag of its own', async () => {
    const plain = await app.inject('/packs/directory/75.json');
    const answer = await app.inject({ url: '/packs/directory/75.json', headers: { 'accept-encoding': 'gzip, deflate, br' } });
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.headers.etag).not.toBe(plain.headers.etag);
    expect(brotliDecompressSync(answer.rawPayload)).toEqual(plain.rawPayload);
    const refused = await app.inject({ url: '/packs/directory/75.json', headers: { 'accept-encoding': 'br;q=0, gzip' } });
    expect(refused.headers['content-encoding']).toBeUndefined();
  });

  test('that the phone has already are not sent again', async () => {
    const { headers } = await app.inject({ url: '/packs/directory/75.json', headers: { 'accept-encoding': 'br' } });
    for (const tag of [String(headers.etag), `"other", ${String(headers.etag)}`, `W/${String(headers.etag)}`]) {
      const answer = await app.inject({ url: '/packs/directory/75.json', headers: { 'accept-encoding': 'br', 'if-none-match': tag } });
      expect(answer.statusCode).toBe(304);
      expect(answer.body).toBe('');
      expect(answer.headers.etag).toBe(headers.etag);
    }
    const changed = await app.inject({ url: '/packs/directory/75.json', headers: { 'if-none-match': '"0000000000000000"' } });
    expect(changed.statusCode).toBe(200);
  });

  test.each(['/packs/directory/99.json', '/packs/directory/2C.json', '/packs/directory/75', '/packs/directory/..%2f75.json', '/packs/directory/75.json.br'])(
    '%s is none',
    async (url) => {
      const answer = await app.inject(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toEqual({ error: 'no_such_pack', reason: expect.any(String) as string });
    }
  );

  test('are said to be missing, not empty, when the first import was cut off', async () => {
    const unfinished = memoryDirectoryStore();
    await unfinished.writeImport(importState('test', 'running', '2026-11-24T12:00:00Z'));
    const other = await serve(unfinished);
    const answer = await other.inject('/packs/directory/75.json');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ error: 'directory_not_ready' });
    await other.close();
  });
});

describe('suggestions', () => {
  test('are kept, and answered without a word', async () => {
    const suggestion = { organisationId: 'dila:aav-01053-01', what: 'moved' };
    const answer = await app.inject({ method: 'POST', url: '/api/directory/suggestions', payload: suggestion });
    expect(answer.statusCode).toBe(204);
    expect(answer.body).toBe('');
    expect(received).toEqual([suggestion]);
  });

  test('that are none are refused, and nothing sent comes back', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/directory/suggestions', payload: { name: 'marqueur', extra: 'marqueur' } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'bad_suggestion' });
    expect(answer.body).not.toContain('marqueur');
    expect(received).toEqual([]);
  });

  test('of more than a few sentences are refused unread', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/directory/suggestions', payload: { name: 'a', town: 'b', text: 'a'.repeat(9000) } });
    expect(answer.statusCode).toBe(413);
  });

  test('pass through the rate limit', async () => {
    limited = true;
    const answer = await app.inject({ method: 'POST', url: '/api/directory/suggestions', payload: { name: 'a', town: 'b' } });
    expect(answer.statusCode).toBe(429);
    expect(received).toEqual([]);
  });
});

let app: FastifyInstance;
let received: Suggestion[];
let limited: boolean;

beforeEach(async () => {
  const store = memoryDirectoryStore();
  const source = { name: 'Un test' };
  await store.bulkWrite(
    [organisationDocument({ id: 'test:a', name: 'A', subCategory: 'police', department: '75', phones: ['3430'], source, checked: '2026-01-01', confidence: 'high' }, 'test')],
    []
  );
  received = [];
  limited = false;
  app = await serve(store);
});

afterEach(() => app.close());

async function serve(store: MemoryDirectoryStore): Promise<FastifyInstance> {
  const server = fastify();
  server.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
    const status = error instanceof ApiError ? error.status : (error.statusCode ?? 500);
    return reply.code(status).send({ error: error.code, reason: error.message });
  });
  directoryRoutes(server, {
    packs: createDirectoryPacks(store),
    suggestions: {
      add: (suggestion) => {
        received.push(suggestion);
        return Promise.resolve();
      },
      list: () => Promise.resolve([]),
      remove: () => Promise.resolve()
    },
    limitSuggestions: () => (limited ? Promise.reject(new ApiError(429, 'too_many', 'Wait.')) : Promise.resolve())
  });
  await server.ready();
  return server;
}
