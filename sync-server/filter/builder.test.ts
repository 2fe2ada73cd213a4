import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Documents } from '../couch/documents.ts';
import { createLogger } from '../logger.ts';
import { FilterBuilder, type FilterBuilderParts } from './builder.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SECOND = 1000;
const MINUTE = 60 * SECOND;

test('what is urgent is in a file within a minute, several at once in one file; the rest within the hour', async () => {
  const builder = newBuilder();
  builder.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(builder.built).toBe(1);
  builder.changed('later');
  await vi.advanceTimersByTimeAsync(59 * MINUTE);
  expect(builder.built).toBe(1);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(builder.built).toBe(2);
  for (let alert = 0; alert < 5; alert++) builder.changed('soon');
  await vi.advanceTimersByTimeAsync(40 * SECOND);
  expect(builder.built).toBe(3);
  await builder.stop();
  builder.changed('soon');
  await vi.advanceTimersByTimeAsync(2 * 60 * MINUTE);
  expect(builder.built).toBe(3);
});

test('two copies of the server do not build at the same time, and neither forgets', async () => {
  const jobs = leases();
  const [one, other] = [newBuilder(jobs), newBuilder(jobs)];
  one.start();
  await vi.advanceTimersByTimeAsync(0);
  other.start();
  await vi.advanceTimersByTimeAsync(0);
  expect([one.built, other.built]).toEqual([1, 0]);
  other.changed('soon');
  await vi.advanceTimersByTimeAsync(40 * SECOND);
  expect(other.built).toBe(1);
  await Promise.all([one.stop(), other.stop()]);
});

test('a store that does not answer is asked again', async () => {
  const builder = newBuilder();
  builder.fails = true;
  builder.start();
  await vi.advanceTimersByTimeAsync(5 * SECOND);
  builder.fails = false;
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(builder.built).toBe(1);
  await builder.stop();
});

class CountedBuilder extends FilterBuilder {
  built = 0;
  fails = false;
  override build(): Promise<boolean> {
    if (this.fails) return Promise.reject(new Error('no answer'));
    this.built += 1;
    return Promise.resolve(true);
  }
}

function newBuilder(jobs = leases()): CountedBuilder {
  return new CountedBuilder({ jobs, now: () => new Date(), logger: createLogger({ logLevel: 'silent' }) } as unknown as FilterBuilderParts);
}

/** As much of a database as leases need. */
function leases(): Pick<Documents, 'get' | 'create' | 'replace'> {
  let lease: object | undefined;
  const write = (document: object): Promise<boolean> => Promise.resolve(Boolean((lease = document)));
  return { get: (() => Promise.resolve(lease)) as Documents['get'], create: write, replace: write };
}
