import * as v from 'valibot';

/** Through whom messages leave; what is not set goes to the mailbox folder. Read in config.ts. */
export interface ProviderSettings {
  readonly smtp: SmtpSettings | undefined;
  readonly twilio: TwilioSettings | undefined;
}

export interface SmtpSettings {
  /** With the password, if there is one. */
  readonly url: string;
  readonly from: string;
}

export interface TwilioSettings {
  readonly accountSid: string;
  readonly authToken: string;
  readonly sender: { readonly from: string } | { readonly messagingServiceSid: string };
  /** Another address than Twilio's own, for tests and stand-ins. */
  readonly baseUrl: string | undefined;
}

/** A part of config.ts's list of settings. */
export const providerEntries = {
  SMTP_URL: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (text) => URL.canParse(text) && ['smtp:', 'smtps:'].includes(new URL(text).protocol) && new URL(text).hostname !== '',
        'must be smtp:// or smtps://, such as smtps://user:password@mail.example'
      )
    )
  ),
  // The sender's name stands in every list of mails: nothing that tells.
  SMTP_FROM: v.optional(v.pipe(v.string(), v.regex(/^(?:[^<>@"\r\n]+<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/, 'must be an address, such as Service <service@mail.example>'))),
  TWILIO_ACCOUNT_SID: v.optional(v.pipe(v.string(), v.regex(/^AC\w+$/, 'must start with AC'))),
  TWILIO_AUTH_TOKEN: v.optional(v.string()),
  TWILIO_FROM: v.optional(v.pipe(v.string(), v.regex(/^(\+\d{7,15}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/, 'must be a number such as +33700000000, or a sender of at most 11 letters and digits'))),
  TWILIO_MESSAGING_SERVICE_SID: v.optional(v.pipe(v.string(), v.regex(/^MG\w+$/, 'must start with MG'))),
  TWILIO_BASE_URL: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol), 'must be an address such as https://api.twilio.com')
    )
  )
};

/** Half a provider is none: the sentence that says what is missing, or null. */
export function missingProviderSetting(set: ProviderEnvironment): string | null {
  if ((set.SMTP_URL === undefined) !== (set.SMTP_FROM === undefined)) return 'SMTP_URL and SMTP_FROM: set both, or neither';
  const { TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: token, TWILIO_FROM: from, TWILIO_MESSAGING_SERVICE_SID: service } = set;
  if ([account, token, from, service].every((value) => value === undefined)) return null;
  if (account === undefined || token === undefined) return 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: set both, or no TWILIO_ setting at all';
  if ((from === undefined) === (service === undefined)) return 'TWILIO_FROM and TWILIO_MESSAGING_SERVICE_SID: set one of the two';
  return null;
}

/** Of settings with nothing missing. */
export function providerSettings(set: ProviderEnvironment): ProviderSettings {
  const { SMTP_URL: url, SMTP_FROM: mailFrom, TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = set;
  return {
    smtp: url === undefined || mailFrom === undefined ? undefined : { url, from: mailFrom },
    twilio:
      accountSid === undefined || authToken === undefined
        ? undefined
        : { accountSid, authToken, sender: senderOf(set), baseUrl: set.TWILIO_BASE_URL }
  };
}

function senderOf({ TWILIO_FROM: from, TWILIO_MESSAGING_SERVICE_SID: service }: ProviderEnvironment): TwilioSettings['sender'] {
  return from === undefined ? { messagingServiceSid: service ?? '' } : { from };
}

type ProviderEnvironment = { readonly [Setting in keyof typeof providerEntries]?: string | undefined };
