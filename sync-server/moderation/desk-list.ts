import type { DeskEntry, DeskList, DeskPartner, DeskReport } from '../../src/domain/desk-api.ts';
import type { Account } from '../accounts/account-store.ts';
import { ApiError } from '../errors.ts';
import type { Report } from '../reports/report-store.ts';
import type { Reports } from '../reports/reports.ts';

/** The team sees every report; a partner those that were transferred to it, and of their history that they were. */
export async function deskList(reports: Reports, reader: Account): Promise<DeskList> {
  if (reader.role === 'partner') {
    const ids = await reports.store.copiesOf(reader.id);
    const found = await Promise.all(ids.map((id) => reports.store.get(id)));
    return { reports: found.flatMap((report) => (report ? [partnerEntry(report, reader)] : [])).sort(byArrival), recipients: [], partners: [] };
  }
  const [all, counts, recipients, partners] = await Promise.all([reports.store.list(), reports.store.messageCounts(), reports.identities.active('moderator'), partnersOf(reports)]);
  return {
    // What has had its time is read by nobody any more.
    reports: all.filter(({ emptied }) => !emptied).map((report) => entryOf(report, counts.get(report.id) ?? 0)).sort(byArrival),
    recipients: recipients.map(({ recipient }) => recipient),
    partners
  };
}

/** Throws 404 for what the reader may not see as for what is not there. */
export async function deskReport(reports: Reports, reader: Account, id: string): Promise<DeskReport> {
  const { store } = reports;
  const report = await store.get(id);
  const partner = reader.role === 'partner';
  const sealed = report && (await (partner ? store.copyOf(id, reader.id) : store.sealed(id)));
  if (!report || sealed === undefined) throw unknownReport;
  if (partner) return { ...partnerEntry(report, reader), sealed, thread: [] };
  const thread = await store.thread(id);
  return { ...entryOf(report, thread.length), sealed, thread };
}

export function entryOf({ id, received, due, department, consents, decisions, sealedTo }: Report, messages: number): DeskEntry {
  return { id, received, due, ...(department === undefined ? {} : { department }), consents, decisions, messages, sealedTo };
}

function partnerEntry(report: Report, reader: Account): DeskEntry {
  const own = report.decisions.filter(({ act }) => act.kind === 'transfer' && act.partner === reader.id);
  return { ...entryOf({ ...report, decisions: own.map((decision) => ({ ...decision, by: 'team' })) }, 0), sealedTo: [] };
}

async function partnersOf({ identities }: Reports): Promise<readonly DeskPartner[]> {
  const partners = await identities.active('partner');
  return partners.map(({ account, recipient }) => ({ id: account.id, name: account.username, areas: account.profile.areas, recipient }));
}

function byArrival(a: DeskEntry, b: DeskEntry): number {
  return a.received < b.received ? -1 : 1;
}

export const unknownReport = new ApiError(404, 'unknown_report', 'There is no such report.');
