import { randomBytes } from 'node:crypto';
import type { AccountView } from '../../src/domain/account-api.ts';
import type { AccountState, Role } from '../../src/domain/account.ts';
import { contactKey, type Contact } from '../../src/domain/contact.ts';
import type { Language } from '../../src/domain/language.ts';
import { usernameKey } from '../../src/domain/username.ts';
import type { Documents, Stored } from '../couch/documents.ts';
import type { Keyring } from './keyring.ts';

/** An account, opened. What names somebody is sealed in the database (see `AccountDocument`). */
export interface Account {
  readonly id: string;
  readonly role: Role;
  readonly state: AccountState;
  readonly username: string;
  /** Argon2id, in the PHC form. */
  readonly passwordHash: string;
  readonly contacts: readonly OwnContact[];
  readonly profile: Profile;
  readonly restricted: boolean;
  /** Days, `2026-11-24`. */
  readonly joinedOn: string;
  readonly activeSince?: string;
  /** The TOTP secret in base 32, and the last time step that was used: a code serves once. */
  readonly secondFactor?: { readonly secret: string; readonly usedStep: number };
}

export type OwnContact = Contact & { readonly id: string };

export interface Profile {
  readonly language: Language;
  readonly areas: readonly string[];
  /** Days on which the areas were changed, the last ones. */
  readonly areaChanges: readonly string[];
  readonly name?: string;
  readonly birthDate?: string;
  /** Given at sign-up, not proven yet: gets no messages and is nobody's claim. */
  readonly unprovenContact?: Contact;
  /** What became of the sponsor that a newcomer named. */
  readonly sponsor: 'waiting' | 'declined' | 'confirmed';
  /** A sponsor who was named and not brought in yet; `edge` will be the id of the sponsorship. */
  readonly named?: { readonly sponsor: string; readonly edge: string };
  /** Messages that belong to a change of this account and are not under way yet: kept with it, so that a crash loses none. */
  readonly owes?: readonly OwedMessage[];
}

export type OwedMessage = { readonly kind: 'account-confirmed' | 'sponsor-declined'; readonly occasion: string };

export interface NewAccount {
  /** Given where making it may be interrupted and begun again; else a new one. */
  readonly id?: string;
  readonly role: Role;
  readonly state: AccountState;
  readonly username: string;
  readonly passwordHash: string;
  readonly contacts: readonly Contact[];
  readonly profile: Profile;
}

/** Somebody has the name, or one of the contacts, already. */
export class TakenError extends Error {
  readonly what: 'username' | 'contact';

  constructor(what: 'username' | 'contact') {
    super(`${what} is taken`);
    this.what = what;
  }
}

export interface AccountStore {
  /** Throws a TakenError and leaves nothing behind. Of two with the same name at the same moment exactly one succeeds. */
  create(account: NewAccount, now: Date): Promise<Account>;
  get(id: string): Promise<Account | undefined>;
  byUsername(username: string): Promise<Account | undefined>;
  byContact(contact: Contact): Promise<Account | undefined>;
  /** Applies a change to the account as it is stored now; undefined when there is none any more. */
  update(id: string, change: (account: Account) => Account): Promise<Account | undefined>;
  /** Claims a contact for an account; false when another has it. */
  claimContact(id: string, contact: Contact): Promise<boolean>;
  releaseContact(id: string, contact: Contact): Promise<void>;
  /** Claims and account; what was removed, for the store to forget. */
  erase(account: Account): Promise<{ readonly names: Removed; readonly contacts: Removed; readonly account: Removed }>;
  list(): Promise<readonly Account[]>;
  /** Claims whose account never came to be or does not hold them any more: what stopped half way and nobody went on with. */
  dropOrphans(now: Date): Promise<number>;
}

export type Removed = readonly { readonly _id: string; readonly _rev: string }[];

