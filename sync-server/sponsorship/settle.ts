import { dayOf, newId, type Account, type OwedMessage } from '../accounts/account-store.ts';
import type { Accounts } from '../accounts/accounts.ts';

/**
 * Brings an account to where its sponsorship stands, and sends what it is owed: a sponsor who was named is asked (S1) or
 * their code is used (S2); one who has answered lets the newcomer in or not. Every step is written before the next begins
 * and may be done again, so that whoever was interrupted, or comes second, ends in the same place: nobody half in, no
 * message lost or sent twice.
 */
export async function settle(accounts: Accounts, id: string): Promise<void> {
  const account = await accounts.store.get(id);
  if (!account) return;
  if (account.state === 'waiting' && !account.restricted) await takeStep(accounts, account);
  await sendOwed(accounts, id);
}

/**
 * The same after the answer has gone: how long it takes to ask an address tells nobody whether it has an account. Should
 * it fail, the sweep does it.
 */
export function settleLater(accounts: Accounts, id: string): void {
  setImmediate(() => {
    settle(accounts, id).catch((error: unknown) => accounts.logger.error({ err: error }, 'a sponsor could not be asked yet'));
  });
}

/** Somebody whose sponsor declined, or never answered, names another. `sponsor`: as `readSponsor` gives it. */
export async function nameSponsor({ store }: Accounts, id: string, sponsor: string): Promise<void> {
  await store.update(id, (current) => ({ ...current, profile: { ...current.profile, sponsor: 'waiting', named: { sponsor, edge: newId() } } }));
}

async function takeStep(accounts: Accounts, account: Account): Promise<void> {
  const { named } = account.profile;
  if (named?.sponsor.includes('@')) await ask(accounts, account, named);
  else if (named) {
    await useCode(accounts, account, named);
    return;
  }
  const edge = await accounts.sponsorships.above(account.id);
  if (edge?.state === 'confirmed') await letIn(accounts, account, edge.id);
  else if (edge?.state === 'declined') await turnAway(accounts, account, edge.id);
}

/** An address that nobody here has leaves the newcomer waiting, as one whose owner has not answered does: neither learns which. */
async function ask(accounts: Accounts, newcomer: Account, { sponsor: address, edge }: Named): Promise<void> {
  const sponsor = await accounts.store.byContact({ kind: 'email', value: address });
  if (sponsor?.state === 'active' && !sponsor.restricted && sponsor.id !== newcomer.id) {
    await accounts.sponsorships.ask(sponsor.id, newcomer.id, edge);
    await accounts.messenger.send({ kind: 'email', value: address }, sponsor.profile.language, { kind: 'sponsor-asked' }, `asked ${edge}`);
  }
  await accounts.store.update(newcomer.id, (current) => (current.profile.named?.edge === edge ? { ...current, profile: withoutNamed(current.profile) } : current));
}

async function useCode(accounts: Accounts, newcomer: Account, { sponsor: code, edge }: Named): Promise<void> {
  const by = await accounts.sponsorships.sponsorOfCode(code, newcomer.id);
  const sponsor = by === undefined ? undefined : await accounts.store.get(by);
  // A sponsor who was suspended after sending it brings nobody in; somebody may have been quicker with the same code.
  const used = sponsor?.state === 'active' && !sponsor.restricted && (await accounts.sponsorships.useCode(code, newcomer.id)) !== undefined;
  if (used) await letIn(accounts, newcomer, edge);
  else await accounts.store.update(newcomer.id, (current) => (current.state === 'waiting' ? { ...current, profile: { ...withoutNamed(current.profile), sponsor: 'declined' } } : current));
}

async function letIn({ store, now }: Accounts, newcomer: Account, edge: string): Promise<void> {
  const activeSince = dayOf(now());
  await store.update(newcomer.id, (current) =>
    current.state === 'waiting' ? { ...current, state: 'active', activeSince, profile: owing({ ...withoutNamed(current.profile), sponsor: 'confirmed' }, { kind: 'account-confirmed', occasion: `confirmed ${edge}` }) } : current
  );
}

async function turnAway({ store }: Accounts, newcomer: Account, edge: string): Promise<void> {
  await store.update(newcomer.id, (current) =>
    current.state === 'waiting' && current.profile.sponsor === 'waiting' && !current.profile.named
      ? { ...current, profile: owing({ ...current.profile, sponsor: 'declined' }, { kind: 'sponsor-declined', occasion: `declined ${edge}` }) }
      : current
  );
}

/** Kept by the queue first, taken off the account then: in between it may be asked for again, which the occasion makes one. */
async function sendOwed({ store, messenger }: Accounts, id: string): Promise<void> {
  const account = await store.get(id);
  const owes = account?.profile.owes ?? [];
  if (!account || owes.length === 0) return;
  const [contact] = account.contacts;
  for (const { kind, occasion } of owes) {
    if (contact) await messenger.send({ kind: contact.kind, value: contact.value }, account.profile.language, { kind }, occasion);
  }
  const sent = new Set(owes.map(({ occasion }) => occasion));
  await store.update(id, (current) => {
    const { owes: all = [], ...profile } = current.profile;
    const left = all.filter(({ occasion }) => !sent.has(occasion));
    return { ...current, profile: left.length > 0 ? { ...profile, owes: left } : profile };
  });
}

function owing(profile: Account['profile'], owed: OwedMessage): Account['profile'] {
  return { ...profile, owes: [...(profile.owes ?? []), owed] };
}

function withoutNamed({ named: _done, ...profile }: Account['profile']): Account['profile'] {
  return profile;
}

type Named = NonNullable<Account['profile']['named']>;
