import type { AccountView, ContactChange, ErasureReceipt, SessionEntry, SessionView } from '$domain/account-api.ts';
import type { LinkedDevices } from '$domain/callshield-api.ts';
import type { Language } from '$domain/language.ts';
import { callApi, type Answer } from '$lib/shell/json-api.ts';

/** What somebody asks the server about their own account: one verb of the contract each. */

export const readAccount = (): Promise<Answer<AccountView>> => callApi('GET', '/api/account');

export interface AccountChange {
  readonly language?: Language;
  readonly areas?: readonly string[];
  /** An empty text removes. */
  readonly name?: string;
  readonly birthDate?: string;
}
export const changeAccount = (change: AccountChange): Promise<Answer<AccountView>> => callApi('PATCH', '/api/account', change);

/** `replaces`: the contact that goes once the new one is proven. */
export const sendContactCode = (contact: string, replaces: string | undefined, password: string): Promise<Answer<ContactChange>> =>
  callApi('POST', '/api/account/contacts', { contact, password, ...(replaces === undefined ? {} : { replaces }) });
export const confirmContact = (change: string, code: string): Promise<Answer<AccountView>> =>
  callApi('POST', '/api/account/contacts/confirmations', { change, code });
export const removeContact = (id: string, password: string): Promise<Answer<unknown>> =>
  callApi('DELETE', `/api/account/contacts/${encodeURIComponent(id)}`, { password });

export const changePassword = (current: string, password: string): Promise<Answer<unknown>> =>
  callApi('POST', '/api/account/password', { current, password });

export const readSessions = (): Promise<Answer<readonly SessionEntry[]>> => callApi('GET', '/api/sessions');
export const endSession = (id: string): Promise<Answer<unknown>> => callApi('DELETE', `/api/sessions/${encodeURIComponent(id)}`);

export const readDevices = (): Promise<Answer<LinkedDevices>> => callApi('GET', '/api/callshield/devices');
export const endDevice = (id: string): Promise<Answer<unknown>> => callApi('DELETE', `/api/callshield/devices/${encodeURIComponent(id)}`);

export const readSession = (): Promise<Answer<SessionView>> => callApi('GET', '/api/session');
export const nameSponsor = (sponsor: string): Promise<Answer<unknown>> => callApi('POST', '/api/account/sponsor', { sponsor });

export const restrictAccount = (restricted: boolean): Promise<Answer<AccountView>> => callApi('POST', '/api/account/restriction', { restricted });
export const eraseAccount = (password: string): Promise<Answer<ErasureReceipt>> => callApi('DELETE', '/api/account', { password });

/** All that is kept, as a file: `page` can be read by anybody, `json` by programs. */
export async function exportAccount(form: 'json' | 'page'): Promise<Answer<Blob>> {
  if (form === 'json') {
    const answer = await callApi<object>('GET', '/api/account/export');
    return answer.ok ? { ...answer, value: new Blob([JSON.stringify(answer.value, null, 2)], { type: 'application/json' }) } : answer;
  }
  return exportedPage();
}

/** The one answer that is not JSON; its refusals are. */
async function exportedPage(): Promise<Answer<Blob>> {
  try {
    const response = await fetch('/api/account/export?form=page', { cache: 'no-store', credentials: 'same-origin', signal: AbortSignal.timeout(PATIENCE) });
    const type = response.headers.get('content-type') ?? '';
    if (response.ok && type.startsWith('text/html')) return { ok: true, status: response.status, value: new Blob([await response.text()], { type: 'text/html' }) };
    if (!response.ok && type.startsWith('application/json')) {
      return { ok: false, status: response.status, fault: (await response.json()) as { error: string; reason: string } };
    }
  } catch {
    // Falls through: nothing answered.
  }
  return { ok: false, status: 0, fault: { error: 'offline', reason: 'no answer' } };
}

/** As for every other question (shell/json-api.ts). */
const PATIENCE = 30_000;
