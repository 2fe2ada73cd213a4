import * as api from '../../src/domain/account-api.ts';
import { ApiError, InvalidFieldsError, TooManyTriesError } from '../errors.ts';
import type { Api } from '../http/api.ts';
import { nameSponsor, settle, settleLater } from '../sponsorship/settle.ts';
import { dayOf, viewOf, type Account } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { beginContactChange, confirmContactChange, removeContact } from './contact-changes.ts';
import { exportPage } from './export-page.ts';
import { signedIn, takeCookie, type Who } from './identity.ts';
import { eraseAccount, exportOf } from './my-data.ts';
import { assertPassword, changePassword } from './password-changes.ts';
import { confirmSecondFactor, setUpSecondFactor } from './second-factor.ts';
import { entryOf } from './sessions.ts';
import { readSponsor } from './sign-up.ts';

/** My account (A4), my data (Y1): always the account of the session, never one that the request names. */
export function ownAccountRoutes(on: Api<Who>, accounts: Accounts): void {
  const { store, sessions } = accounts;

  on.on('GET /api/account', { summary: 'My account', answers: { 200: 'All that can be seen and changed' } }, ({ who }) => viewOf(signedIn(who).account));

  on.on('PATCH /api/account', { summary: 'Change my account', body: api.ChangeAccountBody, answers: { 200: 'As it is now', 429: 'Areas were changed too often' } }, async ({ who, body }) => {
    const today = dayOf(accounts.now());
    return changed(await store.update(signedIn(who).account.id, (current) => withChanges(current, body, today)));
  });

  on.on('DELETE /api/account', { summary: 'Erase my account', body: api.EraseAccountBody, answers: { 200: 'A receipt' } }, async ({ who, body, reply }) => {
    const { account } = signedIn(who);
    await assertPassword(accounts, account, body.password);
    const receipt = await eraseAccount(accounts, account);
    takeCookie(reply);
    return receipt;
  });

  on.on('POST /api/account/password', { summary: 'Change my password; other sessions end', body: api.ChangePasswordBody, answers: { 204: 'Changed' } }, async ({ who, body }) => {
    const { account, session } = signedIn(who);
    await changePassword(accounts, account, session, body.current, body.password);
  });

  on.on('POST /api/account/contacts', { summary: 'Send a code to a new contact', body: api.NewContactBody, answers: { 202: 'On its way' } }, async ({ who, body, request, reply }) => {
    const { account } = signedIn(who);
    await assertPassword(accounts, account, body.password);
    const change = await beginContactChange(accounts, account, { text: body.contact, replaces: body.replaces, address: request.ip });
    reply.code(202);
    return change;
  });

  on.on('POST /api/account/contacts/confirmations', { summary: 'Prove a new contact', body: api.ConfirmContactBody, answers: { 200: 'As it is now' } }, async ({ who, body }) =>
    viewOf(await confirmContactChange(accounts, signedIn(who).account, body.change, body.code))
  );

  on.on('DELETE /api/account/contacts/:id', { summary: 'Remove a contact, never the last', body: api.RemoveContactBody, answers: { 200: 'As it is now', 409: 'It is the last' } }, async ({ who, body, param }) => {
    const { account } = signedIn(who);
    await assertPassword(accounts, account, body.password);
    return viewOf(await removeContact(accounts, account, param('id')));
  });

  on.on('POST /api/account/sponsor', { summary: 'Name another sponsor', body: api.NewSponsorBody, answers: { 202: 'Asked', 409: 'There is one' } }, async ({ who, body, reply }) => {
    const { account } = signedIn(who);
    if (account.state !== 'waiting') throw new ApiError(409, 'not_possible', 'This account has its sponsor.');
    const wait = await accounts.throttle.take(sponsorsOfOne, account.id);
    if (wait > 0) throw new TooManyTriesError(wait);
    const sponsor = readSponsor(body.sponsor);
    if (sponsor === undefined) throw new InvalidFieldsError({ sponsor: 'neither' });
    if (account.contacts.some(({ value }) => value === sponsor)) throw new InvalidFieldsError({ sponsor: 'same-as-contact' });
    if (!sponsor.includes('@') && (await accounts.sponsorships.sponsorOfCode(sponsor)) === undefined) throw new InvalidFieldsError({ sponsor: 'unknown-code' });
    await nameSponsor(accounts, account.id, sponsor);
    if (sponsor.includes('@')) settleLater(accounts, account.id);
    else await settle(accounts, account.id);
    reply.code(202);
    return {};
  });

  on.on('GET /api/account/export', { summary: 'All that is kept about me; `?form=page` as a page to read', answers: { 200: 'JSON or HTML' } }, async ({ who, request, reply }) => {
    const { account } = signedIn(who);
    const data = await exportOf(accounts, account);
    const { form } = request.query as { form?: string };
    if (form !== 'page') return data;
    return reply.type('text/html; charset=utf-8').send(exportPage(data, account.profile.language));
  });

  on.on('POST /api/account/restriction', { summary: 'Keep my data but do not use it, or use it again', body: api.RestrictionBody, answers: { 200: 'As it is now' } }, async ({ who, body }) =>
    changed(await store.update(signedIn(who).account.id, (current) => (current.restricted === body.restricted ? current : { ...current, restricted: body.restricted })))
  );

  on.on('POST /api/account/second-factor', { summary: 'A secret for an authenticator app', body: api.SecondFactorSetUpBody, answers: { 201: 'Not in use until a code confirms it', 409: 'There is one' } }, async ({ who, body, reply }) => {
    const { account } = signedIn(who);
    await assertPassword(accounts, account, body.password);
    const set = await setUpSecondFactor(accounts, account);
    reply.code(201);
    return set;
  });

  on.on('POST /api/account/second-factor/confirmations', { summary: 'Use the second factor from here on', body: api.SecondFactorBody, answers: { 204: 'In use' } }, async ({ who, body }) => {
    const { account, session } = signedIn(who);
    await confirmSecondFactor(accounts, account, session, body.code);
  });

  on.on('GET /api/sessions', { summary: 'My sessions', answers: { 200: 'A list' } }, async ({ who }) => {
    const { account, session } = signedIn(who);
    return (await sessions.list(account.id)).map((one) => entryOf(one, session.id));
  });

  on.on('DELETE /api/sessions/:id', { summary: 'End one of my sessions', answers: { 204: 'Ended', 404: 'No such session' } }, async ({ who, param }) => {
    const { account } = signedIn(who);
    if (!(await sessions.end({ account: account.id, id: param('id') }))) throw new ApiError(404, 'not_found', 'There is no such session.');
  });
}

