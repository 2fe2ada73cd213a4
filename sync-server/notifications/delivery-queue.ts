import type { Contact } from '../../src/domain/contact.ts';
import type { Language } from '../../src/domain/language.ts';
import { StoreUnavailableError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Message, Messenger } from './message.ts';
import { messageIdFor, newMessageId, type MessageStore, type StoredMessage } from './message-store.ts';
import { textsOf } from './message-texts.ts';
import { DeliveryError, type Provider } from './provider.ts';
import { MOST_ATTEMPTS, retryDelay } from './retry-delay.ts';

/**
 * Messages on their way. Kept sealed in the database until a provider has taken them, so that they survive a restart; any
 * number of servers may work on one database. A server claims a message, by a write that nobody else can make too, and
 * only then attempts it: no attempt is made twice or counted twice.
 *
 * A server that dies after the provider took the message and before it was removed leaves its claim behind; when that ends,
 * the message is sent again. Twice is better than never here: a code that comes twice is the same code.
 */
export function createDeliveryQueue({ store, providers, sealer, publicOrigin, logger, alone = false, clock = systemClock }: QueueParts): DeliveryQueue {
  const underWay = new Set<Promise<void>>();
  /** Taken by the provider, but the store did not answer when they were to be removed: not to be sent again by us. */
  const taken = new Set<string>();
  let started = false;
  let stopping = false;
  let wanted = false;
  let looking: Promise<void> | undefined;
  let cancelTimer = (): void => undefined;

  async function send(to: Contact, language: Language, message: Message, occasion?: string): Promise<void> {
    const _id = occasion === undefined ? newMessageId() : messageIdFor(sealer.digest('message', occasion));
    const now = clock.now();
    const sealed = sealer.seal(JSON.stringify({ to, language, message } satisfies Content).padEnd(SEALED_LENGTH), contextOf(_id));
    try {
      // Kept, under way or sent already, for an occasion that comes once.
      if (occasion !== undefined && (await store.had(_id))) return;
      await store.add({ _id, type: 'message', state: 'waiting', attempts: 0, notBefore: now, notAfter: now + lifetimeOf(message), sealed });
    } catch (error) {
      throw new StoreUnavailableError(error);
    }
    wake();
  }

  async function forget(to: Contact): Promise<number> {
    let dropped = 0;
    for (const message of await store.all()) {
      const content = JSON.parse(sealer.open(message.sealed, contextOf(message._id))) as Content;
      if (content.to.kind === to.kind && content.to.value === to.value && (await store.remove(message))) dropped += 1;
    }
    return dropped;
  }

  function wake(): void {
    if (!started || stopping) return;
    wanted = true;
    cancelTimer();
    looking ??= lookWhileWanted();
  }

  async function lookWhileWanted(): Promise<void> {
    let wait = POLL_MS;
    while (wanted && !stopping) {
      wanted = false;
      try {
        await beginDue();
        wait = await untilNext();
      } catch (error) {
        logger.warn({ err: error }, 'the queue of messages cannot be read; tried again later');
        wait = POLL_MS;
      }
    }
    // Nothing is awaited between the last look at `wanted` and here, so no wake is lost.
    looking = undefined;
    if (!stopping) cancelTimer = clock.after(wait, wake);
  }

  async function untilNext(): Promise<number> {
    const now = clock.now();
    const next = await store.nextAfter(now);
    return next === null ? POLL_MS : Math.min(POLL_MS, next - now);
  }

  /** Claims what is due, one after the other, and begins its attempts, as many as there is room for. */
  async function beginDue(): Promise<void> {
    while (!stopping && underWay.size < AT_A_TIME) {
      const due = await store.due(clock.now(), AT_A_TIME - underWay.size);
      if (due.length === 0) return;
      for (const waiting of due) {
        const claimed = await claim(waiting);
        if (claimed) begin(claimed);
      }
    }
  }

  async function deliverDue(): Promise<void> {
    for (;;) {
      await beginDue();
      if (underWay.size === 0) return;
      await Promise.race(underWay);
    }
  }

  async function claim(waiting: StoredMessage): Promise<StoredMessage | null> {
    if (stopping) return null;
    const now = clock.now();
    if (taken.has(waiting._id)) await remove(waiting);
    else if (now >= waiting.notAfter) await giveUp(waiting, 'expired');
    // Its last attempt was cut off by a crash.
    else if (waiting.attempts >= MOST_ATTEMPTS) await giveUp(waiting, 'attempts');
    // Null: another server has it.
    else return store.claim(waiting, now + CLAIM_MS);
    return null;
  }

  function begin(claimed: StoredMessage): void {
    const attempt = attemptOnce(claimed)
      // The claim ends by itself, and the next who looks finds the message.
      .catch((error: unknown) => logger.warn({ err: error }, 'what became of a message could not be kept'))
      .finally(() => {
        underWay.delete(attempt);
        wake();
      });
    underWay.add(attempt);
  }

  async function attemptOnce(claimed: StoredMessage): Promise<void> {
    const outcome = await deliver(claimed);
    switch (outcome) {
      case 'taken':
        taken.add(claimed._id);
        return remove(claimed);
      case 'refused':
        return giveUp(claimed, 'refused');
      case 'temporary':
        return putBack(claimed);
      default:
        return outcome satisfies never;
    }
  }

  async function deliver(claimed: StoredMessage): Promise<DeliveryError['outcome'] | 'taken'> {
    try {
      const { to, language, message } = JSON.parse(sealer.open(claimed.sealed, contextOf(claimed._id))) as Content;
      const texts = textsOf(message, language, publicOrigin);
      const delivery = { id: claimed._id, to, kind: message.kind, texts, validFor: claimed.notAfter - clock.now() };
      await providers[to.kind].deliver(delivery, AbortSignal.timeout(ATTEMPT_MS));
      return 'taken';
    } catch (error) {
      // Anything else is a fault of ours, such as a key that is missing here: it may be mended before the last attempt.
      const { outcome, code } = error instanceof DeliveryError ? error : { outcome: 'temporary' as const, code: 'fault' };
      logger.warn({ attempt: claimed.attempts, outcome, code }, 'a message was not taken');
      return outcome;
    }
  }

  async function putBack(claimed: StoredMessage): Promise<void> {
    const notBefore = clock.now() + retryDelay(claimed.attempts, clock.random());
    if (claimed.attempts >= MOST_ATTEMPTS) return giveUp(claimed, 'attempts');
    if (notBefore >= claimed.notAfter) return giveUp(claimed, 'expired');
    if (!(await store.putBack(claimed, notBefore))) logger.warn('a claim on a message ended before its attempt');
  }

  async function giveUp(message: StoredMessage, reason: 'expired' | 'attempts' | 'refused'): Promise<void> {
    if (await store.remove(message)) logger.warn({ reason, attempts: message.attempts }, 'a message was given up');
  }

  async function remove(message: StoredMessage): Promise<void> {
    const removed = await store.remove(message);
    taken.delete(message._id);
    if (!removed) logger.warn('a claim on a message ended before its attempt: it may be sent twice');
  }

  return {
    send,
    forget,
    deliverDue,
    start: () => {
      started = true;
      const freed = alone ? store.endClaims(clock.now()) : Promise.resolve();
      void freed.catch((error: unknown) => logger.warn({ err: error }, 'claims of before could not be ended; they end by themselves')).then(wake);
    },
    stop: async () => {
      stopping = true;
      cancelTimer();
      await looking;
      await Promise.all(underWay);
    }
  };
}

