import type { ReportBody, ReportKept } from '../../domain/report-api.ts';
import { digestOf } from '../sealing/digest.ts';
import { isDue, nextTry } from './outbox-backoff.ts';
import type { Entry, LeavingStore, OutboxProblem } from './outbox.ts';

/**
 * Sends what waits, one after the other. An entry leaves only on an acknowledgement that names it and the digest of exactly
 * what was sent; anything else keeps it. Safe to be stopped between any two steps, and to run twice at once: the
 * body is the same each time, so the server answers as before.
 */
export async function sendWaiting({ store, post = postReport, now = Date.now, chance = Math.random }: Sender, wake: Wake = 'clock'): Promise<void> {
  for (const entry of await store.entries()) if (goes(entry, wake, now())) await sendOne(entry.id);

  async function sendOne(id: string): Promise<void> {
    // First that it is tried, then the try: after this nobody can say that the server never had it.
    const entry = await store.begin(id, now() + PATIENCE);
    if (!entry) return;
    const outcome = await judge(await post(entry.body), entry);
    if ('kept' in outcome) return store.acknowledge(id, outcome.kept.received, outcome.kept.due);
    const { problem, asked } = outcome;
    await store.note(id, { state: isFinal(problem) ? 'refused' : 'waiting', problem, next: nextTry(now(), entry.attempts, chance(), asked) });
  }
}

export interface Sender {
  readonly store: LeavingStore;
  /** Undefined: no answer, or not one of our server's. Never throws. */
  readonly post?: (body: string) => Promise<Reply | undefined>;
  readonly now?: () => number;
  readonly chance?: () => number;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** What made us look: a clock; the network or the page come back, or somebody signed in; somebody who pressed "Send now". */
export type Wake = 'clock' | 'return' | 'hand';

/** The earliest moment at which something goes by itself; undefined when nothing waits. */
export function nextWake(entries: readonly Entry[]): number | undefined {
  const waiting = entries.filter(({ state }) => state === 'waiting').map(({ next }) => next);
  return waiting.length === 0 ? undefined : Math.min(...waiting);
}

function goes({ state, problem, next }: Entry, wake: Wake, now: number): boolean {
  if (state !== 'waiting') return false;
  if (isDue(next, now)) return true;
  // A server that asked for time gets it, whoever is in a hurry.
  if (problem === 'busy') return false;
  return wake === 'hand' || (wake === 'return' && (problem === undefined || problem === 'offline' || problem === 'sign-in'));
}

async function judge(reply: Reply | undefined, { id, body }: Entry): Promise<{ readonly kept: ReportKept } | { readonly problem: OutboxProblem; readonly asked?: number }> {
  if (!reply) return { problem: 'offline' };
  const said = isRecord(reply.body) ? reply.body : {};
  if (reply.status === 200 || reply.status === 201) return (await fits(said, id, body)) ? { kept: said as unknown as ReportKept } : { problem: 'server' };
  // A café's page answers with statuses of its own: only a refusal in our server's form is one.
  const error = typeof said['error'] === 'string' ? said['error'] : undefined;
  if (error === undefined) return { problem: 'server' };
  switch (reply.status) {
    case 400:
    case 413:
    case 422:
      return { problem: 'not-accepted' };
    case 401:
      return { problem: 'sign-in' };
    case 403:
      return { problem: 'not-allowed' };
    case 409:
      return { problem: error === 'other_report' ? 'other-report' : 'server' };
    case 429:
      return { problem: 'busy', asked: typeof said['retryAfter'] === 'number' ? said['retryAfter'] : 0 };
    case 503:
      return { problem: error === 'reporting_closed' ? 'closed' : 'server' };
    default:
      return { problem: 'server' };
  }
}

async function fits(said: Readonly<Record<string, unknown>>, id: string, body: string): Promise<boolean> {
  const { sealed } = JSON.parse(body) as ReportBody;
  return said['id'] === id && said['digest'] === (await digestOf(sealed)) && isInstant(said['received']) && isInstant(said['due']);
}

function isFinal(problem: OutboxProblem): boolean {
  return problem === 'other-report' || problem === 'not-accepted';
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

async function postReport(body: string): Promise<Reply | undefined> {
  try {
    const response = await fetch('/api/reports', {
      method: 'POST',
      cache: 'no-store',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(PATIENCE)
    });
    if (!(response.headers.get('content-type') ?? '').startsWith('application/json')) return undefined;
    return { status: response.status, body: await response.json() };
  } catch {
    return undefined;
  }
}

/** Milliseconds: the largest report on the slowest network of the budgets takes 20 s. */
const PATIENCE = 90_000;
