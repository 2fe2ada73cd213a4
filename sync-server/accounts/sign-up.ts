import type * as v from 'valibot';
import type { FieldProblem, SignedUp, SignUpAnswer, SignUpBody } from '../../src/domain/account-api.ts';
import { contactKey, maskContact, readContact, type Contact } from '../../src/domain/contact.ts';
import { readHumanCode } from '../../src/domain/human-code.ts';
import { readUsername } from '../../src/domain/username.ts';
import { ApiError, InvalidFieldsError } from '../errors.ts';
import { settle, settleLater } from '../sponsorship/settle.ts';
import { newId, TakenError, type Account, type NewAccount } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { codesAContact, textsOfAll } from './buckets.ts';
import { newProofCode, proven, unprovable, type ProofCode } from './proof-code.ts';
import { takeTry } from './sign-in.ts';
import { openWish, type SignUpDocument, type SignUpWish } from './sign-up-documents.ts';

/**
 * A1 in two steps. The first answers the same to everybody: whether the contact has an account is told to the contact
 * alone, by message. Only whoever has shown that the contact is theirs learns that a name is taken.
 */
export async function beginSignUp(accounts: Accounts, body: v.InferOutput<typeof SignUpBody>): Promise<SignUpAnswer> {
  const wish = await readWish(accounts, body);
  const { contact } = wish;
  await takeTry(accounts, [[codesAContact, contactKey(contact)], ...textsOfAll(accounts.config, contact)]);
  const passwordHash = await accounts.passwords.hash(body.password);
  const known = await accounts.store.byContact(contact);
  const { code, proof } = known ? { code: '', proof: unprovable(accounts.keyring, accounts.now()) } : newProofCode(accounts.keyring, accounts.now());
  const id = newId();
  await accounts.documents.create(documentOf(accounts, id, { ...wish, passwordHash }, proof));
  await accounts.messenger.send(contact, body.language, known ? { kind: 'contact-known' } : { kind: 'contact-code', code });
  return { signUp: id, sentTo: maskContact(contact) };
}

/** Sends another code; the old one is of no use any more. Silent about sign-ups that are not there. */
export async function sendSignUpCode(accounts: Accounts, id: string): Promise<void> {
  const pending = await accounts.documents.get<SignUpDocument>(`sign-up:${id}`);
  if (!pending) return;
  const { contact, language } = openWish(accounts, pending);
  await takeTry(accounts, [[codesAContact, contactKey(contact)], ...textsOfAll(accounts.config, contact)]);
  const known = await accounts.store.byContact(contact);
  const { code, proof } = newProofCode(accounts.keyring, accounts.now());
  // The same work for both, so that time does not tell; the code of a known contact goes nowhere.
  await accounts.documents.update<SignUpDocument>(pending._id, (current) => ({ ...current, ...proof }));
  return accounts.messenger.send(contact, language, known ? { kind: 'contact-known' } : { kind: 'contact-code', code });
}

/** Makes the account. `username` in place of one that was taken. */
export async function confirmSignUp(accounts: Accounts, { signUp, code, username }: { signUp: string; code: string; username?: string | undefined }): Promise<SignedUp> {
  const { documents, keyring } = accounts;
  const pending = await proven<SignUpDocument>(accounts, `sign-up:${signUp}`, code);
  if (!pending) throw new ApiError(400, 'wrong_code', 'This code is not right, or its time is over.');
  const wish = openWish(accounts, pending);
  const name = username === undefined ? wish.username : readUsername(username);
  if (typeof name !== 'string') throw new InvalidFieldsError({ username: name.problem });
  // Written down before anything is made: a server that dies from here on is gone on for by the next (see `resumeSignUps`).
  await documents.update<SignUpDocument>(pending._id, (current) => ({ ...current, confirmedAs: keyring.seal(name, `${current._id}/name`) }));
  const account = await finish(accounts, pending._id, { ...wish, username: name });
  return { state: account.state };
}

/** Goes on with sign-ups that were proven and then interrupted, and settles what newcomers are owed. At start, and by the sweep. */
export async function resumeSignUps(accounts: Accounts): Promise<void> {
  for (const pending of await accounts.documents.range<SignUpDocument>('sign-up:')) {
    if (pending.confirmedAs === undefined) continue;
    try {
      const username = accounts.keyring.open(pending.confirmedAs, `${pending._id}/name`);
      await finish(accounts, pending._id, { ...openWish(accounts, pending), username });
    } catch (error) {
      // The name went to somebody else: the newcomer chooses another with the same code. Anything else must not hold up the rest.
      if (!(error instanceof ApiError)) accounts.logger.error({ err: error }, 'a sign-up could not be gone on with');
    }
  }
  for (const account of await accounts.store.list()) {
    if (account.state === 'waiting' || account.profile.owes?.length) await settle(accounts, account.id);
  }
}

