import type { Keyring } from '../accounts/keyring.ts';
import { publicKeyOf, type PushKeyPair, type PushSettings } from './push-settings.ts';

/**
 * The pair by which push services know this server (VAPID, RFC 8292). Without one in the settings it is made from the keyring: the same
 * at every start and on every copy of the server, and kept nowhere. A phone's subscription is bound to it.
 */
export function pushKeys(keyring: Pick<Keyring, 'derive'>, { keys }: Pick<PushSettings, 'keys'>): PushKeyPair {
  if (keys) return keys;
  // One in four thousand million strings of 32 bytes is no key of the curve: then the next one.
  for (let attempt = 0; ; attempt++) {
    const secret = keyring.derive(`push keys/${attempt}`);
    const publicKey = publicKeyOf(secret);
    if (publicKey !== undefined) return { publicKey, privateKey: Buffer.from(secret).toString('base64url') };
  }
}
