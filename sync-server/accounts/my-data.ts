import type { ErasureReceipt } from '../../src/domain/account-api.ts';
import type { SponsorshipState } from '../../src/domain/sponsorship.ts';
import { maskPhone } from '../../src/domain/phone-number.ts';
import { linkedDevicesOf } from '../filter/device-documents.ts';
import { eraseFlagOf } from '../moderation/bulk-readers.ts';
import { identityId } from '../moderation/desk-identities.ts';
import { eraseDevicesOf } from '../notifications/push-subscriptions.ts';
import { dayOf, viewOf, type Account } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { eraseChangesOf } from './contact-changes.ts';
import { eraseResets } from './resets.ts';
import { eraseSignUpsOf } from './sign-up-documents.ts';

/** Y1: all that the server keeps about somebody and can find by them. Secrets (password, codes) are named, not given. */
export async function exportOf({ sessions, sponsorships, store, documents, now }: Accounts, account: Account): Promise<AccountExport> {
  const edges = await sponsorships.list(account.id);
  return {
    madeOn: dayOf(now()),
    account: viewOf(account),
    sessions: (await sessions.list(account.id)).map(({ startedOn, lastSeenOn, ends, device }) => ({ startedOn, lastSeenOn, ends, device })),
    linkedPhones: (await linkedDevicesOf(documents, account.id)).map(({ linkedOn, seenOn, expires }) => ({ linkedOn, seenOn, ends: expires })),
    sponsored: await Promise.all(
      edges.map(async ({ by, state, since, newcomer, phone }) => {
        const username = newcomer === undefined ? undefined : (await store.get(newcomer))?.username;
        return { by, state, since, ...(username === undefined ? {} : { username }), ...(phone === undefined ? {} : { phone: maskPhone(phone) }) };
      })
    ),
    ownSponsor: account.profile.sponsor,
    alsoKept: ['A hash of the password, from which it cannot be read.', 'Keyed hashes of the user name and the contacts, so that nobody else takes them.', 'Counters of tries and of look-ups, for at most a few days.', 'For each phone on which news were turned on: the address of its push service, sealed.', 'If a great many people were looked up in a day: that day, for three months.', 'Of the team and of organisations: the key that opens reports, under its passphrase, and decisions, under a number.', 'Of reports, nothing: they hold nothing that leads to who sent them.']
  };
}

/** Effective at once: when this resolves, nobody can sign in, be found, or be sponsored by it. */
export async function eraseAccount(accounts: Accounts, account: Account): Promise<ErasureReceipt> {
  const { sessions, sponsorships, store, documents, now, audit } = accounts;
  // In this order a stop half way leaves an account that can be erased again, never pieces that nobody can find.
  // Phones that the app was linked on are among them, and counted with them: they are signed in, too.
  const ended = await sessions.endAll(account.id);
  const changes = await eraseChangesOf(accounts, account.id);
  const resets = await eraseResets(accounts, account.id);
  const signUps = await eraseSignUpsOf(accounts, account);
  const edges = await sponsorships.eraseOf(account.id);
  let messages = 0;
  for (const { kind, value } of account.contacts) messages += await accounts.messenger.forget({ kind, value });
  const identity = await documents.get<object>(identityId(account.id));
  const identities = identity && (await documents.remove(identity)) ? [identity] : [];
  const devices = await eraseDevicesOf(accounts, account.id);
  const flags = await eraseFlagOf(accounts, account.id);
  const removed = await store.erase(account);
  await documents.forget([...ended, ...changes, ...resets, ...signUps, ...edges.sponsorships, ...edges.codes, ...removed.names, ...removed.contacts, ...removed.account, ...identities, ...devices, ...flags]);
  await audit.add({ what: 'account-erased', by: account.role });
  return {
    erasedOn: dayOf(now()),
    erased: [
      { what: 'account', count: removed.account.length },
      { what: 'names', count: removed.names.length },
      { what: 'contacts', count: removed.contacts.length + (account.profile.unprovenContact ? 1 : 0) },
      { what: 'sessions', count: ended.length },
      { what: 'codes', count: changes.length + resets.length + signUps.length },
      // Only the own ones: whether a sponsor whom somebody named has an account is told to nobody.
      { what: 'sponsorships', count: edges.given },
      { what: 'messages', count: messages }
    ],
    elsewhere: ['logs', 'backups', 'sponsors', 'phone', 'reports']
  };
}

export interface AccountExport {
  readonly madeOn: string;
  readonly account: ReturnType<typeof viewOf>;
  readonly sessions: readonly { readonly startedOn: string; readonly lastSeenOn: string; readonly ends: string; readonly device: string }[];
  readonly linkedPhones: readonly { readonly linkedOn: string; readonly seenOn: string; readonly ends: string }[];
  readonly sponsored: readonly { readonly by: string; readonly state: SponsorshipState; readonly since: string; readonly username?: string; readonly phone?: string }[];
  readonly ownSponsor: Account['profile']['sponsor'];
  readonly alsoKept: readonly string[];
}
