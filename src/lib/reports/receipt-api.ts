import type { ApiFault } from '$domain/account-api.ts';
import type { ReceiptView } from '$domain/report-api.ts';
import type { Receipt, Slip } from '$lib/offline/outbox.ts';
import type { Answer } from '$lib/shell/json-api.ts';

/**
 * What is asked with a receipt's secret, and without the session's cookie: no request joins an account and a report. Never
 * throws.
 */
export const readThread = (receipt: ReceiptWithSlip): Promise<Answer<ReceiptView>> => ask(receipt, 'GET', 'thread');
export const answerThread = (receipt: ReceiptWithSlip, message: { readonly id: string; readonly sealed: string }): Promise<Answer<unknown>> => ask(receipt, 'POST', 'thread', message);
export const withdraw = (receipt: ReceiptWithSlip): Promise<Answer<unknown>> => ask(receipt, 'POST', 'withdraw');

export type ReceiptWithSlip = Receipt & { readonly slip: Slip };

async function ask<Value>({ id, slip }: ReceiptWithSlip, method: 'GET' | 'POST', what: 'thread' | 'withdraw', body?: object): Promise<Answer<Value>> {
  try {
    const response = await fetch(`/api/reports/${id}/${what}`, {
      method,
      cache: 'no-store',
      credentials: 'omit',
      headers: { authorization: `Receipt ${slip.secret}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(PATIENCE)
    });
    if (response.status === 204) return { ok: true, status: 204, value: undefined as Value };
    if (!(response.headers.get('content-type') ?? '').startsWith('application/json')) return offline;
    const value: unknown = await response.json();
    if (response.ok) return { ok: true, status: response.status, value: value as Value };
    return { ok: false, status: response.status, fault: value as ApiFault };
  } catch {
    return offline;
  }
}

const offline = { ok: false, status: 0, fault: { error: 'offline', reason: 'no answer' } } as const;

/** Milliseconds, as for other questions. */
const PATIENCE = 30_000;