/** Binds what is sealed to its document: moved to another one, it does not open. */
function contextOf(id: string): string {
  return `messages/${id}`;
}

function lifetimeOf(message: Message): number {
  switch (message.kind) {
    case 'contact-code':
    case 'password-reset':
      return CODE_LIFETIME_MS;
    case 'contact-known':
    case 'sponsorship-code':
    case 'sponsor-asked':
    case 'account-confirmed':
    case 'sponsor-declined':
    case 'password-changed':
    case 'contact-changed':
      return NEWS_LIFETIME_MS;
    default:
      return message satisfies never;
  }
}

/** As long as the codes work: one that has expired would only send its reader in circles. */
const CODE_LIFETIME_MS = 10 * 60_000;
/** As long as a sponsorship code works; news that is older than a week has been seen in the app. */
const NEWS_LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** Mail servers and Twilio answer in seconds. A stop waits this long at most. */
const ATTEMPT_MS = 30_000;

/**
 * Six times the longest attempt, so that no slow one is taken for dead and sent twice, clocks of two servers a minute
 * apart included; and short beside the life of a code, so that a crash does not cost it.
 */
const CLAIM_MS = 3 * 60_000;

/** Only for what other copies have left behind: a server wakes by itself for its own. */
const POLL_MS = 30_000;

/** Mail servers refuse more connections than a handful from one sender; Twilio sends about one a second per number. */
const AT_A_TIME = 4;

/** All contents are sealed at one length (the longest address has 254 characters), so that it does not tell the kind. */
const SEALED_LENGTH = 512;

const systemClock: Clock = {
  now: Date.now,
  random: Math.random,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds).unref();
    return () => clearTimeout(timer);
  }
};

interface Content {
  readonly to: Contact;
  readonly language: Language;
  readonly message: Message;
}

export interface QueueParts {
  readonly store: MessageStore;
  readonly providers: Readonly<Record<Contact['kind'], Provider>>;
  readonly sealer: Sealer;
  readonly publicOrigin: string;
  readonly logger: Pick<Logger, 'warn'>;
  /** No other server works on this store, so that what a crash has claimed need not wait for its claim to end. */
  readonly alone?: boolean;
  readonly clock?: Clock;
}

/** Encrypts under a key outside the database; `open` throws unless the context is the one that it was sealed with. */
export interface Sealer {
  seal(plain: string, context: string): string;
  open(sealed: string, context: string): string;
  /** A keyed hash: an id made of it tells nobody what it stands for. */
  digest(purpose: string, text: string): string;
}

export interface Clock {
  now(): number;
  /** From 0 to 1, like Math.random. */
  random(): number;
  /** Runs once, later, unless cancelled by what it gives back. Must not keep the process alive. */
  after(milliseconds: number, run: () => void): () => void;
}

export interface DeliveryQueue extends Messenger {
  /** Attempts what is due now, once each. `start` sees to it; on its own it is for tests and the command line. */
  deliverDue(): Promise<void>;
  start(): void;
  /** Waits for attempts under way; what has not begun stays for the next start. */
  stop(): Promise<void>;
}
