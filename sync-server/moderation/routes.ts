import * as api from '../../src/domain/desk-api.ts';
import type { Alert } from '../../src/domain/alert.ts';
import type { Account } from '../accounts/account-store.ts';
import { signedIn, type Who } from '../accounts/identity.ts';
import { assertPassword } from '../accounts/password-changes.ts';
import { ApiError } from '../errors.ts';
import type { Api } from '../http/api.ts';
import { eraseReport } from '../reports/erase-report.ts';
import type { Report } from '../reports/report-store.ts';
import type { Reports } from '../reports/reports.ts';
import { decide, withdrawn } from './decisions.ts';
import { deskList, deskReport, entryOf, unknownReport } from './desk-list.ts';
import { deskNumbers } from './desk-numbers.ts';

/** The desk (`/desk`): what arrives here is sealed, and what leaves is what a moderator wrote. */
export function deskRoutes(on: Api<Who>, reports: Reports): void {
  const { accounts, store, identities } = reports;

  on.on('GET /api/desk/identity', { summary: 'My identity at the desk', answers: { 200: 'Recipient, and the identity under its passphrase' } }, async ({ who }): Promise<api.DeskIdentity> => (await identities.of(signedIn(who).account.id)) ?? {});

  on.on('POST /api/desk/identity', { summary: 'Set my identity', body: api.IdentityBody, answers: { 201: 'Kept', 409: 'There is one' } }, async ({ who, body, reply }) => {
    const { account } = signedIn(who);
    // Whoever only has the open session in hand must not have reports sealed to themselves.
    await assertPassword(accounts, account, body.password);
    const { recipient, wrapped } = body;
    if (!(await identities.set(account.id, { recipient, wrapped }, body.replace === true))) throw new ApiError(409, 'identity_set', 'There is an identity already.');
    await accounts.audit.add({ what: 'identity-set', by: account.id });
    reply.code(201);
    return {};
  });

  on.on('GET /api/desk/reports', { summary: 'Reports that I may read', answers: { 200: 'Oldest first, without their text' } }, ({ who }) => deskList(reports, signedIn(who).account));

  on.on('GET /api/desk/reports/:id', { summary: 'One report, sealed', answers: { 200: 'Its text and thread', 404: 'No such report' } }, ({ who, param }) => deskReport(reports, signedIn(who).account, param('id')));

  on.on('DELETE /api/desk/reports/:id', { summary: 'Delete a report with its thread and copies', answers: { 204: 'Gone' } }, async ({ who, param }) => {
    const report = await store.get(param('id'));
    if (!report) return;
    await eraseReport(reports, report);
    await audit(who, 'report-deleted');
  });

  on.on('POST /api/desk/reports/:id/decisions', { summary: 'Decide; may be sent again', body: api.DecisionBody, bodyLimit: LARGEST, answers: { 200: 'Decided before', 201: 'Decided', 409: 'Not possible' } }, async ({ who, body, param, reply }) => {
    const report = await known(param('id'));
    const decided = await decide(reports, signedIn(who).account, report, body);
    reply.code(decided === report ? 200 : 201);
    return entryWithCount(decided);
  });

  on.on('POST /api/desk/reports/:id/messages', { summary: 'Write to the reporter', body: api.DeskMessageBody, answers: { 200: 'It was here already', 201: 'Kept' } }, async ({ body, param, reply }) => {
    const report = await known(param('id'));
    const is = await store.addMessage(report.id, { ...body, from: 'team', at: reports.now().toISOString() });
    if (is === 'other') throw new ApiError(409, 'other_message', 'Another message has this id.');
    reply.code(is === 'new' ? 201 : 200);
    return {};
  });

  on.on('POST /api/desk/reports/:id/reseal', { summary: 'The same text for other moderators', body: api.ResealBody, bodyLimit: LARGEST, answers: { 200: 'Replaced', 409: 'Somebody was quicker' } }, async ({ who, body, param }) => {
    const report = await known(param('id'));
    if (!(await store.reseal(report.id, body.was, body.sealed, body.sealedTo))) throw new ApiError(409, 'changed', 'Somebody has sealed it anew meanwhile.');
    await audit(who, 'report-resealed');
    return entryWithCount(await known(report.id));
  });

  on.on('POST /api/desk/alerts/similar', { summary: 'Alerts to compare a report with', body: api.SimilarBody, answers: { 200: 'Those that share a token, and those around' } }, async ({ body }): Promise<api.SimilarAlerts> => ({
    sharing: await reports.alerts.sharing(body.tokens),
    around: body.areas.length === 0 ? [] : await reports.alerts.around(body.areas, MOST_AROUND)
  }));

  on.on('GET /api/desk/alerts/:id', { summary: 'An alert as it is published', answers: { 200: 'In full' } }, async ({ param }) => found(await reports.alerts.read(param('id'))));

  on.on('POST /api/desk/alerts/:id', { summary: 'Correct an alert', body: api.EditAlertBody, answers: { 200: 'As it is now' } }, async ({ who, body, param }) => {
    const alert = found(await reports.alerts.edit(param('id'), body.content));
    await audit(who, 'alert-edited');
    return alert;
  });

  on.on('POST /api/desk/alerts/:id/contest', { summary: 'Mark an alert as contested, hide it', body: api.ContestBody, answers: { 200: 'As it is now' } }, async ({ who, body, param }) => {
    const alert = found(await reports.alerts.contest(param('id'), body));
    await audit(who, 'alert-contested');
    return alert;
  });

  on.on('DELETE /api/desk/alerts/:id', { summary: 'Delete an alert', answers: { 204: 'Gone' } }, async ({ who, param }) => {
    if (await reports.alerts.remove(param('id'))) await audit(who, 'alert-removed');
  });

  on.on('GET /api/desk/numbers', { summary: 'How the team stands', answers: { 200: 'Counts and hours' } }, () => deskNumbers(reports));

  async function known(id: string): Promise<Report> {
    const report = await store.get(id);
    if (report?.emptied) throw unknownReport;
    if (report) return report;
    throw (await store.gone(id)) ? withdrawn : unknownReport;
  }

  async function entryWithCount(report: Report): Promise<api.DeskEntry> {
    return entryOf(report, (await store.thread(report.id)).length);
  }

  async function audit(who: Who, what: Parameters<typeof accounts.audit.add>[0]['what']): Promise<void> {
    const { account }: { account: Account } = signedIn(who);
    await accounts.audit.add({ what, by: account.id });
  }
}

function found(alert: Alert | undefined): Alert {
  if (!alert) throw new ApiError(404, 'unknown_alert', 'There is no such alert.');
  return alert;
}

const LARGEST = 160 * 1024;
const MOST_AROUND = 500;