async function finish(accounts: Accounts, signUp: string, wish: SignUpWish): Promise<Account> {
  const { documents, store, keyring } = accounts;
  // The same sign-up makes the same account, however often it is begun again.
  const account = await makeAccount(accounts, keyring.digest('account', signUp), wish).catch(async (error: unknown) => {
    // Somebody has the name: another has to be chosen first, so nobody goes on with this one.
    if (error instanceof ApiError) await documents.update<SignUpDocument>(signUp, ({ confirmedAs: _taken, ...current }) => current);
    throw error;
  });
  const pending = await documents.get(signUp);
  if (pending) await documents.remove(pending);
  if (wish.sponsor.includes('@')) {
    settleLater(accounts, account.id);
    return account;
  }
  await settle(accounts, account.id);
  return (await store.get(account.id)) ?? account;
}

async function makeAccount({ store, now }: Accounts, id: string, wish: SignUpWish): Promise<Account> {
  const account: NewAccount = {
    id,
    role: 'member',
    state: 'waiting',
    username: wish.username,
    passwordHash: wish.passwordHash,
    contacts: [wish.contact],
    profile: {
      language: wish.language,
      areas: [],
      areaChanges: [],
      sponsor: 'waiting',
      named: { sponsor: wish.sponsor, edge: id },
      ...(wish.name === undefined ? {} : { name: wish.name }),
      ...(wish.birthDate === undefined ? {} : { birthDate: wish.birthDate }),
      ...(wish.secondContact === undefined ? {} : { unprovenContact: wish.secondContact })
    }
  };
  try {
    return await store.create(account, now());
  } catch (error) {
    if (!(error instanceof TakenError)) throw error;
    throw error.what === 'username'
      ? new ApiError(409, 'username_taken', 'Somebody has this name already. Choose another; the rest is kept.')
      : new ApiError(409, 'contact_taken', 'This contact has an account by now. Sign in, or reset the password.');
  }
}

/** Everything that is wrong, at once. */
async function readWish({ passwords, sponsorships }: Accounts, body: v.InferOutput<typeof SignUpBody>): Promise<Omit<SignUpWish, 'passwordHash'>> {
  const problems: Record<string, FieldProblem> = {};
  const username = readUsername(body.username);
  if (typeof username !== 'string') problems['username'] = username.problem;
  const contact = readContact(body.contact);
  if ('problem' in contact) problems['contact'] = contact.problem;
  const second = body.secondContact?.trim() ? readContact(body.secondContact) : undefined;
  if (second && 'problem' in second) problems['secondContact'] = second.problem;
  else if (second && !('problem' in contact) && contactKey(second) === contactKey(contact)) problems['secondContact'] = 'same-as-contact';
  const problem = passwords.problem(body.password, body.username);
  if (problem) problems['password'] = problem;
  const sponsor = readSponsor(body.sponsor);
  if (sponsor === undefined) problems['sponsor'] = body.sponsor.trim() === '' ? 'missing' : 'neither';
  // Codes are no accounts: that one does not work tells nobody who is here.
  else if (!sponsor.includes('@') && (await sponsorships.sponsorOfCode(sponsor)) === undefined) problems['sponsor'] = 'unknown-code';
  if (Object.keys(problems).length > 0) throw new InvalidFieldsError(problems);
  const name = body.name?.trim();
  return {
    username: username as string,
    contact: contact as Contact,
    sponsor: sponsor ?? '',
    language: body.language,
    ...(second ? { secondContact: second as Contact } : {}),
    ...(name ? { name } : {}),
    ...(body.birthDate ? { birthDate: body.birthDate } : {})
  };
}

/** An e-mail address in its one form, or a code as it was written. */
export function readSponsor(text: string): string | undefined {
  const code = readHumanCode(text);
  if (code !== null) return code;
  const contact = readContact(text);
  return 'problem' in contact || contact.kind !== 'email' ? undefined : contact.value;
}

function documentOf({ keyring, now }: Accounts, id: string, wish: SignUpWish, proof: ProofCode): SignUpDocument {
  const _id = `sign-up:${id}`;
  const expires = new Date(now().getTime() + KEPT_MILLISECONDS).toISOString();
  return { _id, type: 'sign-up', expires, sealed: keyring.seal(JSON.stringify(wish), _id), ...proof };
}

/** Somebody whose message is slow can ask for another code all day; after that nothing is kept. */
const KEPT_MILLISECONDS = 24 * 3_600_000;
