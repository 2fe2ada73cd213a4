import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { toBase64Url } from '../../src/domain/base64url.ts';
import { readCallerFilter, stretch, type Bytes, type CallerFilter } from '../../src/domain/caller-filter.ts';
import { readCallerNumber } from '../../src/domain/caller-number.ts';
import { helpLines } from '../../src/domain/known-innocents.ts';
import { newAlert, newAlertId } from '../../tests/support/alerts.ts';
import { withOwnServer, type OwnServer } from '../../tests/support/own-server.ts';
import type { Context } from '../context.ts';
import { couchDirectoryStore } from '../directory/directory-store.ts';
import { FilterBuilder } from './builder.ts';

describe('the caller filter', () => {
  test('says of each published number how severe it is, as it is typed or as it rings, and of others nothing', async () => {
    await withOwnServer(async ({ context }) => {
      await publish(context, 'very-dangerous', ['+33612345678', '+262692123456']);
      await publish(context, 'fantasist', ['+33612345678', '+33263123456']);
      await publish(context, 'risky', ['+40721234567']);
      await context.filter.builder.build();
      const filter = await read(context);
      expect(await levels(filter, '06 12 34 56 78')).toEqual(['very-dangerous']);
      expect(await levels(filter, '0692 12 34 56')).toEqual(['very-dangerous']);
      // Of two places: one of the two is asked for.
      expect(await levels(filter, '0263 12 34 56')).toEqual(['fantasist', undefined]);
      expect(await levels(filter, '+40 721 234 567')).toEqual(['risky']);
      expect(await levels(filter, '06 12 34 56 79')).toEqual([undefined]);
    });
  });

  test('loses what is withdrawn, contested, hidden, corrected, erased or over, and has it again when that ends', async () => {
    await withOwnServer(async ({ context, clock }) => {
      clock.now = new Date('2026-11-25T12:00:00Z');
      const { store } = context.alerts;
      const is = async (number: string) => {
        await context.filter.builder.build();
        return (await read(context, clock.now)).levelOf(number);
      };
      const id = newAlertId();
      await store.publish(id, newAlert({ identifiers: [phone('+33612345601')] }), 'report 1');
      expect(await is('+33612345601')).toBe('dangerous');
      await store.contest(id, { contested: true, hidden: false });
      expect(await is('+33612345601')).toBeUndefined();
      await store.contest(id, { contested: false, hidden: true });
      expect(await is('+33612345601')).toBeUndefined();
      await store.contest(id, { contested: false, hidden: false });
      expect(await is('+33612345601')).toBe('dangerous');
      await store.edit(id, newAlert({ level: 'very-dangerous', identifiers: [phone('+33612345602')] }));
      expect([await is('+33612345601'), await is('+33612345602')]).toEqual([undefined, 'very-dangerous']);
      await store.withdraw('report 1');
      expect(await is('+33612345602')).toBeUndefined();
      const other = newAlertId();
      await store.publish(other, newAlert({ level: 'fantasist', incidents: ['2026-11-20'], identifiers: [phone('+33612345603')] }), 'report 2');
      expect(await is('+33612345603')).toBe('fantasist');
      clock.now = new Date('2027-11-21T12:00:00Z');
      await store.expire();
      expect(await is('+33612345603')).toBeUndefined();
    });
  });

  test('is the same bytes for the same entries, on each copy of the server, in a week', async () => {
    await withOwnServer(async ({ context, another, clock }) => {
      clock.now = new Date('2026-11-25T12:00:00Z');
      await publish(context, 'dangerous', ['+33612345678']);
      await context.filter.builder.build();
      const first = await context.filter.files.current();
      const copy = await another();
      clock.now = new Date('2026-12-01T23:00:00Z');
      await copy.context.filter.builder.build();
      expect(await copy.context.filter.files.current()).toEqual(first);
      // Phones without news stop after five weeks: the file is another each week.
      clock.now = new Date('2026-12-02T01:00:00Z');
      await Promise.all([copy, { context }].map((one) => one.context.filter.builder.build()));
      const second = await context.filter.files.current();
      expect(second?.etag).not.toBe(first?.etag);
      const { terms } = await read(context, clock.now);
      const days = (terms.notAfter - clock.now.getTime() / 1000) / 86_400;
      expect(days).toBeGreaterThan(35);
      expect(days).toBeLessThanOrEqual(42);
    });
  });

  test('pays for a number once: neither another build, nor a rebuild from zero, nor another copy of the server stretches or writes anew', async () => {
    await withOwnServer(async ({ context, another }) => {
      for (const level of ['dangerous', 'risky'] as const) await publish(context, level, ['+33612345678', `+336999999${level === 'risky' ? '01' : '02'}`]);
      await context.filter.builder.build();
      const before = await raw(context);
      const stretching = vi.spyOn(crypto.subtle, 'deriveBits');
      try {
        await context.alerts.projector.rebuild();
        await context.alerts.projector.stop();
        const copy = await another();
        await copy.context.alerts.projector.rebuild();
        expect(stretching).not.toHaveBeenCalled();
        await copy.context.filter.builder.build();
        expect(await raw(context)).toEqual(before);
        const id = newAlertId();
        for (const [numbers, times] of [[['+33612345600'], 1], [['+33612345600', '+33612345601'], 1], [['+33612345601'], 0]] as const) {
          stretching.mockClear();
          await copy.context.alerts.store.publish(id, newAlert({ identifiers: numbers.map(phone) }), 'report');
          await copy.context.alerts.projector.untilIdle();
          expect(stretching).toHaveBeenCalledTimes(times);
        }
      } finally {
        stretching.mockRestore();
      }
    });
  });

  test('begins anew after twelve months, under another key; what was there is in it', async () => {
    await withOwnServer(async ({ context, clock }) => {
      clock.now = new Date('2026-11-25T12:00:00Z');
      await publish(context, 'very-dangerous', ['+33612345678']);
      await context.filter.builder.build();
      const first = await read(context, clock.now);
      const key = context.filter.generations.key(1);
      clock.now = new Date('2027-11-24T12:00:00Z');
      await context.filter.builder.build();
      expect((await context.filter.files.current())?.generation).toBe(1);
      clock.now = new Date('2027-11-25T12:00:00Z');
      await context.filter.builder.build();
      expect((await context.filter.files.current())?.generation).toBe(2);
      const second = await read(context, clock.now);
      expect(await second.levelOf('+33612345678')).toBe('very-dangerous');
      expect(context.filter.generations.key(2)).not.toEqual(key);
      expect(second.terms.salt).not.toEqual(first.terms.salt);
    });
  });

  test('never speaks of who is known to be innocent: it is refused, said without a number, and built differently', async () => {
    await withOwnServer(async ({ context, log }) => {
      await publish(context, 'risky', ['+33612345678']);
      await context.filter.builder.build();
      const before = await read(context);
      const innocent = await innocentByChance(before);
      const { entries, files, generations } = context.filter;
      const { accounts, alerts, logger } = context;
      const innocents = { stretched: () => Promise.resolve(new Map([[toBase64Url(innocent), innocent]])) };
      const builder = new FilterBuilder({ entries, files, generations, innocents, jobs: accounts.documents, alerts: alerts.projector, now: accounts.now, logger });
      expect(await builder.build()).toBe(true);
      const filter = await read(context);
      expect(await filter.levelOfStretched(innocent)).toBeUndefined();
      expect(await filter.levelOf('+33612345678')).toBe('risky');
      // No other size, key or salt: some invented entries are left out.
      expect({ ...filter.terms }).toEqual({ ...before.terms });
      expect(log.filter((line) => line.includes('was refused'))).toHaveLength(1);
      const etag = (await files.current())?.etag;
      expect(await builder.build()).toBe(true);
      expect((await files.current())?.etag).toBe(etag);
    });
  });

  test('stays what it is where none can be built that spares the innocent, and the log says so', async () => {
    await withOwnServer(async ({ context, log }) => {
      await context.filter.builder.build();
      const before = await context.filter.files.current();
      const { entries, files, generations } = context.filter;
      const { accounts, alerts, logger } = context;
      await publish(context, 'risky', ['+33612345678']);
      // Each file is said to wrong somebody.
      const cursed = { has: () => false, values: () => [context.filter.generations.invented({ number: 1, begins: '', capacity: 1, without: [] }, 1)[0]?.x ?? new Uint8Array(32)] };
      const builder = new FilterBuilder({ entries, files, generations: { ...generations, change: () => generations.current() }, innocents: { stretched: () => Promise.resolve(cursed as never) }, jobs: accounts.documents, alerts: alerts.projector, now: accounts.now, logger });
      expect(await builder.build()).toBe(false);
      expect(await context.filter.files.current()).toEqual(before);
      expect(log.some((line) => line.includes('the one before stays'))).toBe(true);
    });
  });

  test('leaves out what is published of a number that the directory has, and goes on with the others', async () => {
    await withOwnServer(async ({ context, log }) => {
      const listed = (await couchDirectoryStore(context.couch.database('directory')).listAll()).flatMap(({ phones }) => phones).find((number) => /^\+33[1-6]\d{8}$/.test(number)) ?? '';
      await publish(context, 'very-dangerous', [listed, '+33612345678']);
      await context.filter.builder.build();
      const filter = await read(context);
      expect([await filter.levelOf(listed), await filter.levelOf('+33612345678')]).toEqual([undefined, 'very-dangerous']);
      for (const line of helpLines) expect(await filter.levelOf(line)).toBeUndefined();
      expect(log.some((line) => line.includes('name numbers of the directory'))).toBe(true);
      expect(log.join('')).not.toContain(listed.slice(1));
    });
  });

  test('grows when there is more than it was made for, and misses none', async () => {
    await withOwnServer(async ({ context }) => {
      const { generations } = context.filter;
      await generations.change((await generations.current()).number, (current) => ({ ...current, capacity: 3 }));
      const numbers = Array.from({ length: 5 }, (_, index) => `+3361234560${String(index)}`);
      for (const number of numbers) await publish(context, 'risky', [number]);
      await context.filter.builder.build();
      const filter = await read(context);
      for (const number of numbers) expect(await filter.levelOf(number)).toBeDefined();
      expect((await generations.current()).capacity).toBeGreaterThanOrEqual(10);
    });
  });

  test('in the database holds no number, no key, nothing stretched', async () => {
    await withOwnServer(async ({ context }) => {
      const { store } = context.alerts;
      const id = newAlertId();
      await store.publish(id, newAlert({ level: 'very-dangerous', identifiers: [phone('+33612345678')] }), 'a report');
      await context.filter.builder.build();
      const text = JSON.stringify(await raw(context));
      expect(text).toContain(`entry:${id}`);
      const key = context.filter.generations.key(1);
      const salt = context.filter.generations.salt(1);
      const x = await stretch('+33612345678', { kdf: 1, iterations: 20_000, salt });
      for (const secret of [key, x]) for (const form of ['hex', 'base64', 'base64url'] as const) expect(text).not.toContain(Buffer.from(secret).toString(form).slice(0, 40));
      expect(text).not.toContain('612345678');
      const database = context.couch.server.use(`${context.config.databasePrefix}filter`);
      const refused = { statusCode: 403 };
      await expect(database.insert({ _id: `entry:${newAlertId()}`, type: 'entry', generation: 1, sealed: '+33612345678' } as object)).rejects.toMatchObject(refused);
      await expect(database.insert({ _id: 'number:1', type: 'number', number: '+33612345678' } as object)).rejects.toMatchObject(refused);
      const [file] = (await database.list({ startkey: 'file:', endkey: 'file;', include_docs: true })).rows;
      await expect(database.insert({ ...file?.doc, bytes: 'others' } as object)).rejects.toMatchObject(refused);
    });
  });
});

