import type { Contact } from '../../src/domain/contact.ts';
import type { Context } from '../context.ts';
import { createDeliveryQueue, type Clock, type Sealer } from './delivery-queue.ts';
import { mailboxFolder, mailboxProvider } from './mailbox-provider.ts';
import { couchMessageStore } from './message-store.ts';
import type { Messenger } from './message.ts';
import type { Provider } from './provider.ts';
import { smtpProvider } from './smtp-provider.ts';
import { twilioProvider } from './twilio-provider.ts';

/** Messages to people: takes them, keeps them sealed, and hands them to whom the operator has set up. */
export async function createMessenger({ config, logger, couch, sealer, clock }: MessengerParts): Promise<MessengerService> {
  const { smtp, twilio } = config.providers;
  const mailbox = mailboxProvider(mailboxFolder(config));
  const providers: Record<Contact['kind'], Provider> = {
    email: smtp ? smtpProvider(smtp) : mailbox,
    phone: twilio ? await twilioProvider(twilio) : mailbox
  };
  const missing = [...(smtp ? [] : ['mails (SMTP_URL)']), ...(twilio ? [] : ['text messages (TWILIO_ACCOUNT_SID)'])];
  if (!config.demo && missing.length > 0) logger.warn({ missing }, 'nobody is set up to send these: they go to the folder `mailbox` in DATA_DIR, and to nobody');
  const queue = createDeliveryQueue({
    store: couchMessageStore(couch.database<unknown>('messages')),
    providers,
    sealer,
    publicOrigin: config.publicOrigin,
    logger,
    alone: config.couchUrl === undefined,
    ...(clock ? { clock } : {})
  });
  return { messenger: queue, start: () => queue.start(), stop: () => queue.stop() };
}

interface MessengerParts extends Pick<Context, 'logger' | 'couch'> {
  readonly config: Pick<Context['config'], 'demo' | 'dataDir' | 'publicOrigin' | 'providers' | 'couchUrl'>;
  readonly sealer: Sealer;
  readonly clock?: Clock;
}

export interface MessengerService {
  readonly messenger: Messenger;
  /** Before it, messages are kept but do not leave. */
  start(): void;
  stop(): Promise<void>;
}
