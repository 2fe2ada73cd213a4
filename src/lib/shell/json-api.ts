import type { ApiFault } from '$domain/account-api.ts';
import { network } from './network.svelte.ts';

export type Answer<Value> =
  | { readonly ok: true; readonly status: number; readonly value: Value }
  /** The server's own refusal. `offline`: nothing answered, or something that is not our server. */
  | { readonly ok: false; readonly status: number; readonly fault: ApiFault };

/**
 * One question to `/api`. Never throws: whoever asks shows the reader a sentence for each `fault.error`, and keeps what was
 * typed. A session that has ended comes back as 401 `sign_in`.
 */
export async function callApi<Value = undefined>(method: Method, path: `/api/${string}`, body?: object, signal?: AbortSignal): Promise<Answer<Value>> {
  const answer = await askServer<Value>(method, path, { body, signal });
  // A server that cannot be reached behind its proxy (502, 503) is as good as no network.
  network.answered = answer.status !== 0 && answer.status < 500;
  return answer;
}

/**
 * The same without noting whether the network answered. `authorization` in place of the session: then no cookie goes with it.
 */
export async function askServer<Value>(method: Method, path: `/api/${string}`, { body, signal, authorization }: Question): Promise<Answer<Value>> {
  try {
    const response = await fetch(path, {
      method,
      cache: 'no-store',
      credentials: authorization === undefined ? 'same-origin' : 'omit',
      headers: { ...(authorization === undefined ? {} : { authorization }), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: signal ?? AbortSignal.timeout(PATIENCE)
    });
    if (response.status === 204) return { ok: true, status: 204, value: undefined as Value };
    // A captive portal answers 200 with a page of its own.
    if (!(response.headers.get('content-type') ?? '').startsWith('application/json')) return offline;
    const value: unknown = await response.json();
    if (response.ok) return { ok: true, status: response.status, value: value as Value };
    return { ok: false, status: response.status, fault: value as ApiFault };
  } catch {
    return offline;
  }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

interface Question {
  readonly body?: object | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly authorization?: string;
}

const offline = { ok: false, status: 0, fault: { error: 'offline', reason: 'no answer' } } as const;

/** A slow network needs several seconds for one question (profile G of the budgets); after this it is as good as none. */
const PATIENCE = 30_000;