/** Stretched, of a number that nobody reported: the file says yes to one in ten thousand. */
async function innocentByChance(filter: CallerFilter): Promise<Bytes> {
  for (let from = 0; from < 1_000_000; from += 500) {
    const tried = Array.from({ length: 500 }, (_, step): Bytes => new Uint8Array(createHash('sha256').update(String(from + step)).digest()));
    const said = await Promise.all(tried.map((x) => filter.levelOfStretched(x)));
    const found = tried.find((_, at) => said[at] !== undefined);
    if (found) return found;
  }
  throw new Error('no number is taken for another');
}

async function publish({ alerts }: Context, level: 'very-dangerous' | 'dangerous' | 'risky' | 'fantasist', numbers: readonly string[]): Promise<void> {
  await alerts.store.publish(newAlertId(), newAlert({ level, identifiers: numbers.map(phone) }), newAlertId());
}

function phone(value: string) {
  return { kind: 'phone' as const, value };
}

async function read({ filter }: Context, now = new Date()): Promise<CallerFilter> {
  const current = await filter.files.current();
  const bytes = current && (await filter.files.bytes(current.etag));
  if (!bytes) throw new Error('there is no file');
  return readCallerFilter(bytes, filter.generations.key(current.generation), now.getTime() / 1000);
}

function levels(filter: CallerFilter, typed: string) {
  return Promise.all(readCallerNumber(typed).map((number) => filter.levelOf(number)));
}

/** All of the filter's database, with revisions. */
async function raw({ couch, config }: OwnServer['context']): Promise<unknown> {
  return (await couch.server.use(`${config.databasePrefix}filter`).list({ include_docs: true })).rows;
}
