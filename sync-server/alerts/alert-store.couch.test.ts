import { describe, expect, test } from 'vitest';
import { searchKey, searchToken } from '../../src/domain/search-token.ts';
import { newAlert, newAlertId, withAlerts } from '../../tests/support/alerts.ts';

const phone = { kind: 'phone', value: '+33199001234' } as const;
const plate = { kind: 'plate', value: 'AA000AA' } as const;

describe('a published alert', () => {
  test('rests on different reports, each counted once; two that join at one moment both count', async () => {
    await withAlerts(async ({ store, clock }) => {
      const id = newAlertId();
      const first = await store.publish(id, newAlert(), 'report one');
      expect(first).toMatchObject({ id, level: 'dangerous', publishedOn: '2026-11-24', updatedOn: '2026-11-24', reports: 1, contested: false });
      expect(await store.publish(id, newAlert(), 'report one')).toEqual(first);
      clock.now = new Date('2026-12-02T12:00:00.000Z');
      await Promise.all([store.publish(id, newAlert({ level: 'very-dangerous' }), 'report two'), store.publish(id, newAlert({ level: 'very-dangerous' }), 'report three')]);
      expect(await store.read(id)).toMatchObject({ reports: 3, publishedOn: '2026-11-24', updatedOn: '2026-12-02', level: 'very-dangerous' });
    });
  });

  test('of ten that make it at one moment, all count', async () => {
    await withAlerts(async ({ store }) => {
      const id = newAlertId();
      await Promise.all(Array.from({ length: 10 }, (_, index) => store.publish(id, newAlert(), `report ${String(index)}`)));
      expect((await store.read(id))?.reports).toBe(10);
    });
  });

  test('loses the reports that are withdrawn, and goes with the last', async () => {
    await withAlerts(async ({ store, master }) => {
      const [id, other] = [newAlertId(), newAlertId()];
      await store.publish(id, newAlert(), 'report one');
      await store.publish(id, newAlert(), 'report two');
      await store.publish(other, newAlert(), 'report one');
      await store.withdraw('report one');
      expect([(await store.read(id))?.reports, await store.read(other)]).toEqual([1, undefined]);
      await store.withdraw('report one');
      await store.withdraw('report two');
      expect([await store.read(id), await master.ids('alert:')]).toEqual([undefined, []]);
    });
  });

  test('is there when a report joins it at the moment in which its last one is withdrawn', async () => {
    await withAlerts(async ({ store }) => {
      for (let round = 0; round < 8; round++) {
        const id = newAlertId();
        const [leaving, joining] = [`leaving ${String(round)}`, `joining ${String(round)}`];
        await store.publish(id, newAlert(), leaving);
        await Promise.all([store.withdraw(leaving), store.publish(id, newAlert(), joining)]);
        expect((await store.read(id))?.reports).toBe(1);
      }
    });
  });

  test('goes by level, from the last incident that has been; a slip into the future keeps nothing for longer', async () => {
    await withAlerts(async ({ store }) => {
      const day = async (changes: Parameters<typeof newAlert>[0]) => (await store.publish(newAlertId(), newAlert(changes), 'report')).deletedOn;
      expect(await day({ level: 'fantasist' })).toBe('2027-11-24');
      expect(await day({ level: 'fantasist', incidents: ['2026-03', '2026-05-12'], when: { date: '2026-04-01' } })).toBe('2027-05-12');
      expect(await day({ level: 'very-dangerous', incidents: ['2062-11-20', '2026-11-20'] })).toBe('2031-11-20');
      await expect(day({ level: 'fantasist', incidents: ['2024-01-01'] })).rejects.toMatchObject({ status: 409, code: 'too_old' });
    });
  });

  test('is found by the tokens that a phone makes, and by no others once it is corrected', async () => {
    await withAlerts(async ({ store, keys }) => {
      const id = newAlertId();
      await store.publish(id, newAlert({ identifiers: [phone, plate] }), 'report');
      const key = await searchKey(keys.search);
      const [byPhone, byPlate] = [await searchToken(key, phone), await searchToken(key, plate)];
      expect((await store.withTokens([byPhone])).map((alert) => alert.id)).toEqual([id]);
      expect((await store.sharing([byPhone, byPlate])).map((alert) => alert.id)).toEqual([id]);
      await store.edit(id, newAlert({ identifiers: [plate] }));
      expect([await store.withTokens([byPhone]), (await store.withTokens([byPlate])).length]).toEqual([[], 1]);
      // Hidden while it is checked: the team still compares with it.
      await store.contest(id, { contested: true, hidden: true });
      expect([await store.withTokens([byPlate]), (await store.sharing([byPlate]))[0]?.contested]).toEqual([[], true]);
    });
  });

  test('says nothing in the store: no text, no number, no report', async () => {
    await withAlerts(async ({ store, couch, accounts, projectorWith }) => {
      const id = newAlertId();
      const report = 'zinniazinniazinniazinn';
      await store.publish(id, newAlert({ text: 'zinnia text', looks: 'zinnia looks', pseudonyms: ['Zinnia'], identifiers: [phone, plate], where: { town: 'Zinniaville' } }), report);
      await projectorWith().untilIdle();
      for (const database of ['alerts', 'alerts-75']) {
        const stored = JSON.stringify(await couch.server.use(accounts.config.databasePrefix + database).list({ include_docs: true }));
        expect(stored).toContain('sealed');
        for (const plain of ['innia', '199001234', 'AA000AA', 'robbery']) expect(stored).not.toContain(plain);
      }
    });
  });
});

