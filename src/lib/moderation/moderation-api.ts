import type { Alert, AlertContent } from '$domain/alert.ts';
import type { Keys } from '$domain/alert-api.ts';
import type { BulkReader, DecisionBody, DeskEntry, DeskIdentity, DeskList, DeskNumbers, DeskReport, SimilarAlerts } from '$domain/desk-api.ts';
import { callApi, type Answer } from '$lib/shell/json-api.ts';

export const readIdentity = (): Promise<Answer<DeskIdentity>> => callApi('GET', '/api/desk/identity');
export const setIdentity = (body: { recipient: string; wrapped: string; password: string; replace?: boolean }): Promise<Answer<unknown>> => callApi('POST', '/api/desk/identity', body);

export const readReports = (): Promise<Answer<DeskList>> => callApi('GET', '/api/desk/reports');
export const readReport = (id: string): Promise<Answer<DeskReport>> => callApi('GET', `/api/desk/reports/${id}`);
export const sendDecision = (report: string, body: DecisionBody): Promise<Answer<DeskEntry>> => callApi('POST', `/api/desk/reports/${report}/decisions`, body);
export const sendMessage = (report: string, body: { id: string; sealed: string }): Promise<Answer<unknown>> => callApi('POST', `/api/desk/reports/${report}/messages`, body);
export const resealReport = (report: string, body: { was: string; sealed: string; sealedTo: readonly string[] }): Promise<Answer<DeskEntry>> => callApi('POST', `/api/desk/reports/${report}/reseal`, body);
export const deleteReport = (report: string): Promise<Answer<undefined>> => callApi('DELETE', `/api/desk/reports/${report}`);

export const readKeys = (): Promise<Answer<Keys>> => callApi('GET', '/api/keys');
export const readSimilar = (tokens: readonly string[], areas: readonly string[]): Promise<Answer<SimilarAlerts>> => callApi('POST', '/api/desk/alerts/similar', { tokens, areas });
export const readAlert = (id: string): Promise<Answer<Alert>> => callApi('GET', `/api/desk/alerts/${id}`);
export const editAlert = (id: string, content: AlertContent): Promise<Answer<Alert>> => callApi('POST', `/api/desk/alerts/${id}`, { content });
export const contestAlert = (id: string, mark: { contested: boolean; hidden: boolean }): Promise<Answer<Alert>> => callApi('POST', `/api/desk/alerts/${id}/contest`, mark);
export const deleteAlert = (id: string): Promise<Answer<undefined>> => callApi('DELETE', `/api/desk/alerts/${id}`);

export const readNumbers = (): Promise<Answer<DeskNumbers>> => callApi('GET', '/api/desk/numbers');
export const readReaders = (): Promise<Answer<readonly BulkReader[]>> => callApi('GET', '/api/desk/readers');
export const markReaderSeen = (id: string): Promise<Answer<undefined>> => callApi('POST', `/api/desk/readers/${id}/seen`);
