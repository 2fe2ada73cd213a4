import type { ReceiptView } from '$domain/report-api.ts';
import type { Receipt, Slip } from '$lib/offline/outbox.ts';
import { askServer, type Answer } from '$lib/shell/json-api.ts';

/**
 * What is asked with a receipt's secret, and without the session's cookie: no request joins an account and a report. Never
 * throws.
 */
export const readThread = (receipt: ReceiptWithSlip): Promise<Answer<ReceiptView>> => ask(receipt, 'GET', 'thread');
export const answerThread = (receipt: ReceiptWithSlip, message: { readonly id: string; readonly sealed: string }): Promise<Answer<unknown>> => ask(receipt, 'POST', 'thread', message);
export const withdraw = (receipt: ReceiptWithSlip): Promise<Answer<unknown>> => ask(receipt, 'POST', 'withdraw');

export type ReceiptWithSlip = Receipt & { readonly slip: Slip };

function ask<Value>({ id, slip }: ReceiptWithSlip, method: 'GET' | 'POST', what: 'thread' | 'withdraw', body?: object): Promise<Answer<Value>> {
  return askServer(method, `/api/reports/${id}/${what}`, { body, authorization: `Receipt ${slip.secret}` });
}
