import type { DocumentScope } from 'nano';
import { connectCouch } from '../../sync-server/couch/connection.ts';
import { createDeliveryQueue, type Clock, type DeliveryQueue, type QueueParts } from '../../sync-server/notifications/delivery-queue.ts';
import { couchMessageStore, type MessageStore, type StoredMessage } from '../../sync-server/notifications/message-store.ts';
import { DeliveryError, type Delivery, type Provider } from '../../sync-server/notifications/provider.ts';
import { withCouch } from './couch.ts';
import { testSealer } from './sealer.ts';

/** Runs a test with a queue on a real store, and a clock and providers that do what they are told. */
export async function withQueue(run: (parts: TestParts) => Promise<void>): Promise<void> {
  await withCouch(async (_server, databasePrefix, couchUrl) => {
    const couch = await connectCouch({ couchUrl, databasePrefix, dataDir: '' }, new URL('../../couch-design-docs', import.meta.url).pathname);
    const database: DocumentScope<unknown> = couch.database('messages');
    const store = couchMessageStore(database);
    const email = testProvider();
    const phone = testProvider();
    const clock = testClock();
    const log: string[] = [];
    const logger = { warn: (...line: unknown[]) => void log.push(JSON.stringify(line)) } as QueueParts['logger'];
    const parts: QueueParts = { store, providers: { email, phone }, sealer: testSealer(), publicOrigin: 'https://a.example', logger, clock };
    const build = (changes: Partial<QueueParts>) => createDeliveryQueue({ ...parts, ...changes });
    const documents = async () => {
      const { rows } = await database.list({ startkey: 'message:', endkey: 'message:\uffff', include_docs: true });
      return rows.map(({ doc }) => doc as unknown as StoredMessage);
    };
    await run({ queue: build({}), build, again: () => build({}), email, phone, clock, store, log, documents });
  });
}

function testProvider(): TestProvider {
  let arrived = Promise.withResolvers<undefined>();
  const provider: TestProvider = {
    answers: [],
    taken: [],
    attempts: 0,
    during: () => Promise.resolve(),
    nextAttempt: async () => {
      await arrived.promise;
      arrived = Promise.withResolvers<undefined>();
    },
    deliver: async (delivery) => {
      provider.attempts += 1;
      arrived.resolve(undefined);
      await provider.during(delivery);
      const answer = provider.answers.shift();
      if (answer === 'fault') throw new Error(`a fault about ${delivery.to.value} and ${delivery.texts.sms}`);
      if (answer) throw new DeliveryError(answer, '450');
      provider.taken.push(delivery);
    }
  };
  return provider;
}

function testClock(): TestClock {
  const waiting: { matches: (wait: number) => boolean; resolve: (wait: number) => void }[] = [];
  const clock: TestClock = {
    time: 1_800_000_000_000,
    timer: undefined,
    now: () => clock.time,
    random: () => 0,
    after: (milliseconds, run) => {
      const timer = { milliseconds, run };
      clock.timer = timer;
      for (const { matches, resolve } of waiting) if (matches(milliseconds)) resolve(milliseconds);
      return () => {
        if (clock.timer === timer) clock.timer = undefined;
      };
    },
    nextTimer: (matches = () => true) => {
      if (clock.timer && matches(clock.timer.milliseconds)) return Promise.resolve(clock.timer.milliseconds);
      return new Promise((resolve) => waiting.push({ matches, resolve }));
    },
    fire: () => clock.timer?.run()
  };
  return clock;
}

export interface TestParts {
  readonly queue: DeliveryQueue;
  /** A queue with other parts. */
  readonly build: (changes: Partial<QueueParts>) => DeliveryQueue;
  /** Another server on the same database. */
  readonly again: () => DeliveryQueue;
  readonly email: TestProvider;
  readonly phone: TestProvider;
  readonly clock: TestClock;
  readonly store: MessageStore;
  /** Lines as JSON. */
  readonly log: string[];
  readonly documents: () => Promise<StoredMessage[]>;
}

export interface TestProvider extends Provider {
  /** What comes of the next attempts; taken when there is none left. */
  readonly answers: ('temporary' | 'refused' | 'fault')[];
  readonly taken: Delivery[];
  attempts: number;
  during: (delivery: Delivery) => Promise<unknown>;
  nextAttempt(): Promise<void>;
}

export interface TestClock extends Clock {
  time: number;
  timer: { readonly milliseconds: number; readonly run: () => void } | undefined;
  /** Resolves when a timer is set that matches, or at once if it is. */
  nextTimer(matches?: (wait: number) => boolean): Promise<number>;
  fire(): void;
}
