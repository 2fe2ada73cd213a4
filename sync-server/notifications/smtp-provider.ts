import { createTransport } from 'nodemailer';
import { DeliveryError, type Delivery, type Provider } from './provider.ts';
import type { SmtpSettings } from './provider-settings.ts';

/** Mail by the operator's own mail server (RFC 5321). */
export function smtpProvider({ url, from }: SmtpSettings): Provider {
  const fromHost = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'localhost';
  const transport = createTransport({
    url,
    // The machine's name would stand in the headers of every mail.
    name: fromHost,
    // A password never goes out in the clear, unless the URL asks for it (`?requireTLS=false`) or it stays on this machine.
    requireTLS: hasPassword(url) && !isLoopback(url),
    connectionTimeout: ANSWER_WITHIN_MS,
    greetingTimeout: ANSWER_WITHIN_MS,
    socketTimeout: ANSWER_WITHIN_MS,
    disableFileAccess: true,
    disableUrlAccess: true
  });
  return {
    deliver: async ({ id, to, texts }: Delivery, signal) => {
      try {
        await transport.sendMail({
          from,
          // As an object: as a text, a comma in it would make two recipients.
          to: { name: '', address: to.value },
          subject: texts.subject,
          text: texts.text,
          html: texts.html,
          messageId: `<${id.replace(/[^\w-]/g, '-')}@${fromHost}>`,
          // RFC 3834: no answering machine answers.
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal
        });
      } catch (error) {
        throw new DeliveryError(outcomeOf(error), codeOf(error));
      }
    }
  };
}

/** Refused is what concerns the recipient or this mail; a refused sender or password is the operator's to mend. */
function outcomeOf(error: unknown): DeliveryError['outcome'] {
  const { responseCode, command } = error as SmtpFailure;
  if (command === 'API') return 'refused';
  const permanent = responseCode !== undefined && responseCode >= 500 && responseCode < 600 && responseCode !== BAD_SEQUENCE;
  return permanent && (command === 'RCPT TO' || command === 'DATA') ? 'refused' : 'temporary';
}

function codeOf(error: unknown): string {
  const { responseCode, code } = error as SmtpFailure;
  return String(responseCode ?? code ?? 'unknown');
}

function hasPassword(url: string): boolean {
  return new URL(url).password !== '';
}

function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** A mail server on the other side of the world answers in a second or two. */
const ANSWER_WITHIN_MS = 15_000;

/** RFC 5321, 4.2.2: the session went wrong, not the mail. */
const BAD_SEQUENCE = 503;

interface SmtpFailure {
  readonly responseCode?: number;
  readonly code?: string;
  readonly command?: string;
}
