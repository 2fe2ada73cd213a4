import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nano from 'nano';
import { expect, test } from 'vitest';
import { startEmbeddedStore } from '../../sync-server/couch/embedded-store.ts';
import { openWith, sealTo } from '../../src/lib/sealing/seal.ts';
import { unwrapIdentity } from '../../src/lib/sealing/passphrase.ts';
import { ApiClient, demoPassword, signedInAs } from '../support/api-client.ts';
import { atTheDesk, demoPassphrase, signedInForTheDesk } from '../support/moderator.ts';
import { startDemo } from '../support/server.ts';

const newId = (): string => randomBytes(16).toString('base64url');

/** In every field that a person fills in, something that nobody else would write. */
const planted = {
  details: 'marker-amaryllis',
  place: 'marker-begonia',
  looks: 'marker-camellia',
  callBack: '+33639981234',
  pseudonyms: ['marker-dahlia'],
  links: ['https://marker-edelweiss.example/'],
  identifiers: [{ kind: 'phone', value: '+33639985678' }, { kind: 'email', value: 'marker-freesia@mail.example' }],
  question: 'marker-gardenia',
  answer: 'marker-hibiscus',
  forPartner: 'marker-iris'
};
const markers = JSON.stringify(planted).match(/marker-\w+|\d{11}/g) ?? [];

