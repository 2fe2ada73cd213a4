import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { fromBase64Url } from '../../src/domain/base64url.ts';
import type { LinkedDevice } from '../../src/domain/callshield-api.ts';
import { LINK_CODE_BYTES, readLinkCode, writeLinkCode } from '../../src/domain/link-code.ts';
import { dayOf, type Account } from '../accounts/account-store.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Session } from '../accounts/sessions.ts';
import { passwordStamp } from '../accounts/sign-in.ts';
import { DEVICE_PREFIX, endDevice, linkedDevicesOf, type DeviceDocument } from './device-documents.ts';

/**
 * Phones on which the app may load the caller filter, and do nothing else. The app makes a secret, the page gets a code for what was made of it, and
 * whoever has both gets a token (RFC 7636 is the model). Of code and token only what was made of them is stored.
 */
export interface LinkedDevices {
  grant(account: Account, session: Session, challenge: string): Promise<{ readonly code: string; readonly expiresAt: string }>;
  /** Undefined for a code that is wrong, used or over, or a verifier that does not fit: then the code is spent, too. */
  redeem(code: string, verifier: string, generation: number): Promise<{ readonly token: string; readonly expiresAt: string } | undefined>;
  /** Undefined for what is no token, has ended, or whose account may not read alerts any more. */
  read(token: string): Promise<{ readonly id: string; readonly generation: number } | undefined>;
  list(account: string): Promise<readonly LinkedDevice[]>;
  /** False when there is none of this account. */
  end(account: string, id: string): Promise<boolean>;
}

export function linkedDevices(accounts: Pick<Accounts, 'documents' | 'keyring' | 'store' | 'now'>): LinkedDevices {
  const { documents, keyring, store, now } = accounts;

  const devices: LinkedDevices = {
    async grant(account, session, challenge) {
      const code = writeLinkCode(randomBytes(LINK_CODE_BYTES));
      const _id = grantId(code);
      const expires = new Date(now().getTime() + GRANT).toISOString();
      const sealed = keyring.seal(JSON.stringify({ account: account.id, challenge, ends: session.ends, password: session.password } satisfies Grant), _id);
      // Of 10^12 codes none is given twice within a minute; if it is, nobody gets both.
      if (!(await documents.create({ _id, type: 'link', expires, sealed }))) return devices.grant(account, session, challenge);
      return { code, expiresAt: expires };
    },
    async redeem(typed, verifier, generation) {
      const code = readLinkCode(typed);
      const document = code === null ? undefined : await documents.get<{ expires: string; sealed: string }>(grantId(code));
      // First of all it is used up: of several at one moment exactly one goes on.
      if (!document || !(await documents.remove(document)) || document.expires <= now().toISOString()) return undefined;
      const { account, challenge, ends, password } = JSON.parse(keyring.open(document.sealed, document._id)) as Grant;
      if (!sameHash(challenge, hashOf(Buffer.from(verifier)))) return undefined;
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const today = dayOf(now());
      const device = { _id: idOf(token), type: 'linked-device', account, generation, password, linkedOn: today, seenOn: today, expires: ends } as const;
      if (!(await isGood(device))) return undefined;
      await documents.create(device);
      const own = (await linkedDevicesOf(documents, account)).filter(({ _id }) => _id !== device._id).sort((a, b) => (a.linkedOn < b.linkedOn ? 1 : -1));
      for (const oldest of own.slice(MOST_DEVICES - 1)) await documents.remove(oldest);
      return { token, expiresAt: ends };
    },
    async read(token) {
      const device = isToken(token) ? await documents.get<DeviceDocument>(idOf(token)) : undefined;
      if (!device || !(await isGood(device))) return undefined;
      const today = dayOf(now());
      // Once a day, as for sessions.
      if (device.seenOn !== today) await documents.update<DeviceDocument>(device._id, (current) => (current.seenOn === today ? undefined : { ...current, seenOn: today }));
      return { id: publicId(device), generation: device.generation };
    },
    list: async (account) => {
      const instant = now().toISOString();
      return (await linkedDevicesOf(documents, account)).filter(({ expires }) => expires > instant).map((device) => ({ id: publicId(device), linkedOn: device.linkedOn, seenOn: device.seenOn, expiresAt: device.expires }));
    },
    async end(account, id) {
      for (const device of await linkedDevicesOf(documents, account)) if (publicId(device) === id) return endDevice(documents, device);
      return false;
    }
  };
  return devices;

  function grantId(code: string): string {
    return `link:${keyring.digest('link', code)}`;
  }

  async function isGood({ account: id, password, expires }: Pick<DeviceDocument, 'account' | 'password' | 'expires'>): Promise<boolean> {
    const account = expires > now().toISOString() ? await store.get(id) : undefined;
    return account?.state === 'active' && password === passwordStamp(accounts, account);
  }
}

function idOf(token: string): string {
  return DEVICE_PREFIX + hashOf(fromBase64Url(token)).toString('base64url');
}

/** Enough to tell one's own phones apart. */
function publicId({ _id }: { readonly _id: string }): string {
  return _id.slice(DEVICE_PREFIX.length, DEVICE_PREFIX.length + 22);
}

/** 43 digits of which the last stands for four bits only: one text for one token. */
function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(text);
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function sameHash(text: string, hash: Buffer): boolean {
  const given = Buffer.from(text, 'base64url');
  return given.length === hash.length && timingSafeEqual(given, hash);
}

interface Grant {
  readonly account: string;
  readonly challenge: string;
  readonly ends: string;
  readonly password: string;
}

const TOKEN_BYTES = 32;
/** Milliseconds: the phone that shows the code is the one that uses it. */
const GRANT = 60_000;
/** As many as phones for news (`push-subscriptions.ts`). */
const MOST_DEVICES = 5;
