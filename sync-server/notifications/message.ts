import type { Contact } from '../../src/domain/contact.ts';
import type { Language } from '../../src/domain/language.ts';

/**
 * Every message that the server sends, and nothing else: no sender writes texts of its own. Neither subject nor text tells
 * a passer-by what the site is for.
 */
export type Message =
  /** Proves a contact, at sign-up or when it changes. */
  | { readonly kind: 'contact-code'; readonly code: string }
  /** Somebody signs up with a contact that has an account already. */
  | { readonly kind: 'contact-known' }
  /** S2: from a sponsor to a newcomer. */
  | { readonly kind: 'sponsorship-code'; readonly code: string }
  /** S1: to a sponsor whose address a newcomer gave. */
  | { readonly kind: 'sponsor-asked' }
  /** A2. */
  | { readonly kind: 'account-confirmed' }
  | { readonly kind: 'sponsor-declined' }
  /** A3. The link ends in the code. */
  | { readonly kind: 'password-reset'; readonly code: string }
  | { readonly kind: 'password-changed' }
  | { readonly kind: 'contact-changed' };

/** Takes messages; they leave when they can. */
export interface Messenger {
  /**
   * Resolves once the message is kept, so that it survives a restart. With an `occasion`, the message for it is sent once,
   * however often this is called: whoever was interrupted may call it again.
   */
  send(to: Contact, language: Language, message: Message, occasion?: string): Promise<void>;
  /** Drops what is under way to somebody who was erased; gives how many. */
  forget(to: Contact): Promise<number>;
}
