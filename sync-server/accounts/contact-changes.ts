import type { ContactChange } from '../../src/domain/account-api.ts';
import { contactKey, maskContact, readContact, type Contact } from '../../src/domain/contact.ts';
import { ApiError, InvalidFieldsError } from '../errors.ts';
import { newId, UNPROVEN, type Account, type OwnContact, type Removed } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { codesAContact, textsAnAddress, textsOfAll } from './buckets.ts';
import { eraseResets } from './resets.ts';
import { takeTry } from './sign-in.ts';
import { newProofCode, proven, unprovable, type ProofCode } from './proof-code.ts';

/** Sends a code to a new contact. Somebody else's contact gets a message that says so, and this account learns nothing. */
export async function beginContactChange(
  accounts: Accounts,
  account: Account,
  { text, replaces, address }: { readonly text: string; readonly replaces: string | undefined; readonly address: string }
): Promise<ContactChange> {
  const contact = readContact(text);
  if ('problem' in contact) throw new InvalidFieldsError({ contact: contact.problem });
  if (account.contacts.some((own) => contactKey(own) === contactKey(contact))) throw new InvalidFieldsError({ contact: 'same-as-contact' });
  if (account.contacts.length >= MOST_CONTACTS && !account.contacts.some(({ id }) => id === replaces)) throw new ApiError(409, 'too_many_contacts', 'There is room for two contacts. Replace one.');
  await takeTry(accounts, [[codesOfOne, account.id], ...(contact.kind === 'phone' ? [[textsAnAddress, address] as const] : []), [codesAContact, contactKey(contact)], ...textsOfAll(accounts.config, contact)]);
  const { keyring, now, documents, messenger } = accounts;
  const owner = await accounts.store.byContact(contact);
  const { code, proof } = owner ? { code: '', proof: unprovable(keyring, now()) } : newProofCode(keyring, now());
  const change = newId();
  const _id = `change:${change}`;
  const sealed: SealedChange = { account: account.id, contact, ...(replaces === undefined ? {} : { replaces }) };
  await documents.create({ _id, type: 'change', expires: proof.codeEnds, sealed: keyring.seal(JSON.stringify(sealed), _id), ...proof });
  await messenger.send(contact, account.profile.language, owner ? { kind: 'contact-known' } : { kind: 'contact-code', code });
  return { change, sentTo: maskContact(contact) };
}

/** The old contact is told, then gone. */
export async function confirmContactChange(accounts: Accounts, account: Account, change: string, code: string): Promise<Account> {
  const { documents, keyring, store } = accounts;
  const pending = await proven<ChangeDocument>(accounts, `change:${change}`, code);
  const sealed = pending && (JSON.parse(keyring.open(pending.sealed, pending._id)) as SealedChange);
  if (!pending || sealed?.account !== account.id || !(await documents.remove(pending))) throw new ApiError(400, 'wrong_code', 'This code is not right, or its time is over.');
  const { contact, replaces } = sealed;
  if (!(await store.claimContact(account.id, contact))) throw new ApiError(409, 'contact_taken', 'This contact has an account by now.');
  const before: { replaced?: OwnContact | undefined } = {};
  const changed = await store.update(account.id, (current) => {
    before.replaced = current.contacts.find(({ id }) => id === replaces);
    const kept = current.contacts.filter(({ id }) => id !== before.replaced?.id);
    // Confirmed twice, or two at the same moment: as it is.
    if (kept.length >= MOST_CONTACTS || kept.some((own) => contactKey(own) === contactKey(contact))) return current;
    const { unprovenContact } = current.profile;
    const proves = unprovenContact && contactKey(unprovenContact) === contactKey(contact);
    return { ...current, contacts: [...kept, { ...contact, id: newId() }], profile: proves ? withoutUnproven(current.profile) : current.profile };
  });
  if (!changed) throw new ApiError(401, 'sign_in', 'Sign in first.');
  const { replaced } = before;
  if (replaced) await store.releaseContact(account.id, replaced);
  if (!changed.contacts.some((own) => contactKey(own) === contactKey(contact))) await store.releaseContact(account.id, contact);
  await tellContacts(accounts, account);
  return changed;
}

/** Never the last: without one nobody could get back in. */
export async function removeContact(accounts: Accounts, account: Account, id: string): Promise<Account> {
  const { store } = accounts;
  const before: { removed?: OwnContact | undefined } = {};
  const changed = await store.update(account.id, (current) => {
    if (id === UNPROVEN) {
      return { ...current, profile: withoutUnproven(current.profile) };
    }
    before.removed = current.contacts.find((own) => own.id === id);
    if (!before.removed || current.contacts.length < 2) return current;
    return { ...current, contacts: current.contacts.filter((own) => own.id !== id) };
  });
  if (!changed) throw new ApiError(401, 'sign_in', 'Sign in first.');
  const { removed } = before;
  if (removed && changed.contacts.some((own) => own.id === id)) throw new ApiError(409, 'last_contact', 'The last contact stays. Add another one first.');
  if (id !== UNPROVEN && !removed) throw new ApiError(404, 'not_found', 'There is no such contact.');
  if (removed) {
    await store.releaseContact(account.id, removed);
    await eraseResets(accounts, account.id);
    await tellContacts(accounts, account);
  }
  return changed;
}

/** Everyone where the owner could be reached before hears of it: a change that somebody else made must not pass unnoticed. */
async function tellContacts({ messenger }: Accounts, before: Account): Promise<void> {
  for (const { kind, value } of before.contacts) await messenger.send({ kind, value }, before.profile.language, { kind: 'contact-changed' });
}

/** Codes to contacts that were never proven. What was removed. */
export async function eraseChangesOf({ documents, keyring }: Accounts, account: string): Promise<Removed> {
  const removed: (ChangeDocument & { _id: string; _rev: string })[] = [];
  for (const change of await documents.range<ChangeDocument>('change:')) {
    const own = change._id === `change:second-factor-${account}` || (change.codeHash !== 'totp' && (JSON.parse(keyring.open(change.sealed, change._id)) as SealedChange).account === account);
    if (own && (await documents.remove(change))) removed.push(change);
  }
  return removed;
}

function withoutUnproven({ unprovenContact: _proven, ...profile }: Account['profile']): Account['profile'] {
  return profile;
}

interface SealedChange {
  readonly account: string;
  readonly contact: Contact;
  readonly replaces?: string;
}

interface ChangeDocument extends ProofCode {
  readonly type: 'change';
  readonly sealed: string;
}

/** One to be reached by, one in case it is lost. */
const MOST_CONTACTS = 2;
/** Whoever mistypes tries again; whoever wants text messages sent somewhere does so all day. */
const codesOfOne = { name: 'contact-codes', size: 6, seconds: 1800 } as const;