export function accountStore(documents: Documents, keyring: Keyring): AccountStore {
  const claimId = (what: 'username' | 'contact', key: string): string => `${what}:${keyring.digest(what, key)}`;
  const nameId = (username: string): string => claimId('username', usernameKey(username));
  const contactId = (contact: Contact): string => claimId('contact', contactKey(contact));

  const store: AccountStore = {
    async create(account, now) {
      const id = account.id ?? newId();
      const begun = await store.get(id);
      if (begun) return begun;
      // Contacts first: whoever has one that is taken learns nothing about names.
      const claims = [...account.contacts.map((contact) => ({ what: 'contact' as const, _id: contactId(contact) })), { what: 'username' as const, _id: nameId(account.username) }];
      const won: string[] = [];
      try {
        for (const { what, _id } of claims) {
          if (!(await claim(_id, id))) throw new TakenError(what);
          won.push(_id);
        }
        const opened: Account = {
          ...account,
          id,
          contacts: account.contacts.map((contact) => ({ ...contact, id: newId() })),
          restricted: false,
          joinedOn: dayOf(now),
          ...(account.state === 'active' ? { activeSince: dayOf(now) } : {})
        };
        if (await documents.create(sealAccount(opened, keyring))) return opened;
        // Begun twice at the same moment, perhaps with another name: what the one that was made does not hold is free again.
        const made = (await store.get(id)) ?? opened;
        const held = new Set([nameId(made.username), ...made.contacts.map(contactId)]);
        for (const _id of won) if (!held.has(_id)) await release(_id, id);
        return made;
      } catch (error) {
        if (!(error instanceof TakenError)) throw error;
        for (const _id of won) await release(_id, id);
        throw error;
      }
    },
    get: async (id) => open(await documents.get<AccountDocument>(`account:${id}`)),
    byUsername: (username) => byClaim(nameId(username), (account) => usernameKey(account.username) === usernameKey(username)),
    // A claim that outlived its contact, because a removal was interrupted, leads nowhere.
    byContact: (contact) => byClaim(contactId(contact), ({ contacts }) => contacts.some((own) => contactKey(own) === contactKey(contact))),
    update: async (id, change) =>
      open(
        await documents.update<AccountDocument>(`account:${id}`, (current) => {
          const before = openAccount(current, keyring);
          const after = change(before);
          return after === before ? undefined : sealAccount(after, keyring);
        })
      ),
    claimContact: (id, contact) => claim(contactId(contact), id),
    releaseContact: (id, contact) => release(contactId(contact), id).then(() => undefined),
    async erase(account) {
      // The account goes last: if this stops half way, it can be done again.
      const names = await release(nameId(account.username), account.id);
      const contacts: Removed[] = [];
      for (const contact of account.contacts) contacts.push(await release(contactId(contact), account.id));
      const current = await documents.get<AccountDocument>(`account:${account.id}`);
      const gone = current && (await documents.remove(current)) ? [current] : [];
      return { names, contacts: contacts.flat(), account: gone };
    },
    async dropOrphans(now) {
      let dropped = 0;
      for (const prefix of ['username:', 'contact:']) {
        for (const owner of await documents.range<ClaimDocument>(prefix)) {
          if (owner.made > now.getTime() - HALF_WAY) continue;
          const account = await store.get(owner.account);
          if (account && [nameId(account.username), ...account.contacts.map(contactId)].includes(owner._id)) continue;
          if (await documents.remove(owner)) dropped += 1;
        }
      }
      return dropped;
    },
    list: async () => (await documents.range<AccountDocument>('account:')).map((document) => openAccount(document, keyring))
  };
  return store;

  function open(document: Stored<AccountDocument> | undefined): Account | undefined {
    return document && openAccount(document, keyring);
  }

  async function claim(_id: string, account: string): Promise<boolean> {
    if (await documents.create({ _id, type: 'claim', account, made: Date.now() })) return true;
    const owner = await documents.get<ClaimDocument>(_id);
    if (owner?.account === account) return true;
    return false;
  }

  async function release(_id: string, account: string): Promise<Removed> {
    const owner = await documents.get<ClaimDocument>(_id);
    return owner?.account === account && (await documents.remove(owner)) ? [owner] : [];
  }

  async function byClaim(_id: string, holds: (account: Account) => boolean): Promise<Account | undefined> {
    const owner = await documents.get<ClaimDocument>(_id);
    // Unknown names cost the same two questions as known ones.
    const account = await store.get(owner?.account ?? 'nobody');
    return account && holds(account) ? account : undefined;
  }
}

export function viewOf(account: Account): AccountView {
  const { name, birthDate, language, areas, unprovenContact } = account.profile;
  const proven = account.contacts.map(({ id, kind, value }) => ({ id, kind, value, proven: true }));
  return {
    username: account.username,
    role: account.role,
    state: account.state,
    contacts: unprovenContact ? [...proven, { ...unprovenContact, id: UNPROVEN, proven: false }] : proven,
    ...(name === undefined ? {} : { name }),
    ...(birthDate === undefined ? {} : { birthDate }),
    language,
    areas,
    joinedOn: account.joinedOn,
    restricted: account.restricted,
    secondFactor: account.secondFactor !== undefined
  };
}

/** Stands for the one contact that has no id of its own. */
export const UNPROVEN = 'unproven';

/** 128 random bits, in letters that an address may hold. */
export function newId(): string {
  return randomBytes(16).toString('base64url');
}

export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** In the database. Role and state stand open, since they name nobody and rules on them are checked there too. */
export interface AccountDocument {
  readonly _id: string;
  readonly type: 'account';
  readonly role: Role;
  readonly state: AccountState;
  readonly restricted: boolean;
  readonly username: string;
  readonly password: string;
  readonly contacts: string;
  readonly profile: string;
  readonly secondFactor?: string;
}

/** Fields of an account document that are sealed, each under its own context. */
export const sealedFields = ['username', 'password', 'contacts', 'profile', 'secondFactor'] as const;

function sealAccount(account: Account, keyring: Keyring): AccountDocument {
  const _id = `account:${account.id}`;
  const seal = (field: (typeof sealedFields)[number], value: unknown): string => keyring.seal(JSON.stringify(value), `${_id}/${field}`);
  const { joinedOn, activeSince, profile } = account;
  return {
    _id,
    type: 'account',
    role: account.role,
    state: account.state,
    restricted: account.restricted,
    username: seal('username', account.username),
    password: seal('password', account.passwordHash),
    contacts: seal('contacts', account.contacts),
    profile: seal('profile', { ...profile, joinedOn, activeSince }),
    ...(account.secondFactor ? { secondFactor: seal('secondFactor', account.secondFactor) } : {})
  };
}

function openAccount(document: AccountDocument, keyring: Keyring): Account {
  const open = (field: (typeof sealedFields)[number]): unknown => JSON.parse(keyring.open(document[field] ?? '', `${document._id}/${field}`));
  const { joinedOn, activeSince, ...profile } = open('profile') as Profile & { joinedOn: string; activeSince?: string };
  return {
    id: document._id.slice('account:'.length),
    role: document.role,
    state: document.state,
    restricted: document.restricted,
    username: open('username') as string,
    passwordHash: open('password') as string,
    contacts: open('contacts') as OwnContact[],
    profile,
    joinedOn,
    ...(activeSince === undefined ? {} : { activeSince }),
    ...(document.secondFactor === undefined ? {} : { secondFactor: open('secondFactor') as NonNullable<Account['secondFactor']> })
  };
}

interface ClaimDocument {
  readonly account: string;
  readonly made: number;
}

/** A sign-up takes less than a second between its first claim and its account. */
const HALF_WAY = 60_000;
