import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { areaDatabaseName } from '../../sync-server/couch/area-databases.ts';
import { areaReader } from '../../sync-server/couch/area-reader.ts';
import { publishAlerts } from '../support/gate.ts';
import { withOwnServer, type OwnServer } from '../support/own-server.ts';

test("what comes through is CouchDB's own answer, byte for byte, whatever it travels as", async () => {
  await withOwnServer(async (server) => {
    const [id = '', second = ''] = await publishAlerts(server, 20);
    const { client } = await server.signedIn('member', { areas: ['75'] });
    const body = JSON.stringify({ docs: [{ id: `alert:${id}` }, { id: `alert:${second}` }] });
    for (const [path, sent] of [['_changes?style=all_docs&since=0'], [`alert:${id}?revs=true`], ['alert:AAAAAAAAAAAAAAAAAAAAAA'], ['_bulk_get?revs=true&latest=true', body]] as const) {
      const wanted = await fromCouch(server, path, sent);
      for (const encoding of ['br', 'gzip', 'identity']) {
        const answer = await fetch(`${server.origin}/sync/75/${path}`, {
          method: sent === undefined ? 'GET' : 'POST',
          headers: { cookie: client.cookie, 'accept-encoding': encoding, ...(sent === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(sent === undefined ? {} : { body: sent })
        });
        expect([path, encoding, answer.status, comparable(await answer.text())]).toEqual([path, encoding, wanted.status, comparable(wanted.text)]);
        expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
        expect(answer.headers.get('cache-control')).toBe('no-store');
      }
    }
  });
});

test('a phone that goes away while it waits for news does not hold up the server', async () => {
  await withOwnServer(async (server) => {
    const { client } = await server.signedIn('member', { areas: ['75'] });
    const leaving = new AbortController();
    const waiting = await fetch(`${server.origin}/sync/75/_changes?feed=longpoll&since=now`, { headers: { cookie: client.cookie }, signal: leaving.signal }).catch(() => undefined);
    leaving.abort();
    await expect(Promise.resolve(waiting?.text())).rejects.toThrow();
    expect((await client.get('/sync/75/')).status).toBe(200);
  });
});

test('a store that is down, or refuses, lets nobody through and is not quoted', async () => {
  await withOwnServer(async (server) => {
    let answers: number | undefined;
    const store = createServer((_request, response) => {
      if (answers === undefined) response.destroy();
      else response.writeHead(answers, { 'content-type': 'application/json' }).end('{"error":"secret","reason":"of the store"}');
    });
    await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
    const url = `http://someone:secret@127.0.0.1:${(store.address() as AddressInfo).port}`;
    const read = areaReader({ ...server.context.couch, url }, '', undefined, () => new Date());
    const ask = () => read('75', { path: '', accept: undefined, signal: new AbortController().signal });
    for (answers of [undefined, 400, 401, 403, 500, 503]) {
      const refused: unknown = await ask().catch((error: unknown) => error);
      expect(refused, String(answers)).toMatchObject({ status: 503, code: 'store_unavailable' });
      expect((refused as Error).message).not.toContain('secret');
    }
    answers = 200;
    expect((await ask()).status).toBe(200);
    store.close();
  });
});

/** A list of changes comes from several files of CouchDB's, in an order that it makes up each time. */
function comparable(text: string): unknown {
  if (!text.startsWith('{"results":[\n{"seq"')) return text;
  const { results } = JSON.parse(text) as { results: { id: string; changes: unknown }[] };
  return results.map(({ id, changes }) => `${id} ${JSON.stringify(changes)}`).sort();
}

async function fromCouch({ context }: OwnServer, path: string, body: string | undefined): Promise<{ status: number; text: string }> {
  const { origin, username, password } = new URL(context.couch.url);
  const answer = await fetch(`${origin}/${areaDatabaseName(context.config.databasePrefix, '75')}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`, 'accept-encoding': 'identity', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body })
  });
  return { status: answer.status, text: await answer.text() };
}
