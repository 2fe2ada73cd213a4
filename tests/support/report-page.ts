import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { ReportBody, type ReportKept } from '../../src/domain/report-api.ts';
import { ReportContentSchema, type ReportContent } from '../../src/domain/report.ts';
import { digestOf, newIdentity, openWith } from '../../src/lib/sealing/seal.ts';
import { button, field, member, shown, title } from './app-page.ts';
import { mockApi, type MockedApi } from './mocked-api.ts';

/** Somebody of the team, who can open what is sent. */
export const moderator = await newIdentity();

/** Signed in, with somebody who can open reports; the server acknowledges as the real one does. */
export async function signedIn(page: Page, answers: MockedApi['answers'] = {}): Promise<MockedApi> {
  return mockApi(page, { 'GET /api/session': [200, member], 'GET /api/reports/recipients': [200, { recipients: [moderator.recipient] }], 'POST /api/reports': acknowledged, ...answers });
}

export async function acknowledged(body: unknown): Promise<readonly [number, object]> {
  const { id, sealed } = v.parse(ReportBody, body);
  return [201, { id, digest: await digestOf(sealed), received: '2026-11-25T10:00:00.000Z', due: '2026-11-27T10:00:00.000Z' } satisfies ReportKept];
}

export async function openForm(page: Page): Promise<void> {
  await page.goto('/app');
  await button(page, 'Issue an alert').click();
  await part(page, 1);
}

export const part = (page: Page, number: number) => shown(page).getByText(`Part ${number} of 3`, { exact: true }).waitFor();
export const untilKept = (page: Page) => shown(page).getByText('Your draft is kept on this phone only.').waitFor();

export async function sendIt(page: Page): Promise<void> {
  await button(page, 'Go to the end').click();
  await field(page, 'I agree that the team uses this to warn others').check();
  await button(page, 'Send to the team').click();
  await title(page, 'Thank you: it is noted').waitFor();
}

export const posted = (api: MockedApi): ReportBody[] => api.asked.flatMap((asked, index) => (asked === 'POST /api/reports' ? [v.parse(ReportBody, api.bodies[index])] : []));

export async function opened({ sealed }: ReportBody): Promise<ReportContent> {
  return v.parse(ReportContentSchema, JSON.parse(await openWith(moderator.identity, sealed)));
}
