import { createECDH } from 'node:crypto';
import * as v from 'valibot';

/** How pushes leave. Read in config.ts. */
export interface PushSettings {
  /** Base64url. Not set: made from the keyring (push-keys.ts). */
  readonly keys: PushKeyPair | undefined;
  /** Whom a push service may write to about us. */
  readonly subject: string;
  /** Origins of push services beside the known ones (push-services.ts). */
  readonly services: readonly string[];
}

export interface PushKeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** A part of config.ts's list of settings. */
export const pushEntries = {
  VAPID_PUBLIC_KEY: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{87}$/, 'must be 65 bytes in base64url'))),
  VAPID_PRIVATE_KEY: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url'))),
  VAPID_SUBJECT: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => URL.canParse(text) && ['https:', 'mailto:'].includes(new URL(text).protocol), 'must be https://... or mailto:...')
    )
  ),
  PUSH_SERVICES: v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) => text.split(',').map((one) => one.trim()).filter((one) => one !== '')),
    v.check((list) => list.every(isOrigin), 'must be origins with commas between them, such as https://push.example')
  )
};

/** Half a pair is none: the sentence that says what is wrong, or null. */
export function wrongPushSetting({ VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey }: PushEnvironment): string | null {
  if ((publicKey === undefined) !== (privateKey === undefined)) return 'VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY: set both, or neither';
  if (privateKey !== undefined && publicKeyOf(Buffer.from(privateKey, 'base64url')) !== publicKey) return 'VAPID_PUBLIC_KEY is not the public half of VAPID_PRIVATE_KEY';
  return null;
}

/** Of settings with nothing wrong. */
export function pushSettings(set: PushEnvironment, publicOrigin: string): PushSettings {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = set;
  return {
    keys: publicKey === undefined || privateKey === undefined ? undefined : { publicKey, privateKey },
    // Services take https: and mailto: only; on a machine of one's own nobody has to be reached.
    subject: set.VAPID_SUBJECT ?? (publicOrigin.startsWith('https:') ? publicOrigin : 'mailto:nobody@jasmine.example'),
    services: set.PUSH_SERVICES ?? []
  };
}

/** Base64url; undefined for 32 bytes that are no private key of P-256. */
export function publicKeyOf(privateKey: Uint8Array): string | undefined {
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(privateKey);
  } catch {
    return undefined;
  }
  return pair.getPublicKey('base64url');
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol) && new URL(text).origin === text;
}

interface PushEnvironment {
  readonly VAPID_PUBLIC_KEY?: string | undefined;
  readonly VAPID_PRIVATE_KEY?: string | undefined;
  readonly VAPID_SUBJECT?: string | undefined;
  readonly PUSH_SERVICES?: readonly string[];
}
