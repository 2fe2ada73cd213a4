import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { textsOf } from './message-texts.ts';
import { DeliveryError, type Delivery } from './provider.ts';
import { smtpProvider } from './smtp-provider.ts';

const to = 'reader-marker@mail.example';
const code = '7K3M-9QXT-2VBNA';
const message = { kind: 'password-reset', code } as const;
const delivery: Delivery = { id: 'message:0a1b', to: { kind: 'email', value: to }, kind: message.kind, texts: textsOf(message, 'fr', 'https://a.example'), validFor: 600_000 };
const from = 'Service <service@post.example>';
const signal = new AbortController().signal;

describe('mails by SMTP', () => {
  it('leave once, with a text and an HTML part, and nothing that tells of the machine', async () => {
    await using server = await startSmtp();
    await smtpProvider({ url: server.url, from }).deliver(delivery, signal);
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: 'service@post.example', to: [to], clientName: 'post.example' });
    const content = (mail?.content ?? '').replace(/=\r\n/g, '');
    expect(content).toContain('From: Service <service@post.example>');
    expect(content).toContain(`To: ${to}`);
    expect(content).toContain('Subject: Votre mot de passe');
    expect(content).toContain('Message-ID: <message-0a1b@post.example>');
    expect(content).toContain('Auto-Submitted: auto-generated');
    expect(content).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(content).toMatch(/^Content-Type: text\/plain; charset=utf-8/m);
    expect(content).toMatch(/^Content-Type: text\/html; charset=utf-8/m);
    expect(content).toContain(code);
    expect(content).not.toMatch(/nodemailer|X-Mailer/i);
  });

  it('leave over TLS, and only to a server that is who it says', async () => {
    await using server = await startSmtp({ secure: true, disabledCommands: [] });
    const secure = server.url.replace('smtp:', 'smtps:');
    await expect(smtpProvider({ url: secure, from }).deliver(delivery, signal)).rejects.toMatchObject({ outcome: 'temporary' });
    expect(server.mails).toHaveLength(0);
    await smtpProvider({ url: `${secure}?tls.rejectUnauthorized=false`, from }).deliver(delivery, signal);
    expect(server.mails).toHaveLength(1);
  });

  it('take an address for one, whatever is written in it', async () => {
    await using server = await startSmtp();
    await smtpProvider({ url: server.url, from }).deliver({ ...delivery, to: { kind: 'email', value: "o'neil+b@mail.example" } }, signal);
    expect(server.mails.map((mail) => mail.to)).toEqual([["o'neil+b@mail.example"]]);
  });

  it.each<[string, Partial<SMTPServerOptions>, DeliveryError['outcome'], string]>([
    ['no such mailbox', { onRcptTo: (address, _session, done) => done(answer(550, `no such user ${address.address}`)) }, 'refused', '550'],
    ['come back later', { onRcptTo: (address, _session, done) => done(answer(450, `greylisted ${address.address}`)) }, 'temporary', '450'],
    ['a refused sender', { onMailFrom: (_address, _session, done) => done(answer(553, 'sender not allowed')) }, 'temporary', '553'],
    ['a refused content', { onData: (stream, _session, done) => stream.resume().on('end', () => done(answer(554, `spam for ${to}`))) }, 'refused', '554'],
    ['a full disk', { onData: (stream, _session, done) => stream.resume().on('end', () => done(answer(452, `no room for ${to}`))) }, 'temporary', '452']
  ])('that meet %s are classed, and the error quotes nothing', async (_what, behaviour, outcome, failure) => {
    await using server = await startSmtp(behaviour);
    const error: unknown = await smtpProvider({ url: server.url, from }).deliver(delivery, signal).catch((thrown: unknown) => thrown);
    expectTelling(error, outcome, failure);
  });

  it('wait for another try when the password is wrong', async () => {
    await using server = await startSmtp({ authOptional: false, allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(answer(535, 'no')) });
    const url = server.url.replace('smtp://', 'smtp://user-marker:secret-marker@');
    const error: unknown = await smtpProvider({ url, from }).deliver(delivery, signal).catch((thrown: unknown) => thrown);
    expectTelling(error, 'temporary', '535');
  });

  it('wait for another try when the server hangs up, or is not there', async () => {
    const rude = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const url = `smtp://127.0.0.1:${(rude.address() as AddressInfo).port}`;
    await expect(smtpProvider({ url, from }).deliver(delivery, signal)).rejects.toMatchObject({ outcome: 'temporary' });
    await new Promise((resolve) => rude.close(resolve));
    expectTelling(await smtpProvider({ url, from }).deliver(delivery, signal).catch((thrown: unknown) => thrown), 'temporary', 'ESOCKET');
  });

  it('end when they are told to, and wait for another try', async () => {
    const told = new AbortController();
    await using server = await startSmtp({ onRcptTo: () => told.abort() });
    const error: unknown = await smtpProvider({ url: server.url, from }).deliver(delivery, told.signal).catch((thrown: unknown) => thrown);
    expectTelling(error, 'temporary', 'EABORT');
  });
});

function expectTelling(error: unknown, outcome: DeliveryError['outcome'], code: string): void {
  expect(error).toBeInstanceOf(DeliveryError);
  expect(error).toMatchObject({ outcome, code });
  const seen = inspect(error, { depth: null, showHidden: true });
  for (const marker of [to, 'marker', delivery.texts.subject]) expect(seen).not.toContain(marker);
}

function answer(responseCode: number, sentence: string): Error {
  return Object.assign(new Error(sentence), { responseCode });
}

/** A mail server on a free port. */
async function startSmtp(behaviour: Partial<SMTPServerOptions> = {}): Promise<AsyncDisposable & { url: string; mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, session, done) => {
      let content = '';
      stream.on('data', (chunk: Buffer) => (content += chunk.toString()));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), content, clientName: session.hostNameAppearsAs });
        done();
      });
    },
    ...behaviour
  });
  // Clients that hang up are what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve()))
  };
}

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly content: string;
  readonly clientName: unknown;
}
