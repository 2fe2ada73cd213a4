import { SponsorshipCodeBody, type SponsorshipEntry, type SponsorshipList } from '../../src/domain/account-api.ts';
import { maskPhone } from '../../src/domain/phone-number.ts';
import { readContact } from '../../src/domain/contact.ts';
import { CODES_A_MONTH } from '../../src/domain/sponsorship.ts';
import type { Account } from '../accounts/account-store.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { textsOfAll } from '../accounts/buckets.ts';
import { signedIn, type Who } from '../accounts/identity.ts';
import { takeTry } from '../accounts/sign-in.ts';
import { ApiError, InvalidFieldsError } from '../errors.ts';
import type { Api } from '../http/api.ts';
import { settle } from './settle.ts';
import type { Sponsorship } from './sponsorship-store.ts';

/** S1 to S4. Everybody sees the own edges only: the sponsor is part of the document's id. */
export function sponsorshipRoutes(api: Api<Who>, accounts: Accounts): void {
  const { sponsorships, messenger } = accounts;

  api.on('GET /api/sponsorships', { summary: 'People I sponsor', answers: { 200: 'Those who wait first' } }, async ({ who }): Promise<SponsorshipList> => {
    const { account } = signedIn(who);
    const entries = await Promise.all((await sponsorships.list(account.id)).map((one) => entryOf(accounts, one)));
    const { refusal, created } = await sponsorships.quota(account.id, quotaOf(accounts, account));
    return { sponsorships: entries.sort(byUrgency), ...(refusal ? { refusal } : {}), codesLeft: Math.max(0, CODES_A_MONTH - created) };
  });

  api.on(
    'POST /api/sponsorships/codes',
    { summary: 'Send a sponsorship code by text message', body: SponsorshipCodeBody, answers: { 201: 'Sent', 409: 'No code may go out now' } },
    async ({ who, body, reply }): Promise<SponsorshipEntry> => {
      const account = sponsorOf(who);
      const contact = readContact(body.phone);
      if ('problem' in contact) throw new InvalidFieldsError({ phone: contact.problem });
      if (contact.kind !== 'phone') throw new InvalidFieldsError({ phone: 'neither' });
      await takeTry(accounts, textsOfAll(accounts.config, contact));
      const issued = await sponsorships.issueCode(account.id, contact.value, quotaOf(accounts, account));
      if ('refusal' in issued) throw new ApiError(409, issued.refusal, 'No code may go out now.');
      await messenger.send(contact, body.language ?? account.profile.language, { kind: 'sponsorship-code', code: issued.code });
      reply.code(201);
      return entryOf(accounts, issued.sponsorship);
    }
  );

  for (const act of ['confirm', 'decline', 'withdraw'] as const) {
    api.on(`POST /api/sponsorships/:id/${act}`, { summary: summaries[act], answers: { 200: 'As it is now', 404: 'No such sponsorship', 409: 'Not possible any more' } }, async ({ who, param }) => {
      const account = sponsorOf(who);
      const result = await sponsorships.act(account.id, param('id'), act);
      if (!result) throw new ApiError(404, 'not_found', 'There is no such sponsorship.');
      if (!result.done) throw new ApiError(409, 'not_possible', 'This was decided already.');
      if (result.sponsorship.newcomer !== undefined) await settle(accounts, result.sponsorship.newcomer);
      return entryOf(accounts, result.sponsorship);
    });
  }
}

/** Whoever asked that their data be kept but not used sponsors nobody meanwhile. */
function sponsorOf(who: Who): Account {
  const { account } = signedIn(who);
  if (account.restricted) throw new ApiError(409, 'restricted', 'The account is kept but unused. Lift that first.');
  return account;
}

async function entryOf({ store }: Accounts, { id, by, state, since, until, newcomer, phone }: Sponsorship): Promise<SponsorshipEntry> {
  const username = newcomer === undefined ? undefined : (await store.get(newcomer))?.username;
  return {
    id,
    by,
    state,
    since,
    ...(username === undefined ? {} : { username }),
    ...(phone === undefined ? {} : { phone: maskPhone(phone) }),
    ...(state === 'sent' && until !== undefined ? { until } : {})
  };
}

function quotaOf({ config }: Accounts, account: Account): { activeSince: string; newcomersMay: boolean } {
  // Partners and the team are known; a demonstration has nobody of 30 days.
  return { activeSince: account.activeSince ?? account.joinedOn, newcomersMay: config.demo || account.role !== 'member' };
}

function byUrgency(a: SponsorshipEntry, b: SponsorshipEntry): number {
  const waits = (entry: SponsorshipEntry): number => (entry.state === 'waiting' ? 0 : entry.state === 'sent' ? 1 : 2);
  return waits(a) - waits(b) || (a.since < b.since ? 1 : -1);
}

const summaries = { confirm: 'Confirm a newcomer', decline: 'Decline a newcomer', withdraw: 'Withdraw a code that is under way' };
