import type { Contact } from '../../src/domain/contact.ts';
import type { Message } from './message.ts';
import type { MessageTexts } from './message-texts.ts';

/** Speaks one protocol, once; when to try again is the queue's. */
export interface Provider {
  /** Resolves once the other side has taken the message. Throws a DeliveryError. Gives up when the signal says so. */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<void>;
}

export interface Delivery {
  /** The same for every attempt at one message, so that a receiver may see that a second copy is one. */
  readonly id: string;
  readonly to: Contact;
  readonly kind: Message['kind'];
  readonly texts: MessageTexts;
  /** Milliseconds for which the message still means something. */
  readonly validFor: number;
}

/**
 * The message was not taken. `refused`: it never will be (no such address or number); `temporary`: all else, faults in our
 * own settings included, since the operator may mend them.
 */
export class DeliveryError extends Error {
  readonly outcome: 'temporary' | 'refused';
  /** The protocol's own word for it: a number or a name, never a sentence, since those quote addresses. */
  readonly code: string;

  constructor(outcome: 'temporary' | 'refused', code: string) {
    super(`A message was not taken (${outcome}, ${code}).`);
    this.outcome = outcome;
    this.code = code;
  }
}
