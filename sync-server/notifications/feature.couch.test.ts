import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTwilio } from '../../tests/stand-ins/twilio.ts';
import { withCouch } from '../../tests/support/couch.ts';
import { testSealer } from '../../tests/support/sealer.ts';
import { readConfig, type Config } from '../config.ts';
import { connectCouch, type Couch } from '../couch/connection.ts';
import { createLogger } from '../logger.ts';
import { createMessenger, type MessengerService } from './feature.ts';
import { readMailbox } from './mailbox-provider.ts';

const code = '7K3M-9QXT-2VBNA';
const signed = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'token-marker', TWILIO_FROM: '+33700000000' };

test('mails go to the mailbox and text messages to Twilio, when only Twilio is set', async () => {
  await using twilio = await startTwilio();
  await withInstallation({ ...signed, TWILIO_BASE_URL: twilio.baseUrl }, async ({ service, config, emptied }) => {
    await service.messenger.send({ kind: 'email', value: 'reader-marker@mail.example' }, 'fr', { kind: 'contact-code', code });
    await service.messenger.send({ kind: 'phone', value: '+33639980001' }, 'en', { kind: 'contact-code', code });
    service.start();
    await emptied();
    expect(twilio.requests.map(({ form }) => form['To'])).toEqual(['+33639980001']);
    // Sent by Node's own HTTP client, not by the browser's that the embedded store pretends to have.
    expect(twilio.requests[0]?.headers['accept-charset']).toBe('utf-8');
    expect(await readMailbox(`${config.dataDir}/mailbox`)).toMatchObject([{ to: { value: 'reader-marker@mail.example' }, kind: 'contact-code', subject: 'Votre code' }]);
  });
});

test('the log says once what nobody is set up to send, when it is no demonstration, and nothing of any message', async () => {
  await using twilio = await startTwilio();
  twilio.answer('invalid-number');
  await withInstallation({ ...signed, TWILIO_BASE_URL: twilio.baseUrl, JASMINE_DEMO: '0', LOG_LEVEL: 'trace' }, async ({ service, log, emptied }) => {
    service.start();
    await service.messenger.send({ kind: 'phone', value: '+33639980001' }, 'en', { kind: 'contact-code', code });
    await service.messenger.send({ kind: 'email', value: 'reader-marker@mail.example' }, 'en', { kind: 'contact-known' });
    await emptied();
    const lines = log.join('');
    expect(lines.match(/nobody is set up to send these/g)).toHaveLength(1);
    expect(lines).toContain('"missing":["mails (SMTP_URL)"]');
    expect(lines).toContain('"code":"21211"');
    for (const marker of ['marker', '639980001', '7K3M', 'mail.example']) expect(lines).not.toContain(marker);
  });
});

async function withInstallation(environment: Record<string, string>, run: (parts: Installation) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jasmine-messages-'));
  try {
    await withCouch(async (_server, databasePrefix, couchUrl) => {
      const config = readConfig({ ...environment, DATA_DIR: dataDir, COUCHDB_URL: couchUrl, COUCHDB_PREFIX: databasePrefix }, 'https://weather.example/');
      const couch = await connectCouch(config, new URL('../../couch-design-docs', import.meta.url).pathname);
      const log: string[] = [];
      const logger = createLogger(config, { write: (line) => void log.push(line) });
      const service = await createMessenger({ config, logger, couch, sealer: testSealer() });
      try {
        await run({ service, config, log, emptied: () => emptied(couch) });
      } finally {
        await service.stop();
      }
    });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Follows the database's changes until every message that was in it is gone. */
async function emptied(couch: Couch): Promise<void> {
  const messages = couch.database<unknown>('messages');
  for (;;) {
    const { update_seq } = await messages.info();
    const { rows } = await messages.list({ startkey: 'message:', endkey: 'message:\uffff' });
    if (rows.length === 0) return;
    await messages.changes({ feed: 'longpoll', since: String(update_seq) });
  }
}

interface Installation {
  readonly service: MessengerService;
  readonly config: Config;
  readonly log: string[];
  readonly emptied: () => Promise<void>;
}
