import * as v from 'valibot';
import * as api from '../../src/domain/alert-api.ts';
import { countsOf, entryOf, newestFirst, pageOf } from '../../src/domain/alert-list.ts';
import type { Alert } from '../../src/domain/alert.ts';
import { severityOf } from '../../src/domain/danger-level.ts';
import { areaKeyId } from '../../src/domain/sealed-alert.ts';
import { madeId } from '../../src/domain/report-api.ts';
import { dayOf, type Account } from '../accounts/account-store.ts';
import { signedIn, type Who } from '../accounts/identity.ts';
import { ApiError } from '../errors.ts';
import type { CallerFilterFeature } from '../filter/feature.ts';
import type { Api } from '../http/api.ts';
import { isShown } from './alert-store.ts';
import type { Alerts } from './feature.ts';

/** C1 to C4. Nothing of what is asked or answered is logged or kept. */
export function alertRoutes(on: Api<Who>, alerts: Alerts, filter: Pick<CallerFilterFeature, 'key'>): void {
  const { store, keys, budget, readers } = alerts;

  on.on('GET /api/keys', { summary: 'The keys of my areas, of search tokens and of the caller filter', answers: { 200: 'Until the session ends' } }, async ({ who }): Promise<api.Keys> => {
    const { account, session } = signedIn(who);
    const names = await Promise.all(account.profile.areas.map(async (area) => (await store.months(area)).map((month) => areaKeyId(area, month))));
    const areas = Object.fromEntries(names.flat().map((name) => [name, keys.areaText(name)]));
    const ofFilter = await filter.key();
    return { search: keys.search, areas, notes: keys.notesText(account.id), until: session.ends, now: alerts.accounts.now().toISOString(), ...(ofFilter && { filter: ofFilter }) };
  });

  on.on('POST /api/alerts/lookup', { summary: 'Alerts about a number, plate or address, by its token', body: api.LookupBody, answers: { 200: 'In full, most severe first', 429: 'As many as a day has' } }, async ({ who, body }): Promise<api.LookupAnswer> => {
    const { account } = signedIn(who);
    // Each of them is somebody who is looked up: two in one question are two.
    for (const token of body.tokens) await lookUp(account.id, token);
    const found = await store.withTokens(body.tokens);
    return { alerts: [...found].sort(bySeverity), left: await budget.left(account.id) };
  });

  on.on('GET /api/alerts', { summary: 'Alerts of one of my areas', query: api.AlertQuery, answers: { 200: 'Newest first, numbers masked', 403: 'Not one of my areas' } }, async ({ who, request }): Promise<api.AlertPage> => {
    const { area, level, after } = v.parse(api.AlertQuery, request.query);
    if (!mayRead(signedIn(who).account, [area])) throw new ApiError(403, 'not_your_area', 'This department is not among the areas of the account.');
    const all = await store.ofArea(area);
    const { page, ...next } = pageOf([...all].sort(newestFirst), level ?? [], after);
    return { alerts: (await store.many(page.map(({ id }) => id))).map(entryOf), counts: countsOf(all), ...next };
  });

  on.on('GET /api/alerts/:id', { summary: 'One alert in full', answers: { 200: 'The alert', 404: 'None of my areas has it', 429: 'As many as a day has' } }, async ({ who, param }): Promise<Alert> => {
    const { account } = signedIn(who);
    const id = param('id');
    const document = v.is(madeId, id) ? await store.document(id) : undefined;
    if (!document || !isShown(document, dayOf(alerts.accounts.now())) || !mayRead(account, document.areas)) throw unknownAlert;
    await lookUp(account.id, id);
    const alert = await store.read(id);
    if (!alert) throw unknownAlert;
    return alert;
  });

  async function lookUp(account: string, what: string): Promise<void> {
    if (await budget.spend(account, what)) await readers.count(account);
  }
}

/** A scope of a few departments; the team sees all of them. */
function mayRead({ role, profile }: Account, areas: readonly string[]): boolean {
  return role === 'moderator' || areas.some((area) => profile.areas.includes(area));
}

function bySeverity(a: Alert, b: Alert): number {
  return severityOf(b.level) - severityOf(a.level) || (a.updatedOn < b.updatedOn ? 1 : -1);
}

const unknownAlert = new ApiError(404, 'unknown_alert', 'There is no such alert in the areas of this account.');
