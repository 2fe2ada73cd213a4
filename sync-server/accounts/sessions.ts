import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256 } from '@oslojs/crypto/sha2';
import type { SessionEntry } from '../../src/domain/account-api.ts';
import { needsSecondFactor, SESSION_DAYS, TEAM_SESSION_HOURS, type Role } from '../../src/domain/account.ts';
import type { Documents, Stored } from '../couch/documents.ts';
import { endLinkedDevicesOf } from '../filter/device-documents.ts';
import { dayOf, newId, type Removed } from './account-store.ts';

/**
 * Sessions after Lucia's published recipe ("Implementing sessions"): an id and a secret apart, only the secret's SHA-256
 * in the database, compared in constant time. The id begins with the account, so that all of one's sessions stand together.
 */
export interface Sessions {
  /** A new token at every sign-in. */
  start(account: string, role: Role, about: { readonly device: string; readonly secondFactor: boolean; readonly password: string }): Promise<{ readonly token: string; readonly session: Session }>;
  /** Undefined for what is no token, has ended, or was never given. */
  read(token: string): Promise<Session | undefined>;
  list(account: string): Promise<readonly Session[]>;
  end(session: Pick<Session, 'account' | 'id'>): Promise<boolean>;
  /** All of an account, or all but one, and every phone that was linked from one of them. What was removed. */
  endAll(account: string, except?: string): Promise<Removed>;
  giveSecondFactor(session: Session): Promise<void>;
  /** The password was changed from this very session, which stays. */
  renew(session: Session, password: string): Promise<void>;
}

export interface Session {
  readonly id: string;
  readonly account: string;
  readonly ends: string;
  readonly startedOn: string;
  readonly lastSeenOn: string;
  readonly device: string;
  readonly secondFactor: boolean;
  /** Which password it was started with (see `passwordStamp`). */
  readonly password: string;
}

export function couchSessions(documents: Documents, now: () => Date): Sessions {
  const idOf = ({ account, id }: Pick<Session, 'account' | 'id'>): string => `session:${account}:${id}`;
  const sessions: Sessions = {
    async start(account, role, { device, secondFactor, password }) {
      const id = newId();
      const secret = randomBytes(SECRET_BYTES);
      const today = dayOf(now());
      const document: SessionDocument = {
        _id: idOf({ account, id }),
        type: 'session',
        secretHash: hashOf(secret).toString('base64url'),
        expires: new Date(now().getTime() + lifetimeOf(role)).toISOString(),
        startedOn: today,
        lastSeenOn: today,
        device,
        secondFactor,
        password
      };
      await documents.create(document);
      return { token: `${account}.${id}.${secret.toString('base64url')}`, session: sessionOf(document) };
    },
    async read(token) {
      const [account, id, secret] = token.split('.');
      if (!account || !id || !secret || !/^[\w-]{1,64}\.[\w-]{1,64}\.[\w-]{1,64}$/.test(token)) return undefined;
      const document = await documents.get<SessionDocument>(idOf({ account, id }));
      const expected = Buffer.from(document?.secretHash ?? '', 'base64url');
      const given = hashOf(Buffer.from(secret, 'base64url'));
      if (!document || expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
      if (document.expires <= now().toISOString()) return undefined;
      const today = dayOf(now());
      // Once a day: nobody needs a trace finer than that, and most questions then only read.
      if (document.lastSeenOn !== today) await documents.replace({ ...document, lastSeenOn: today });
      return sessionOf({ ...document, lastSeenOn: today });
    },
    list: async (account) => {
      const instant = now().toISOString();
      return (await documents.range<SessionDocument>(`session:${account}:`)).filter(({ expires }) => expires > instant).map(sessionOf);
    },
    async end(session) {
      const document = await documents.get<SessionDocument>(idOf(session));
      return document !== undefined && documents.remove(document);
    },
    async endAll(account, except) {
      const removed: Stored<SessionDocument>[] = [];
      for (const document of await documents.range<SessionDocument>(`session:${account}:`)) {
        if (document._id === idOf({ account, id: except ?? '' })) continue;
        // It may have been used at this very moment: read again, until it is gone.
        for (let current: Stored<SessionDocument> | undefined = document; current; current = await documents.get<SessionDocument>(document._id)) {
          if (await documents.remove(current)) removed.push(current);
        }
      }
      return [...removed, ...(await endLinkedDevicesOf(documents, account))];
    },
    async giveSecondFactor(session) {
      await documents.update<SessionDocument>(idOf(session), (current) => ({ ...current, secondFactor: true }));
    },
    async renew(session, password) {
      await documents.update<SessionDocument>(idOf(session), (current) => ({ ...current, password }));
    }
  };
  return sessions;
}

export function entryOf(session: Session, current: string): SessionEntry {
  const { id, startedOn, lastSeenOn, device } = session;
  return { id, current: id === current, startedOn, lastSeenOn, device };
}

/** The kind of device, so that one's own is known in the list; nothing finer is kept. */
export function deviceOf(userAgent: string | undefined): string {
  const text = userAgent ?? '';
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iPhone'],
    [/Windows/, 'Windows'],
    [/Mac OS X|Macintosh/, 'Mac'],
    [/Linux|X11/, 'Linux']
  ];
  return kinds.find(([pattern]) => pattern.test(text))?.[1] ?? '';
}

function lifetimeOf(role: Role): number {
  return needsSecondFactor(role) ? TEAM_SESSION_HOURS * 3_600_000 : SESSION_DAYS * 86_400_000;
}

function hashOf(secret: Uint8Array): Buffer {
  return Buffer.from(sha256(secret));
}

function sessionOf(document: SessionDocument): Session {
  const [, account = '', id = ''] = document._id.split(':');
  const { expires, startedOn, lastSeenOn, device, secondFactor, password } = document;
  return { id, account, ends: expires, startedOn, lastSeenOn, device, secondFactor, password };
}

interface SessionDocument {
  readonly _id: string;
  readonly type: 'session';
  readonly secretHash: string;
  readonly expires: string;
  readonly startedOn: string;
  readonly lastSeenOn: string;
  readonly device: string;
  readonly secondFactor: boolean;
  readonly password: string;
}

const SECRET_BYTES = 32;
