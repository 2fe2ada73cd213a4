import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ApiClient, signedInAs, type ApiAnswer } from '../support/api-client.ts';
import { atTheDesk, sealedText } from '../support/moderator.ts';
import { startDemo } from '../support/server.ts';

const newId = (): string => randomBytes(16).toString('base64url');

test('a server that is killed in the middle of submissions and decisions has every acknowledged one once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jasmine-killed-'));
  const environment = { DATA_DIR: folder, COUCHDB_PREFIX: `test-${Math.random().toString(36).slice(2, 8)}-` };
  let server = await startDemo(environment);
  try {
    const moderator = await atTheDesk(server, 'demo-moderator');
    const partner = await atTheDesk(server, 'demo-partner');
    const people = [await signedInAs(server, 'demo-member'), await signedInAs(server, 'demo-colleague'), moderator.client, partner.client].map(({ cookie }) => cookie);
    /** Sessions outlive the server; its port does not. */
    const as = (cookie: string): ApiClient => Object.assign(new ApiClient(server), { cookie });
    const desk = (): ApiClient => as(moderator.client.cookie);

    const sent = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const secret = randomBytes(32).toString('base64url');
        const receiptHash = createHash('sha256').update(secret).digest('base64url');
        const sealed = await sealedText([moderator.recipient], `report ${String(index)}`);
        return { cookie: people[index % people.length] ?? '', secret, body: { id: newId(), receiptHash, department: '75', consents: { share: true, transfer: true }, sealed, sealedTo: [moderator.recipient] } };
      })
    );
    const submit = ({ cookie, body }: (typeof sent)[number]): Promise<ApiAnswer> => as(cookie).post('/api/reports', body);
    const onTheDesk = async (): Promise<Record<string, { decisions: { id: string; act: { kind: string } }[]; messages: number }>> => {
      const list = (await desk().get('/api/desk/reports')).body['reports'] as { id: string; decisions: { id: string; act: { kind: string } }[]; messages: number }[];
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
      return Object.fromEntries(list.map((entry) => [entry.id, entry]));
    };

    for (const kill of [2, 3]) {
      const acknowledged = await killedAfter(sent, submit, kill, ({ body }) => body.id);
      const kept = await onTheDesk();
      expect(acknowledged.filter((id) => !(id in kept))).toEqual([]);
      expect(acknowledged.length).toBeGreaterThan(0);
    }
    for (const one of sent) expect([200, 201]).toContain((await submit(one)).status);
    expect(Object.keys(await onTheDesk()).sort()).toEqual(sent.map(({ body }) => body.id).sort());
    for (const { body } of sent) expect((await desk().get(`/api/desk/reports/${body.id}`)).body['sealed']).toBe(body.sealed);

    const alert = newId();
    const content = { level: 'dangerous', areas: ['75'], events: ['threats'], when: { date: '2026-11-20' } };
    const { id: partnerId } = ((await desk().get('/api/desk/reports')).body['partners'] as { id: string }[])[0] ?? { id: '' };
    const copy = await sealedText([partner.recipient], 'for the partner');
    const question = await sealedText([moderator.recipient], 'where was it');
    const acts: object[] = [
      ...Array.from({ length: 5 }, () => ({ kind: 'publish', alert, part: 'whole', content })),
      ...Array.from({ length: 2 }, () => ({ kind: 'transfer', partner: partnerId, sealed: copy })),
      ...Array.from({ length: 3 }, () => ({ kind: 'ask', message: { id: newId(), sealed: question } })),
      ...Array.from({ length: 2 }, () => ({ kind: 'refuse', reason: 'not-ours' }))
    ];
    const decisions = sent.map(({ body }, index) => ({ report: body.id, id: newId(), act: acts[index] ?? {} }));
    const decide = ({ report, id, act }: (typeof decisions)[number]): Promise<ApiAnswer> => desk().post(`/api/desk/reports/${report}/decisions`, { id, act });
    for (const kill of [2, 5]) {
      const acknowledged = await killedAfter(decisions, decide, kill, ({ id }) => id);
      const taken = Object.values(await onTheDesk()).flatMap((entry) => entry.decisions.map(({ id }) => id));
      expect(acknowledged.filter((id) => !taken.includes(id))).toEqual([]);
    }
    for (const one of decisions) expect([200, 201]).toContain((await decide(one)).status);
    const kept = await onTheDesk();
    for (const { report, id, act } of decisions) {
      const kind = (act as { kind: string }).kind;
      expect(kept[report]?.decisions).toEqual([expect.objectContaining({ id, act: expect.objectContaining({ kind }) as object })]);
      expect(kept[report]?.messages).toBe(kind === 'ask' ? 1 : 0);
    }
    // However often it was published while servers died, each report counts once.
    expect((await desk().get(`/api/desk/alerts/${alert}`)).body).toMatchObject({ reports: 5 });
    expect((await as(partner.client.cookie).get('/api/desk/reports')).body['reports']).toHaveLength(2);

    const withdraw = ({ body, secret }: (typeof sent)[number]): Promise<ApiAnswer> => new ApiClient(server).ask('POST', `/api/reports/${body.id}/withdraw`, undefined, { authorization: `Receipt ${secret}` });
    const withdrawn = await killedAfter(sent, withdraw, 3, ({ body }) => body.id);
    expect(withdrawn.filter((id) => id in kept).length).toBe(withdrawn.length);
    const left = await onTheDesk();
    expect(withdrawn.filter((id) => id in left)).toEqual([]);
    // What its phone sends late does not bring it back.
    for (const one of sent) if (withdrawn.includes(one.body.id)) expect((await submit(one)).status).toBe(200);
    for (const one of sent) expect((await withdraw(one)).status).toBe(204);
    expect(await onTheDesk()).toEqual({});
    expect((await desk().get(`/api/desk/alerts/${alert}`)).status).toBe(404);
    expect((await as(partner.client.cookie).get('/api/desk/reports')).body['reports']).toEqual([]);

    /** Sends all at once, kills the server once `count` were answered, and starts it again; gives those that were taken. */
    async function killedAfter<One>(these: readonly One[], send: (one: One) => Promise<ApiAnswer>, count: number, name: (one: One) => string): Promise<string[]> {
      const taken: string[] = [];
      let enough: () => void = () => undefined;
      const reached = new Promise<void>((resolve) => (enough = resolve));
      const running = these.map(async (one) => {
        const { status } = await send(one);
        if (status < 300) taken.push(name(one));
        if (taken.length >= count) enough();
      });
      await Promise.race([reached, Promise.allSettled(running)]);
      await server.end('SIGKILL');
      await Promise.allSettled(running);
      server = await startDemo(environment);
      return taken;
    }
  } finally {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
});
