import type { Message } from './message.ts';

/** How one language words every message; the frame around it (HTML, links) is message-texts.ts. */
export type Wording = {
  readonly [Kind in Message['kind']]: (parts: PartsOf<Kind>) => WordedMessage;
};

export interface WordedMessage {
  readonly subject: string;
  /** One paragraph each. */
  readonly mail: readonly (string | { readonly code: string } | { readonly link: string })[];
  /**
   * From the fullest to the shortest: the first that fits in one text message is sent. The operator's address may be long,
   * and the last one leaves the link out.
   */
  readonly sms: readonly string[];
}

type PartsOf<Kind extends Message['kind']> = (Extract<Message, { kind: Kind }> extends { code: string } ? { readonly code: string } : unknown) &
  (Kind extends LinkedKind ? { readonly link: string } : unknown);

/** Messages that lead somewhere. */
export type LinkedKind = 'contact-known' | 'sponsorship-code' | 'sponsor-asked' | 'account-confirmed' | 'password-reset';
