import type { LinkGrant, OfferedApp } from '$domain/callshield-api.ts';
import { callApi, type Answer } from '$lib/shell/json-api.ts';

/** What the page asks about the Android app: one verb of the contract each. */

export const readOfferedApp = (): Promise<Answer<OfferedApp>> => callApi('GET', '/api/callshield/app');
export const grantLink = (challenge: string): Promise<Answer<LinkGrant>> => callApi('POST', '/api/callshield/grants', { challenge });
