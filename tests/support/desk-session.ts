import { createHash, randomBytes } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import type { ReportContent } from '../../src/domain/report.ts';
import { newIdentity, openWith, sealTo } from '../../src/lib/sealing/seal.ts';
import { ApiClient, type ApiAnswer } from './api-client.ts';
import { demoPassphrase } from './moderator.ts';
import type { TestServer } from './server.ts';

/** A report as a phone sends it, and the receipt that the phone keeps. */
export interface SentReport {
  readonly id: string;
  /** What a message of the team says, opened as the phone does. */
  open(sealed: string): Promise<string>;
  byReceipt(method: 'GET' | 'POST', path: string, body?: object): Promise<ApiAnswer>;
}

export async function sendReport(server: TestServer, by: ApiClient, content: Partial<ReportContent>, transfer = false): Promise<SentReport> {
  const { recipients } = (await by.get('/api/reports/recipients')).body as { recipients: string[] };
  const [id, secret] = [randomBytes(16).toString('base64url'), randomBytes(32).toString('base64url')];
  const { identity, recipient } = await newIdentity();
  const consents = { share: true, transfer } as const;
  const sealed = await sealTo(recipients, JSON.stringify({ version: 1, language: 'en', ...content, consents, replyTo: recipient }));
  const receiptHash = createHash('sha256').update(secret).digest('base64url');
  const { status } = await by.post('/api/reports', { id, receiptHash, department: '75', consents, sealed, sealedTo: recipients });
  if (status !== 201) throw new Error(`the report was not taken: ${status}`);
  return {
    id,
    open: (text) => openWith(identity, text),
    byReceipt: (method, path, body) => new ApiClient(server).ask(method, `/api/reports/${id}/${path}`, body, { authorization: `Receipt ${secret}` })
  };
}

/** The session of a program, in a browser. */
export async function takeSession(context: BrowserContext, server: TestServer, { cookie }: ApiClient): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: server.origin.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Strict' }]);
}

/** Opens the desk with the passphrase that the server printed, for somebody whose session the browser has. */
export async function unlockDesk(page: Page, server: TestServer, username: 'demo-moderator' | 'demo-partner'): Promise<void> {
  await page.goto('/desk');
  await page.getByLabel('Passphrase', { exact: true }).fill(demoPassphrase(server, username));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('heading', { name: 'Reports', exact: true }).waitFor();
  await page.getByText('Loading…').waitFor({ state: 'detached' });
  await page.getByText(/still to be opened/).waitFor({ state: 'detached' });
}