test('of what a report, its thread and its copies say nothing is in any file or line of the server, and nothing leads to who sent it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jasmine-traces-'));
  const prefix = `test-${Math.random().toString(36).slice(2, 8)}-`;
  expect(markers.length).toBe(11);
  const server = await startDemo({ DATA_DIR: folder, COUCHDB_PREFIX: prefix });
  try {
    const member = await signedInAs(server, 'demo-member');
    const { identity, recipient, client } = await atTheDesk(server, 'demo-moderator');
    const partner = await atTheDesk(server, 'demo-partner');
    const secret = randomBytes(32).toString('base64url');
    const { question, answer, forPartner, ...content } = planted;
    const id = newId();
    const sealed = await sealTo([recipient], JSON.stringify(content));
    const receiptHash = createHash('sha256').update(secret).digest('base64url');
    expect((await member.post('/api/reports', { id, receiptHash, consents: { share: true, transfer: true }, sealed, sealedTo: [recipient] })).status).toBe(201);

    const decide = (act: object) => client.post(`/api/desk/reports/${id}/decisions`, { id: newId(), act });
    const byReceipt = { authorization: `Receipt ${secret}` };
    expect((await decide({ kind: 'ask', message: { id: newId(), sealed: await sealTo([recipient], question) } })).status).toBe(201);
    expect((await new ApiClient(server).ask('POST', `/api/reports/${id}/thread`, { id: newId(), sealed: await sealTo([recipient], answer) }, byReceipt)).status).toBe(201);
    const partners = (await client.get('/api/desk/reports')).body['partners'] as { id: string }[];
    expect((await decide({ kind: 'transfer', partner: partners[0]?.id, sealed: await sealTo([partner.recipient], forPartner) })).status).toBe(201);
    const { identifiers, pseudonyms, links } = planted;
    expect((await decide({ kind: 'publish', alert: newId(), part: 'whole', content: { level: 'dangerous', areas: ['75'], identifiers, pseudonyms, links, text: planted.details, textLanguage: 'en' } })).status).toBe(201);
    // Refused requests are told in the log: without what they said.
    await member.post('/api/reports', { id, receiptHash, consents: { share: true, transfer: true }, sealed: planted.details });
    await new ApiClient(server).ask('GET', `/api/reports/${id}/thread?${planted.answer}`, undefined, { authorization: `Receipt ${planted.details}` });

    // It is all there, for whoever has the key.
    const { body } = await client.get(`/api/desk/reports/${id}`);
    const opened = await Promise.all([body['sealed'], ...(body['thread'] as { sealed: string }[]).map((one) => one.sealed)].map((text) => openWith(identity, String(text))));
    expect(opened).toEqual([JSON.stringify(content), question, answer]);
    expect(await openWith(partner.identity, String((await partner.client.get(`/api/desk/reports/${id}`)).body['sealed']))).toBe(forPartner);
    await expect(openWith(partner.identity, sealed)).rejects.toThrow();

    expect(await server.end('SIGTERM')).toBe(0);
    const stored = await everything(folder, prefix);
    const secrets = [secret, Buffer.from(secret, 'base64url').toString('hex'), identity, demoPassword(server, 'demo-member')];
    // What is there is found: the report's own id, in the store and in its files.
    expect(holding(stored, [id])).toContain('reports');
    if (!process.env['COUCHDB_URL']) expect(holding(filesOf(folder), [id]).length).toBeGreaterThan(0);
    expect(holding(stored, [...markers, ...secrets])).toEqual([]);
    expect(holding(filesOf(folder), [...markers, ...secrets])).toEqual([]);
    const logged = server.output().split('\n').filter((line) => line.startsWith('{')).join('\n');
    expect(logged).toContain('/api/reports/:receipt/thread');
    expect(markers.filter((marker) => logged.includes(marker))).toEqual([]);
    for (const telling of [id, receiptHash, ...secrets]) expect(logged).not.toContain(telling);

    // Who decided is known; who sent it is in no document of reports or alerts.
    const accounts = (stored.get('accounts') ?? '').split('\n').map((line) => JSON.parse(line) as { _id: string; role?: string }).flatMap(({ _id, role }) => (role === 'member' ? [_id.slice('account:'.length)] : []));
    expect(accounts.length).toBe(3);
    expect([...stored].filter(([name, text]) => /^(reports|alerts|audit|messages)/.test(name) && accounts.some((account) => text.includes(account))).map(([name]) => name)).toEqual([]);
  } finally {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('reporting is open at the first start: the printed passphrase, and no other, opens what a member sends', async () => {
  await using server = await startDemo();
  const member = await signedInAs(server, 'demo-member');
  const { recipients } = (await member.get('/api/reports/recipients')).body as { recipients: string[] };
  expect(recipients).toHaveLength(1);
  const secret = randomBytes(32).toString('base64url');
  const receiptHash = createHash('sha256').update(secret).digest('base64url');
  const sealed = await sealTo(recipients, planted.details);
  expect((await member.post('/api/reports', { id: newId(), receiptHash, consents: { share: true, transfer: false }, sealed, sealedTo: recipients })).status).toBe(201);
  for (const username of ['demo-moderator', 'demo-partner'] as const) {
    const passphrase = demoPassphrase(server, username);
    const { wrapped } = (await (await signedInForTheDesk(server, username)).get('/api/desk/identity')).body as { wrapped: string };
    const identity = await unwrapIdentity(wrapped, passphrase);
    await expect(unwrapIdentity(wrapped, passphrase.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).rejects.toMatchObject({ fault: 'passphrase' });
    if (username === 'demo-moderator') expect(await openWith(identity, sealed)).toBe(planted.details);
    else await expect(openWith(identity, sealed)).rejects.toThrow();
  }
});

/** Every document of every database, by the database's name without its prefix. */
async function everything(folder: string, prefix: string): Promise<Map<string, string>> {
  const url = process.env['COUCHDB_URL'];
  const embedded = url ? undefined : await startEmbeddedStore(join(folder, 'couch'));
  const couch = nano(url ?? embedded?.url ?? '');
  const stored = new Map<string, string>();
  for (const name of await couch.db.list()) {
    if (!name.startsWith(prefix)) continue;
    const { rows } = await couch.use(name).list({ include_docs: true });
    stored.set(name.slice(prefix.length), rows.map(({ doc }) => JSON.stringify(doc)).join('\n'));
  }
  await embedded?.stop();
  return stored;
}

function filesOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map((file) => [join(file.parentPath, file.name).slice(folder.length), readFileSync(join(file.parentPath, file.name), 'latin1')]));
}

function holding(texts: ReadonlyMap<string, string>, sought: readonly string[]): string[] {
  return [...texts].filter(([, text]) => sought.some((one) => text.includes(one))).map(([name]) => name);
}
