import type { SponsorshipEntry, SponsorshipList } from '$domain/account-api.ts';
import type { Language } from '$domain/language.ts';
import { callApi, type Answer } from '$lib/shell/json-api.ts';

export const readSponsorships = (): Promise<Answer<SponsorshipList>> => callApi('GET', '/api/sponsorships');

/** `language`: of the text message. */
export const sendCode = (phone: string, language: Language): Promise<Answer<SponsorshipEntry>> =>
  callApi('POST', '/api/sponsorships/codes', { phone, language });

export const actOn = (id: string, act: 'confirm' | 'decline' | 'withdraw'): Promise<Answer<unknown>> =>
  callApi('POST', `/api/sponsorships/${encodeURIComponent(id)}/${act}`);
