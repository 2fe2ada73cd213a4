import { contactKey, type Contact } from '../../src/domain/contact.ts';
import type { Account, NewAccount, Removed } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import type { ProofCode } from './proof-code.ts';

/** What somebody typed to sign up, kept sealed until the contact is proven or a day has passed. */
export interface SignUpWish {
  readonly username: string;
  readonly contact: Contact;
  readonly secondContact?: Contact;
  readonly name?: string;
  readonly birthDate?: string;
  readonly sponsor: string;
  readonly language: NewAccount['profile']['language'];
  readonly passwordHash: string;
}

export interface SignUpDocument extends ProofCode {
  readonly _id: string;
  readonly type: 'sign-up';
  readonly expires: string;
  readonly sealed: string;
  /** The name under which it was proven, sealed: the account is being made. */
  readonly confirmedAs?: string;
}

export function openWish({ keyring }: Pick<Accounts, 'keyring'>, { _id, sealed }: SignUpDocument): SignUpWish {
  return JSON.parse(keyring.open(sealed, _id)) as SignUpWish;
}

/** Sign-ups of the same person that were begun and not ended. */
export async function eraseSignUpsOf(accounts: Accounts, { contacts }: Pick<Account, 'contacts'>): Promise<Removed> {
  const own = new Set(contacts.map(contactKey));
  const removed: { _id: string; _rev: string }[] = [];
  for (const pending of await accounts.documents.range<SignUpDocument>('sign-up:')) {
    if (own.has(contactKey(openWish(accounts, pending).contact)) && (await accounts.documents.remove(pending))) removed.push(pending);
  }
  return removed;
}
