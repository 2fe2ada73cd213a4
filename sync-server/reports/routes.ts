import type * as v from 'valibot';
import { ReportBody, ThreadBody, type ReceiptView, type Recipients, type ReportKept } from '../../src/domain/report-api.ts';
import { stateOf } from '../../src/domain/report-state.ts';
import { dueOf } from '../../src/domain/report.ts';
import { signedIn, type Who } from '../accounts/identity.ts';
import { takeTry } from '../accounts/sign-in.ts';
import { ApiError } from '../errors.ts';
import type { Api } from '../http/api.ts';
import { eraseReport } from './erase-report.ts';
import { goneOfReceipt, reportOfReceipt } from './receipts.ts';
import { digestOf, type Gone, type Report } from './report-store.ts';
import type { Reports } from './reports.ts';

/**
 * R1 to R5. Only sending asks who it is, and keeps nothing of the answer: what follows is asked with the receipt's secret, so
 * that no request joins an account and a report.
 */
export function reportRoutes(on: Api<Who>, reports: Reports): void {
  const { accounts, store } = reports;

  on.on('GET /api/reports/recipients', { summary: 'Whom a report is sealed to', answers: { 200: 'All moderators; none: not open yet' } }, async (): Promise<Recipients> => ({ recipients: await recipientsOf(reports) }));

  on.on(
    'POST /api/reports',
    { summary: 'Send a sealed report; may be sent again', body: ReportBody, bodyLimit: LARGEST, answers: { 200: 'It was here already', 201: 'Kept', 409: 'Another one has this id', 503: 'There is no moderator yet' } },
    async ({ body, who, reply }): Promise<ReportKept> => {
      const { account } = signedIn(who);
      // Before anything is counted: sending again must not wait behind a limit.
      const known = (await store.get(body.id)) ?? (await store.gone(body.id));
      if (!known) {
        if ((await recipientsOf(reports)).length === 0) throw new ApiError(503, 'reporting_closed', 'There is no moderator yet who could read it.');
        await takeTry(accounts, [[reportsOfOne, account.id]]);
      }
      const { kept, is } = await store.keep(reportOf(body, reports.now()), body.sealed);
      if (is === 'other') throw new ApiError(409, 'other_report', 'Another report has this id.');
      reply.code(is === 'new' ? 201 : 200);
      return acknowledgement(body.id, kept);
    }
  );

  on.on('GET /api/reports/:receipt/thread', { summary: 'How a report stands; by its receipt', answers: { 200: 'State and messages', 404: 'No such receipt' } }, async ({ request, param }): Promise<ReceiptView> => {
    await takeTry(accounts, [[receiptsAnAddress, request.ip]]);
    const report = await reportOfReceipt(store, request, param('receipt'));
    const { stage, refusal, transferredTo } = stateOf(report.decisions);
    const messages = await store.thread(report.id);
    const recipients = await recipientsOf(reports);
    return { stage, ...(refusal ? { refusal } : {}), transferred: transferredTo.length > 0, received: report.received, due: report.due, messages, recipients };
  });

  on.on('POST /api/reports/:receipt/thread', { summary: 'Write to the team; by the receipt', body: ThreadBody, answers: { 200: 'It was here already', 201: 'Kept', 404: 'No such receipt', 409: 'Another message has this id, or the report was closed' } }, async ({ request, body, param, reply }) => {
    await takeTry(accounts, [[receiptsAnAddress, request.ip]]);
    const report = await reportOfReceipt(store, request, param('receipt'));
    if (report.emptied) throw new ApiError(409, 'closed', 'This report was decided over long ago: the team has its text no more.');
    await takeTry(accounts, [[messagesOfOne, report.id]]);
    const at = reports.now().toISOString();
    const is = await store.addMessage(report.id, { id: body.id, from: 'reporter', at, sealed: body.sealed });
    if (is === 'other') throw new ApiError(409, 'other_message', 'Another message has this id.');
    // An answer puts it back into the queue; repeated, it is there already.
    await store.decide(report.id, { id: body.id, at, by: 'reporter', act: { kind: 'answer' } }, ({ decisions }) => stateOf(decisions).stage === 'asked');
    reply.code(is === 'new' ? 201 : 200);
    return {};
  });

  on.on('POST /api/reports/:receipt/withdraw', { summary: 'Withdraw a report; by its receipt', answers: { 204: 'Gone, with its thread', 404: 'No such receipt' } }, async ({ request, param }) => {
    await takeTry(accounts, [[receiptsAnAddress, request.ip]]);
    // Asked again after an answer that got lost.
    const gone = await goneOfReceipt(store, request, param('receipt'));
    if (gone) await reports.alerts.withdraw(param('receipt'));
    else await eraseReport(reports, await reportOfReceipt(store, request, param('receipt')));
  });
}

/** Everybody in the team who can read reports now, in an order that tells nothing. */
export async function recipientsOf({ identities }: Reports): Promise<readonly string[]> {
  return (await identities.active('moderator')).map(({ recipient }) => recipient).sort();
}

function reportOf({ id, receiptHash, department, consents, sealed, sealedTo }: v.InferOutput<typeof ReportBody>, now: Date): Report {
  const received = now.toISOString();
  return { id, receiptHash, ...(department === undefined ? {} : { department }), received, due: dueOf(received), consents, digest: digestOf(sealed), sealedTo, decisions: [] };
}

function acknowledgement(id: string, { digest, received, due }: Report | Gone): ReportKept {
  return { id, digest, received, due };
}

/** The largest sealed text, and what stands around it. */
const LARGEST = 112 * 1024;

/**
 * Of one account: somebody who was attacked by several people writes several; nobody writes fifty. Counted by days: a finer
 * time would be that of the report, and join the two.
 */
const reportsOfOne = { name: 'reports', size: 10, seconds: 8640, grain: 86_400 } as const;
/** Phones of one network share an address by the thousand; a secret of 256 bits is not guessed. */
const receiptsAnAddress = { name: 'receipts', size: 600, seconds: 2 } as const;
const messagesOfOne = { name: 'report-messages', size: 20, seconds: 600 } as const;
