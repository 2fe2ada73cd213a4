import type { Locator, Page } from 'playwright-core';
import * as v from 'valibot';
import type { SessionView } from '../../src/domain/account-api.ts';
import { DecisionBody, type DeskEntry, type DeskList, type DeskReport } from '../../src/domain/desk-api.ts';
import type { Decision } from '../../src/domain/report-state.ts';
import { ReportContentSchema, type ReportContent } from '../../src/domain/report.ts';
import { wrapIdentity } from '../../src/lib/sealing/passphrase.ts';
import { newIdentity, sealTo } from '../../src/lib/sealing/seal.ts';
import { member } from './app-page.ts';
import { keys } from './alert-examples.ts';
import { fault, held, mockApi, type MockedApi, type MockedAnswer } from './mocked-api.ts';

/** People of the tests' desk: each with an identity that the test holds, too. */
export const [moderator, colleague, partner, reporter] = await Promise.all([newIdentity(), newIdentity(), newIdentity(), newIdentity()]);
export const passphrase = 'lamp river copper seven moss anchor';
/** Quick to open: the factor stands in what is wrapped, and nobody's real passphrase is under it. */
export const wrapped = await wrapIdentity(moderator.identity, passphrase, { workFactor: 4 });

export const moderatorSession: SessionView = { ...member, username: 'Iris', role: 'moderator', secondFactor: 'given' };
export const partnerSession: SessionView = { ...member, username: 'Harbour', role: 'partner' };

/** 22 characters, as made ids are. */
export const idOf = (name: string): string => name.padEnd(22, '0');

export interface Sent {
  readonly name: string;
  readonly content: ReportContent;
  /** From now; negative for one that is late. Half an hour more, so that no full hour passes during a test. */
  readonly hoursLeft?: number;
  readonly department?: string;
  readonly sealedTo?: readonly string[];
  readonly decisions?: readonly Decision['act'][];
}

export function content(more: object = {}): ReportContent {
  return v.parse(ReportContentSchema, { version: 1, language: 'en', consents: { share: true, transfer: false }, replyTo: reporter.recipient, ...more });
}

/** Says something in every part. */
export const fullContent = content({
  level: 'very-dangerous',
  events: ['strangling', 'robbery'],
  when: { date: '2026-11-20', partOfDay: 'night' },
  where: { department: '75', town: 'Paris', placeType: 'car-park' },
  appearance: { gender: 'man', age: '40s', signs: ['scar'] },
  vehicle: { type: 'van', colour: 'white' },
  identifiers: [
    { kind: 'phone', value: '+33612345678' },
    { kind: 'plate', value: 'AB123CD' }
  ],
  pseudonyms: ['Marco'],
  details: 'He waited by the lift.',
  looks: 'A red jacket.',
  place: 'Third level of the car park',
  callBack: 'rose@example.org'
});

export async function reportOf({ name, content: said, hoursLeft = 30, department = '75', sealedTo = [moderator.recipient], decisions = [] }: Sent): Promise<DeskReport> {
  const due = Date.now() + (hoursLeft + 0.5) * HOUR;
  return {
    id: idOf(name),
    received: new Date(due - 48 * HOUR).toISOString(),
    due: new Date(due).toISOString(),
    department,
    consents: said.consents,
    decisions: decisions.map((act, index) => ({ id: idOf(`${name}-${String(index)}`), at: new Date().toISOString(), by: 'somebody', act })),
    messages: 0,
    sealedTo,
    sealed: await sealTo(sealedTo, JSON.stringify(said)),
    thread: []
  };
}

/** What the server would do with them, in short; each answer can be replaced. */
export async function mockDesk(page: Page, sent: readonly Sent[], more: MockedApi['answers'] = {}, list: Partial<DeskList> = {}): Promise<MockedApi> {
  const reports = new Map<string, DeskReport>();
  for (const one of sent) reports.set(idOf(one.name), await reportOf(one));
  const answers: MockedApi['answers'] = {
    'GET /api/session': [200, moderatorSession],
    'GET /api/desk/identity': [200, { recipient: moderator.recipient, wrapped }],
    'GET /api/keys': [200, keys],
    'POST /api/desk/alerts/similar': [200, { sharing: [], around: [] }],
    'GET /api/desk/reports': () => Promise.resolve([200, { recipients: [moderator.recipient], partners: [], ...list, reports: [...reports.values()].map(entryOf) }])
  };
  for (const id of reports.keys()) {
    answers[`GET /api/desk/reports/${id}`] = () => answer(reports.get(id));
    answers[`POST /api/desk/reports/${id}/messages`] = [201, {}];
    answers[`POST /api/desk/reports/${id}/decisions`] = (body) => Promise.resolve(decided(reports, id, v.parse(DecisionBody, body)));
    answers[`DELETE /api/desk/reports/${id}`] = [204];
  }
  return mockApi(page, { ...answers, ...more });
}

/** Adds the decision, as the server does it: content stays out of the log. */
function decided(reports: Map<string, DeskReport>, id: string, { id: decision, act }: DecisionBody): MockedAnswer {
  const report = reports.get(id);
  if (!report) return [404, fault('unknown_report')];
  const { content: _content, message: _message, sealed: _sealed, ...kept } = act as typeof act & { content?: unknown; message?: unknown; sealed?: unknown };
  const next = { ...report, decisions: [...report.decisions, { id: decision, at: new Date().toISOString(), by: 'me', act: kept as Decision['act'] }] };
  reports.set(id, next);
  return [201, entryOf(next)];
}

function entryOf({ sealed: _sealed, thread: _thread, ...entry }: DeskReport): DeskEntry {
  return entry;
}

function answer(report: DeskReport | undefined): Promise<MockedAnswer> {
  return Promise.resolve(report ? [200, report] : [404, fault('unknown_report')]);
}

export async function unlock(page: Page, word = passphrase): Promise<void> {
  await page.goto('/desk');
  await page.getByLabel('Passphrase', { exact: true }).fill(word);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Reports', exact: true }).waitFor();
}

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const field = (page: Page, name: string): Locator => page.getByLabel(name, { exact: true });
export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { name, exact: true });
/** The form of what is being done. */
export const doing = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
export const queued = (page: Page): Locator => page.locator('.list li');

/** Opens the first report of the queue that says this. */
export async function read(page: Page, text: string): Promise<void> {
  await queued(page).filter({ hasText: text }).first().getByRole('button').click();
  await page.getByRole('article').waitFor();
}

/** Opens the desk and asks the reporter of the very dangerous report, `name`, a question: its answer comes when it is told to. */
export async function askAndWait(page: Page, api: MockedApi, name: string): Promise<ReturnType<typeof held>> {
  const answered = held(api, `POST /api/desk/reports/${idOf(name)}/decisions`);
  await unlock(page);
  await read(page, 'Very dangerous');
  await page.keyboard.press('a');
  await field(page, 'Your question').fill('Which lift was it?');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await answered.asked;
  return answered;
}

/** What was sent to decide over a report, as the server would read it. */
export function decisions(api: MockedApi, name: string): DecisionBody[] {
  return bodiesOf(api, `POST /api/desk/reports/${idOf(name)}/decisions`).map((body) => v.parse(DecisionBody, body));
}

export function bodiesOf(api: MockedApi, asked: string): unknown[] {
  return api.asked.flatMap((one, index) => (one === asked ? [api.bodies[index]] : []));
}

const HOUR = 3_600_000;
