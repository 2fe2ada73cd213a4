import { expect, test } from 'vitest';
import { newMember, withAccounts } from '../../tests/support/accounts.ts';
import { eraseAccount } from '../accounts/my-data.ts';
import { sweep } from '../jobs/sweep.ts';
import { bulkReaders, FLAGGED_AT } from './bulk-readers.ts';

test('an account is flagged within fifty people a day, anew on another day, and by several copies of the server once', async () => {
  await withAccounts(async ({ accounts, clock }) => {
    const { id } = await accounts.store.create(newMember('iris'), clock.now);
    const [here, there] = [bulkReaders(accounts), bulkReaders(accounts)];
    const day = async (count: number) => {
      for (let index = 0; index < count; index++) await (index % 2 === 0 ? here : there).count(id);
    };
    await day(FLAGGED_AT - 1);
    expect(await here.list()).toEqual([]);
    clock.now = new Date('2026-11-25T00:00:00.000Z');
    await day(FLAGGED_AT - 1);
    expect(await here.list()).toEqual([]);
    await Promise.all([here.count(id), there.count(id)]);
    expect(await here.list()).toEqual([{ id, username: 'iris', since: '2026-11-25', seen: false }]);
    expect([await here.seen(id, 'team'), await here.seen('nobody', 'team')]).toEqual([true, false]);
    await here.count(id);
    expect((await here.list())[0]?.seen).toBe(true);
    clock.now = new Date('2026-11-26T23:00:00.000Z');
    await day(FLAGGED_AT);
    expect(await here.list()).toEqual([{ id, username: 'iris', since: '2026-11-26', seen: false }]);
  });
});

test('a flag goes after three months, and with its account', async () => {
  await withAccounts(async ({ accounts, clock, raw }) => {
    const readers = bulkReaders(accounts);
    for (const name of ['iris', 'lila']) {
      const { id } = await accounts.store.create(newMember(name), clock.now);
      for (let index = 0; index < FLAGGED_AT; index++) await readers.count(id);
    }
    const iris = await accounts.store.byUsername('iris');
    if (iris) await eraseAccount(accounts, iris);
    expect((await readers.list()).map(({ username }) => username)).toEqual(['lila']);
    expect(await raw()).not.toContain(iris?.id);
    clock.now = new Date('2027-02-23T12:00:00.000Z');
    await sweep(accounts);
    expect(await readers.list()).toEqual([]);
  });
});
