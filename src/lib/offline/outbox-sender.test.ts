import { expect, test } from 'vitest';
import { digestOf } from '../sealing/digest.ts';
import { MemoryTables } from './outbox-memory.ts';
import { nextWake, sendWaiting, type Reply } from './outbox-sender.ts';
import { OutboxStore } from './outbox-store.ts';

const now = 1_800_000_000_000;
const id = 'A'.repeat(22);
const body = JSON.stringify({ id, sealed: 'c2VhbGVk' });
const kept = { id, digest: await digestOf('c2VhbGVk'), received: '2026-11-25T10:00:00.000Z', due: '2026-11-27T10:00:00.000Z' };
const refused = (error: string, more: object = {}) => ({ error, reason: 'for the test', ...more });

async function waiting(): Promise<OutboxStore> {
  const store = new OutboxStore(new MemoryTables());
  await store.keepDraft({ id, state: 'ready', changed: now, typed: { details: 'x' } });
  await store.hand({ id, body, since: now }, { secret: 's', identity: 'i' });
  return store;
}

async function after(reply: Reply | undefined): Promise<OutboxStore> {
  const store = await waiting();
  await sendWaiting({ store, post: () => Promise.resolve(reply), now: () => now, chance: () => 0 });
  return store;
}

test.each([201, 200])('an acknowledgement that fits makes it a receipt: %i', async (status) => {
  const store = await after({ status, body: kept });
  expect(await store.entries()).toEqual([]);
  expect(await store.drafts()).toEqual([]);
  expect(await store.receipts()).toEqual([{ id, received: kept.received, due: kept.due, slip: { secret: 's', identity: 'i' } }]);
});

test.each([
  ['no answer', undefined, 'offline', 'waiting'],
  ['of another report', { status: 201, body: { ...kept, id: 'B'.repeat(22) } }, 'server', 'waiting'],
  ['of another body', { status: 201, body: { ...kept, digest: 'A'.repeat(43) } }, 'server', 'waiting'],
  ['without dates', { status: 201, body: { id, digest: kept.digest } }, 'server', 'waiting'],
  ['with a word for a date', { status: 201, body: { ...kept, due: 'soon' } }, 'server', 'waiting'],
  ['of nothing', { status: 204, body: kept }, 'server', 'waiting'],
  ['a text', { status: 200, body: 'ok' }, 'server', 'waiting'],
  ['500', { status: 500, body: refused('failed') }, 'server', 'waiting'],
  ['a portal’s 400', { status: 400, body: {} }, 'server', 'waiting'],
  ['another 409', { status: 409, body: refused('conflict') }, 'server', 'waiting'],
  ['401', { status: 401, body: refused('sign_in') }, 'sign-in', 'waiting'],
  ['403', { status: 403, body: refused('not_active') }, 'not-allowed', 'waiting'],
  ['503', { status: 503, body: refused('reporting_closed') }, 'closed', 'waiting'],
  ['429', { status: 429, body: refused('too_many_tries', { retryAfter: 600 }) }, 'busy', 'waiting'],
  ['400', { status: 400, body: refused('invalid_fields') }, 'not-accepted', 'refused'],
  ['413', { status: 413, body: refused('too_large') }, 'not-accepted', 'refused'],
  ['409', { status: 409, body: refused('other_report') }, 'other-report', 'refused']
] as const)('any other answer keeps it, and its draft: %s', async (_name, reply, problem, state) => {
  const store = await after(reply);
  expect(await store.entries()).toMatchObject([{ id, body, problem, state, attempts: 1, next: now + (problem === 'busy' ? 600_000 : 10_000) }]);
  expect(await store.drafts()).toMatchObject([{ id, state: 'sealed', typed: { details: 'x' } }]);
  expect(await store.receipts()).toEqual([]);
});

test('is tried again when it is time; when the network is back; when somebody asks; not when the server asked for time', async () => {
  const tries = async (reply: Reply | undefined, wake: 'clock' | 'return' | 'hand', later: number): Promise<number> => {
    const store = await after(reply);
    let count = 0;
    const post = (): Promise<undefined> => {
      count += 1;
      return Promise.resolve(undefined);
    };
    await sendWaiting({ store, post, now: () => now + later }, wake);
    return count;
  };
  const [lost, busy, failed, closed, final] = [undefined, { status: 429, body: refused('x', { retryAfter: 600 }) }, { status: 500, body: refused('x') }, { status: 401, body: refused('x') }, { status: 400, body: refused('x') }];
  expect(await Promise.all([tries(lost, 'clock', 9000), tries(lost, 'clock', 10_000), tries(lost, 'return', 0), tries(lost, 'hand', 0)])).toEqual([0, 1, 1, 1]);
  expect(await Promise.all([tries(busy, 'return', 0), tries(busy, 'hand', 599_000), tries(busy, 'clock', 600_000)])).toEqual([0, 0, 1]);
  expect(await Promise.all([tries(failed, 'return', 0), tries(failed, 'hand', 0), tries(closed, 'return', 0)])).toEqual([0, 1, 1]);
  expect(await Promise.all([tries(final, 'clock', 99_000_000), tries(final, 'hand', 99_000_000)])).toEqual([0, 0]);
});

test('a page that ends in the middle of a try leaves word of it: the report cannot be taken back, and goes later', async () => {
  const store = await waiting();
  const never = new Promise<undefined>(() => undefined);
  let begun: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (begun = resolve));
  void sendWaiting({ store, post: () => (begun(), never), now: () => now });
  await started;
  expect(await store.takeBack(id, 'B'.repeat(22))).toBe(false);
  const [entry] = await store.entries();
  expect(entry).toMatchObject({ attempts: 1, state: 'waiting' });
  expect(nextWake([entry ?? expect.fail()])).toBeGreaterThan(now);
});

test('what was never tried, and what is refused for good, can be written in again; its text is whole', async () => {
  for (const store of [await waiting(), await after({ status: 400, body: refused('invalid_fields') })]) {
    expect(await store.takeBack(id, 'B'.repeat(22))).toBe(true);
    expect(await store.entries()).toEqual([]);
    expect(await store.drafts()).toEqual([{ id: 'B'.repeat(22), state: 'open', changed: now, typed: { details: 'x' } }]);
  }
});
