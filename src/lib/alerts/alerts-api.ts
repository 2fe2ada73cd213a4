import type { Alert } from '$domain/alert.ts';
import type { AlertPage, Keys, LookupAnswer, PushKey } from '$domain/alert-api.ts';
import type { DangerLevel } from '$domain/danger-level.ts';
import { callApi, type Answer } from '$lib/shell/json-api.ts';

/** What a member asks the server about alerts: one verb of the contract each. A number never travels, nor does it stand in an address. */

export const readKeys = (): Promise<Answer<Keys>> => callApi('GET', '/api/keys');

export const lookUp = (token: string): Promise<Answer<LookupAnswer>> => callApi('POST', '/api/alerts/lookup', { tokens: [token] });

/** No level: all of them. `after`: where the page before ended. */
export function readArea(area: string, levels: readonly DangerLevel[], after?: string): Promise<Answer<AlertPage>> {
  const query = new URLSearchParams([['area', area], ...levels.map((level) => ['level', level]), ...(after === undefined ? [] : [['after', after]])]);
  return callApi('GET', `/api/alerts?${String(query)}`);
}

export const readAlert = (id: string): Promise<Answer<Alert>> => callApi('GET', `/api/alerts/${encodeURIComponent(id)}`);

export const readPushKey = (): Promise<Answer<PushKey>> => callApi('GET', '/api/push/key');
export const savePush = (endpoint: string, keys: { readonly p256dh: string; readonly auth: string }): Promise<Answer<unknown>> => callApi('POST', '/api/push/subscriptions', { endpoint, keys });
export const endPush = (endpoint: string): Promise<Answer<unknown>> => callApi('POST', '/api/push/subscriptions/end', { endpoint });
