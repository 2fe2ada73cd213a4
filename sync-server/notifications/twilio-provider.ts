import { DeliveryError, type Delivery, type Provider } from './provider.ts';
import type { TwilioSettings } from './provider-settings.ts';

/** Text messages by Twilio. The SDK takes some 40 MB of memory and is loaded only here, only by servers that use it. */
export async function twilioProvider({ accountSid, authToken, sender, baseUrl }: TwilioSettings): Promise<Provider> {
  const { default: twilio } = await import('twilio');
  const httpClient = new twilio.RequestClient({ timeout: ANSWER_WITHIN_MS, autoRetry: false, keepAlive: false });
  // The embedded store makes a global XMLHttpRequest of its own, which the SDK would take for a browser's.
  httpClient.axios.defaults.adapter = 'http';
  const client = twilio(accountSid, authToken, { httpClient });
  if (baseUrl !== undefined) client.api.baseUrl = baseUrl;
  return {
    deliver: async ({ to, texts, validFor }: Delivery) => {
      try {
        await client.messages.create({ to: to.value, body: texts.sms, validityPeriod: secondsIn(validFor), ...sender });
      } catch (error) {
        throw new DeliveryError(outcomeOf(error), codeOf(error));
      }
    }
  };
}

/** Twilio holds a message back while a phone is off; an expired code is no use to anybody. */
function secondsIn(milliseconds: number): number {
  return Math.min(LONGEST_VALIDITY_S, Math.max(1, Math.floor(milliseconds / 1000)));
}

function outcomeOf(error: unknown): DeliveryError['outcome'] {
  return refusals.has(Number((error as TwilioFailure).code)) ? 'refused' : 'temporary';
}

/** Twilio's sentences quote the number, so only its numbers are kept. */
function codeOf(error: unknown): string {
  const { code, status } = error as TwilioFailure;
  return String(code ?? status ?? 'unknown');
}

/** https://www.twilio.com/docs/api/errors: what is wrong with the number itself, and stays so. */
const refusals: ReadonlySet<number> = new Set([
  21211, // no valid number
  21214, // cannot be reached
  21217, // not written as a number
  21408, // a country that the account may not send to
  21610, // its owner has written STOP
  21612, // no way from our number to it
  21614 // no mobile phone
]);

/** The API's own limit. */
const LONGEST_VALIDITY_S = 36_000;

/** Twilio answers in well under a second. Shorter than the queue's limit for an attempt, since the SDK takes no signal. */
const ANSWER_WITHIN_MS = 20_000;

interface TwilioFailure {
  readonly code?: number | string;
  readonly status?: number;
}
