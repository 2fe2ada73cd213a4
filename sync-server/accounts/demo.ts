import { randomBytes } from 'node:crypto';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Role } from '../../src/domain/account.ts';
import { CODE_BYTES, writeHumanCode } from '../../src/domain/human-code.ts';
import { deskIdentities, type KeptIdentity } from '../moderation/desk-identities.ts';
import { dayOf, type Account } from './account-store.ts';
import type { Accounts } from './accounts.ts';

/**
 * One account of each role and a small sponsor tree, for a first look: a partner who sponsors a member, a member who
 * sponsors a colleague, and a newcomer who waits for the member. Moderator and partner have a key at the desk already, so that
 * reporting is open. Only where there is no account at all yet.
 */
export async function makeDemoAccounts(accounts: Accounts): Promise<readonly DemoAccount[]> {
  if ((await accounts.documents.range('account:')).length > 0) return [];
  const made: DemoAccount[] = [];
  const partner = await make('demo-partner', 'partner', 'active');
  const member = await make('demo-member', 'member', 'waiting');
  const colleague = await make('demo-colleague', 'member', 'waiting');
  const newcomer = await make('demo-newcomer', 'member', 'waiting');
  await make('demo-moderator', 'moderator', 'active');
  await make('demo-admin', 'admin', 'active');
  await sponsor(partner, member, true);
  await sponsor(member, colleague, true);
  await sponsor(member, newcomer, false);
  return made;

  async function make(username: string, role: Role, state: Account['state']): Promise<Account> {
    // Of this installation alone: a password that everybody knows would be a door in whatever somebody puts online.
    const password = randomBytes(9).toString('base64url');
    const passwordHash = await accounts.passwords.hash(password);
    const contacts = [{ kind: 'email', value: `${username}@jasmine.example` }] as const;
    const profile = { language: 'fr', areas: ['75'], areaChanges: [], sponsor: state === 'active' ? 'confirmed' : 'waiting' } as const;
    const account = await accounts.store.create({ role, state, username, passwordHash, contacts, profile }, accounts.now());
    made.push({ username, role, password, ...(role === 'moderator' || role === 'partner' ? { passphrase: await makeIdentity(account) } : {}) });
    return account;
  }

  /** Gives the passphrase. */
  async function makeIdentity({ id }: Account): Promise<string> {
    const passphrase = writeHumanCode(randomBytes(CODE_BYTES));
    await deskIdentities(accounts).set(id, await newIdentity(passphrase), false);
    return passphrase;
  }

  async function sponsor(by: Account, whom: Account, confirmed: boolean): Promise<void> {
    const edge = await accounts.sponsorships.ask(by.id, whom.id);
    if (!confirmed) return;
    await accounts.sponsorships.act(by.id, edge.id, 'confirm');
    const activeSince = dayOf(accounts.now());
    await accounts.store.update(whom.id, (current) => ({ ...current, state: 'active', activeSince, profile: { ...current.profile, sponsor: 'confirmed' } }));
  }
}

export function demoText(demo: readonly DemoAccount[]): string {
  const rows = demo.map(({ username, role, password }) => `  ${username.padEnd(16)} ${role.padEnd(10)} ${password}`);
  const keys = demo.flatMap(({ username, passphrase }) => (passphrase === undefined ? [] : [`  ${username.padEnd(16)} ${passphrase}`]));
  return `Demo accounts, shown this once (user name, role, password); messages are at /dev/mailbox:\n${rows.join('\n')}\nPassphrases that open reports at /desk:\n${keys.join('\n')}\n`;
}

/** As the desk makes it in the browser; the server knows this one, which is why it is for a first look only. */
async function newIdentity(passphrase: string): Promise<KeptIdentity> {
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(DEMO_WORK_FACTOR);
  return { recipient: await identityToRecipient(identity), wrapped: Buffer.from(await encrypter.encrypt(identity)).toString('base64url') };
}

/** log2 of scrypt's N: a tenth of a second at the first start, instead of one. The passphrase is 64 random bits. */
const DEMO_WORK_FACTOR = 15;

export interface DemoAccount {
  readonly username: string;
  readonly role: Role;
  readonly password: string;
  /** Opens reports at the desk. */
  readonly passphrase?: string;
}