function changed(account: Account | undefined): api.AccountView {
  if (!account) throw new ApiError(401, 'sign_in', 'Sign in first.');
  return viewOf(account);
}

function withChanges(current: Account, body: { language?: Account['profile']['language'] | undefined; areas?: string[] | undefined; name?: string | undefined; birthDate?: string | undefined }, today: string): Account {
  const { name, birthDate, ...kept } = current.profile;
  const newName = body.name === undefined ? name : body.name.trim();
  const newBirthDate = body.birthDate ?? birthDate;
  const areas = body.areas === undefined ? kept.areas : [...new Set(body.areas)].sort();
  const moved = JSON.stringify(areas) !== JSON.stringify(kept.areas);
  const recent = kept.areaChanges.filter((day) => Date.parse(today) - Date.parse(day) < AREA_DAYS * 86_400_000);
  if (moved && recent.length >= AREA_CHANGES) throw new ApiError(429, 'areas_changed_too_often', 'The areas were changed often lately. Try again in some days.');
  return {
    ...current,
    profile: {
      ...kept,
      language: body.language ?? kept.language,
      areas,
      areaChanges: moved ? [...recent, today] : recent,
      ...(newName ? { name: newName } : {}),
      ...(newBirthDate ? { birthDate: newBirthDate } : {})
    }
  };
}

/** Whoever travels moves a few times a month; whoever wants the whole base would move every day. */
const AREA_CHANGES = 6;
const AREA_DAYS = 30;

const sponsorsOfOne = { name: 'sponsors', size: 5, seconds: 3600 } as const;