describe('time', () => {
  test('erases what has had its day, from master, areas and tokens, and nothing else', async () => {
    await withAlerts(async ({ store, master, clock, projectorWith, inAreas, keys }) => {
      const [short, long] = [newAlertId(), newAlertId()];
      await store.publish(short, newAlert({ level: 'fantasist', identifiers: [phone], areas: ['75', '69'] }), 'report');
      await store.publish(long, newAlert({ identifiers: [phone] }), 'report');
      await projectorWith().untilIdle();
      clock.now = new Date('2027-11-23T23:59:59.000Z');
      expect(await store.expire()).toBe(0);
      clock.now = new Date('2027-11-24T00:00:00.000Z');
      // From that moment on, also before the sweep comes by.
      expect((await store.withTokens([await keys.token(phone)])).map(({ id }) => id)).toEqual([long]);
      expect((await store.ofArea('75')).map(({ id }) => id)).toEqual([long]);
      expect(await store.expire()).toBe(1);
      expect(await master.ids('alert:')).toEqual([`alert:${long}`]);
      expect(Object.entries(await inAreas()).map(([area, alerts]) => [area, Object.keys(alerts)])).toEqual([['75', [long]]]);
      expect((await store.sharing([await keys.token(phone)])).map(({ id }) => id)).toEqual([long]);
    });
  });
});

describe('an erasure', () => {
  test.each(['the alert is taken out of its areas', 'the master forgets it'] as const)('that stops before %s is gone on with, and shows nobody half of it', async (step) => {
    await withAlerts(async ({ store, storeWith, master, inAreas, projectorWith, keys }) => {
      const id = newAlertId();
      await store.publish(id, newAlert({ identifiers: [phone] }), 'report');
      await projectorWith().untilIdle();
      const stopped = () => Promise.reject(new Error('stopped'));
      const dying = step === 'the master forgets it' ? storeWith({ documents: { ...master, remove: stopped } }) : storeWith({ takeAway: stopped });
      await expect(dying.remove(id)).rejects.toThrow('stopped');
      expect([await store.read(id), await store.edit(id, newAlert()), await store.sharing([await keys.token(phone)]), await store.around(['75'], 10)]).toEqual([undefined, undefined, [], []]);
      expect(await store.expire()).toBe(1);
      expect([await master.ids('alert:'), await inAreas()]).toEqual([[], {}]);
    });
  });
});
