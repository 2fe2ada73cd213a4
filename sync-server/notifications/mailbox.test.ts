import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { devMailboxRoutes } from './dev-mailbox.ts';
import { mailboxProvider, readMailbox, type Letter } from './mailbox-provider.ts';
import { textsOf } from './message-texts.ts';
import { DeliveryError, type Delivery } from './provider.ts';

const signal = new AbortController().signal;
let dataDir: string;
let folder: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'jasmine-mailbox-'));
  folder = join(dataDir, 'mailbox');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function delivery(id: string, value = 'reader@mail.example'): Delivery {
  const message = { kind: 'password-reset', code: '7K3M-9QXT-2VBNA' } as const;
  return { id: `message:${id}`, to: { kind: 'email', value }, kind: message.kind, texts: textsOf(message, 'en', 'https://a.example'), validFor: 1 };
}

describe('the mailbox folder', () => {
  it('keeps one file a message that only we may read, and nothing half-written', async () => {
    await mailboxProvider(folder).deliver(delivery('01'), signal);
    const files = readdirSync(folder);
    expect(files).toHaveLength(1);
    expect(statSync(join(folder, files[0] ?? '')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('gives the newest first, even of one instant', async () => {
    const provider = mailboxProvider(folder, () => 1_700_000_000_000);
    for (const id of ['0c', '0a', '0b']) await provider.deliver(delivery(id), signal);
    expect((await readMailbox(folder)).map(({ id }) => id)).toEqual(['message:0b', 'message:0a', 'message:0c']);
  });

  it('takes a second attempt at a message for the same message', async () => {
    const provider = mailboxProvider(folder);
    await provider.deliver(delivery('01'), signal);
    await provider.deliver(delivery('02'), signal);
    await provider.deliver(delivery('01'), signal);
    expect((await readMailbox(folder)).map(({ id }) => id)).toEqual(['message:01', 'message:02']);
  });

  it('gives a message once, also while its second attempt has not taken the place of the first yet', async () => {
    await mailboxProvider(folder).deliver(delivery('01'), signal);
    const [file = ''] = readdirSync(folder);
    const first = readFileSync(join(folder, file), 'utf8');
    await mailboxProvider(folder).deliver(delivery('01'), signal);
    writeFileSync(join(folder, file), first);
    expect(readdirSync(folder)).toHaveLength(2);
    const letters = await readMailbox(folder);
    expect(letters.map(({ id }) => id)).toEqual(['message:01']);
    expect(letters[0]?.at).not.toBe((JSON.parse(first) as Letter).at);
  });

  it('keeps the last five hundred', async () => {
    const provider = mailboxProvider(folder);
    for (let count = 0; count < 503; count++) await provider.deliver(delivery(`x${count}`), signal);
    const ids = (await readMailbox(folder)).map(({ id }) => id);
    expect(ids).toHaveLength(500);
    expect([ids[0], ids.at(-1)]).toEqual(['message:x502', 'message:x3']);
  });

  it('fails for a while when it cannot be written', async () => {
    writeFileSync(folder, 'a file in the way');
    const error: unknown = await mailboxProvider(folder).deliver(delivery('01'), signal).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeliveryError);
    expect(error).toMatchObject({ outcome: 'temporary', code: 'EEXIST' });
  });
});

describe('the mailbox page', () => {
  it('is there in a demonstration only', async () => {
    const app = fastify();
    devMailboxRoutes(app, { demo: false, dataDir });
    expect((await app.inject('/dev/mailbox')).statusCode).toBe(404);
    expect((await app.inject('/dev/mailbox.json')).statusCode).toBe(404);
  });

  it('says when there is nothing yet', async () => {
    const answer = await page().inject('/dev/mailbox');
    expect(answer.body).toContain('No messages yet');
    expect((await page().inject('/dev/mailbox.json')).json()).toEqual([]);
  });

  it('shows to whom, what, and a link to follow; nothing is kept, run or loaded', async () => {
    await mailboxProvider(folder).deliver(delivery('01'), signal);
    const answer = await page().inject('/dev/mailbox');
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' });
    for (const shown of ['reader@mail.example', 'Your password', 'You did not ask for it?', 'You did not ask? Ignore', '7K3M-9QXT-2VBNA']) expect(answer.body).toContain(shown);
    expect(answer.body).toContain('<a href="https://a.example/app#reset=7K3M-9QXT-2VBNA">');
    expect(answer.body).not.toMatch(/<script|<link|<img| style=| on\w+=/);
    const style = /<style>(.*)<\/style>/s.exec(answer.body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(answer.headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}';`);
  });

  it('shows what comes from outside as text', async () => {
    const hostile = '<script>alert(1)</script>"\'&@mail.example';
    const written = delivery('01', hostile);
    await mailboxProvider(folder).deliver({ ...written, texts: { ...written.texts, subject: hostile, text: hostile, sms: `https://a.example/"onclick=1 ${hostile}` } }, signal);
    const { body } = await page().inject('/dev/mailbox');
    expect(body).not.toMatch(/<script|"onclick/);
    expect(body.match(/&#60;script&#62;alert\(1\)/g)).toHaveLength(4);
  });

  it('is there as JSON for programs', async () => {
    await mailboxProvider(folder).deliver(delivery('01'), signal);
    const answer = await page().inject('/dev/mailbox.json');
    expect(answer.headers['cache-control']).toBe('no-store');
    const [letter] = answer.json<Letter[]>();
    expect(letter).toMatchObject({ to: { kind: 'email', value: 'reader@mail.example' }, kind: 'password-reset', ...delivery('01').texts });
  });
});

function page(): FastifyInstance {
  const app = fastify();
  devMailboxRoutes(app, { demo: true, dataDir });
  return app;
}
