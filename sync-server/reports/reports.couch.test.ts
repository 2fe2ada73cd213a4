import { describe, expect, test } from 'vitest';
import { newAlert, newAlertId } from '../../tests/support/alerts.ts';
import { newDecision, newReport, newReportId, newSealed, ofRole, withReports } from '../../tests/support/reports.ts';
import { eraseAccount } from '../accounts/my-data.ts';
import { deskList } from '../moderation/desk-list.ts';
import { recipientsOf } from './routes.ts';
import { eraseReport } from './erase-report.ts';
import { expireReports } from './expire-reports.ts';
import { digestOf, reportStore } from './report-store.ts';

const recipient = (letter: string): string => `age1${letter.repeat(58)}`;
const wrapped = newSealed();

describe('a report', () => {
  test('of ten tries at the same moment is one, and of another text under its id none is', async () => {
    await withReports(async ({ reports: { store, now }, all }) => {
      const { report, sealed } = newReport(now());
      const other = newSealed();
      const tries = await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? store.keep(report, sealed) : store.keep({ ...report, digest: digestOf(other) }, other))));
      expect(tries.filter(({ is }) => is === 'new')).toHaveLength(1);
      const won = (await store.get(report.id))?.digest;
      const text = await store.sealed(report.id);
      expect(won).toBe(digestOf(text ?? ''));
      const losers = won === report.digest ? 1 : 0;
      expect(tries.filter((_, index) => index % 2 === losers).map(({ is }) => is)).toEqual(Array(5).fill('other'));
      expect(await all()).toEqual([`body:${report.id}`, `report:${report.id}`]);
    });
  });

  test('is not the same with another receipt', async () => {
    await withReports(async ({ reports: { store, now } }) => {
      const { report, sealed } = newReport(now());
      await store.keep(report, sealed);
      expect((await store.keep({ ...report, receiptHash: digestOf('another') }, sealed)).is).toBe('other');
    });
  });

  test('whose server died between text and report is kept by the next try, also under the eyes of the sweep', async () => {
    await withReports(async ({ reports, documents, all }) => {
      const { report, sealed } = newReport(reports.now());
      await documents.create({ _id: `body:${report.id}`, type: 'body', sealed, digest: report.digest });
      let onTheWay: Promise<{ is: string }> | undefined;
      // The phone is back once the sweep has seen that there is no report, and before it removes.
      const meddled: typeof documents.range = async (prefix) => {
        const found = await documents.range<never>(prefix);
        if (prefix === 'report:' && meddling) await (onTheWay = reports.store.keep(report, sealed));
        return found;
      };
      let meddling = false;
      const store = reportStore({ ...documents, range: meddled });
      await store.dropOrphans();
      meddling = true;
      await store.dropOrphans();
      expect((await onTheWay)?.is).toBe('new');
      await store.dropOrphans();
      expect(await store.sealed(report.id)).toBe(sealed);
      expect(await all()).toHaveLength(2);
    });
  });

  test('that was cut off and never comes again leaves no text', async () => {
    await withReports(async ({ reports: { store, now }, documents, all }) => {
      const { report, sealed } = newReport(now());
      await documents.create({ _id: `body:${report.id}`, type: 'body', sealed, digest: report.digest });
      await store.dropOrphans();
      expect(await all()).toHaveLength(1);
      await store.dropOrphans();
      expect(await all()).toEqual([]);
    });
  });

  test('that is sealed anew by two at once changes once', async () => {
    await withReports(async ({ reports: { store }, keep }) => {
      const { id, digest } = await keep();
      const [one, two] = [newSealed(), newSealed()];
      const won = await Promise.all([store.reseal(id, digest, one, [recipient('q')]), store.reseal(id, digest, two, [recipient('p')])]);
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await store.sealed(id)).toBe(won[0] ? one : two);
      expect((await store.get(id))?.sealedTo).toEqual([recipient(won[0] ? 'q' : 'p')]);
      expect(await store.reseal(id, digest, newSealed(), [])).toBe(false);
    });
  });

  test('takes every decision of ten at the same moment, and each once', async () => {
    await withReports(async ({ reports: { store, now }, keep }) => {
      const { id } = await keep();
      const decisions = Array.from({ length: 5 }, () => newDecision({ kind: 'restrict' }, now()));
      await Promise.all([...decisions, ...decisions].map((decision) => store.decide(id, decision)));
      expect((await store.get(id))?.decisions.map((one) => one.id).sort()).toEqual(decisions.map((one) => one.id).sort());
    });
  });
});

describe('an erased report', () => {
  test('leaves nothing but its tombstone, which goes after 90 days; what is sent late does not bring it back', async () => {
    await withReports(async ({ reports, keep, clock, all }) => {
      const { store } = reports;
      const { report, sealed } = newReport(clock.now);
      await store.keep(report, sealed);
      await store.addMessage(report.id, { id: newReportId(), from: 'team', at: clock.now.toISOString(), sealed });
      await store.giveCopy(report.id, 'partner-1', sealed);
      const other = await keep();
      const decided = await store.decide(report.id, newDecision({ kind: 'transfer', partner: 'partner-1' }, clock.now));
      await eraseReport(reports, decided ?? report);
      const left = [`body:${other.id}`, `gone:${report.id}`, `report:${other.id}`];
      expect(await all()).toEqual(left);
      expect((await store.keep(report, sealed)).is).toBe('same');
      expect((await store.keep({ ...report, digest: digestOf('another') }, sealed)).is).toBe('other');
      clock.now = new Date(clock.now.getTime() + 89 * 86_400_000);
      await expireReports(reports);
      expect(await all()).toEqual(left);
      clock.now = new Date(clock.now.getTime() + 2 * 86_400_000);
      await expireReports(reports);
      expect(await all()).toEqual([`body:${other.id}`, `report:${other.id}`]);
    });
  });

  test.each([1, 2, 3, 4])('is gone for everybody when its server stops after step %i, and all of it after the next sweep', async (steps) => {
    await withReports(async ({ reports, documents, clock, all }) => {
      const { report, sealed } = newReport(clock.now, [newDecision({ kind: 'transfer', partner: 'partner-1' }, clock.now)]);
      await reports.store.keep(report, sealed);
      await reports.store.addMessage(report.id, { id: newReportId(), from: 'reporter', at: clock.now.toISOString(), sealed });
      await reports.store.giveCopy(report.id, 'partner-1', sealed);
      let left = steps;
      const step = <Result>(run: () => Promise<Result>): Promise<Result> => (left-- > 0 ? run() : Promise.reject(new Error('stopped')));
      const dying = reportStore({ ...documents, create: (document) => step(() => documents.create(document)), remove: (document) => step(() => documents.remove(document)) });
      await expect(dying.erase(report, clock.now)).rejects.toThrow('stopped');
      expect([await reports.store.get(report.id), await reports.store.list()]).toEqual([undefined, []]);
      await expireReports(reports);
      expect(await all()).toEqual([`gone:${report.id}`]);
    });
  });

  test('takes along what came in at the last moment', async () => {
    await withReports(async ({ reports, keep, clock, all }) => {
      const { store } = reports;
      const report = await keep();
      await eraseReport(reports, report);
      const late = newSealed();
      await store.addMessage(report.id, { id: newReportId(), from: 'team', at: clock.now.toISOString(), sealed: late });
      await store.giveCopy(report.id, 'partner-1', late);
      await expireReports(reports);
      await expireReports(reports);
      expect(await all()).toEqual([`gone:${report.id}`]);
    });
  });
});

describe('a year after the last decision', () => {
  const decidedOn = new Date('2026-11-24T12:00:00.000Z');
  const yearLater = new Date('2027-11-25T12:00:00.000Z');

  test('a refused report goes; one that waits, was asked, is out in part or contested stays as it is', async () => {
    await withReports(async ({ reports, keep, clock }) => {
      const acts = { refused: [{ kind: 'refuse', reason: 'unlikely' }], waiting: [], asked: [{ kind: 'ask' }], part: [{ kind: 'publish', alert: newAlertId(), part: 'coded' }], contested: [{ kind: 'restrict' }] } as const;
      const kept = new Map<string, string>();
      for (const [name, list] of Object.entries(acts)) kept.set((await keep(list.map((act) => newDecision(act, decidedOn)))).id, name);
      await expireReports(reports);
      expect(await reports.store.list()).toHaveLength(5);
      clock.now = yearLater;
      await expireReports(reports);
      expect((await reports.store.list()).map(({ id }) => kept.get(id)).sort()).toEqual(['asked', 'contested', 'part', 'waiting']);
      expect((await reports.store.list()).filter(({ emptied }) => emptied)).toEqual([]);
    });
  });

  test('a published one loses text, thread and copies, still tells how it stands and can be withdrawn; the rest goes with its alert', async () => {
    await withReports(async ({ reports, keep, documents, clock, all }) => {
      const { store, alerts } = reports;
      const alert = newAlertId();
      const acts = [{ kind: 'publish', alert, part: 'whole' }, { kind: 'transfer', partner: 'partner-1' }] as const;
      const report = await keep(acts.map((act) => newDecision(act, decidedOn)));
      await alerts.publish(alert, newAlert(), report.id);
      await store.addMessage(report.id, { id: newReportId(), from: 'team', at: clock.now.toISOString(), sealed: newSealed() });
      await store.giveCopy(report.id, 'partner-1', newSealed());
      await reports.accounts.store.create({ ...ofRole('jonquil', 'partner'), id: 'partner-1' }, clock.now);
      const moderator = await reports.accounts.store.create(ofRole('anemone', 'moderator'), clock.now);
      await expireReports(reports);
      expect(await all()).toHaveLength(4);
      expect((await deskList(reports, moderator)).reports).toHaveLength(1);
      clock.now = yearLater;
      await expireReports(reports);
      expect(await all()).toEqual([`report:${report.id}`]);
      expect(await store.get(report.id)).toMatchObject({ emptied: true, decisions: report.decisions });
      expect(await alerts.read(alert)).toMatchObject({ reports: 1 });
      expect((await deskList(reports, moderator)).reports).toEqual([]);
      // A phone that sends it once more does not fill it again.
      expect((await store.keep(report, newSealed())).is).toBe('same');
      expect(await documents.ids('body:')).toEqual([]);
      await alerts.remove(alert);
      await expireReports(reports);
      expect(await store.list()).toEqual([]);
    });
  });

  test('what a stop half way has left of text, thread and copies goes with the sweeps that follow', async () => {
    await withReports(async ({ reports, keep, documents, all }) => {
      const report = await keep();
      const dying = reportStore({ ...documents, remove: () => Promise.reject(new Error('stopped')) });
      await expect(dying.empty(report)).rejects.toThrow('stopped');
      expect(await all()).toHaveLength(2);
      await expireReports(reports);
      await expireReports(reports);
      expect(await all()).toEqual([`report:${report.id}`]);
    });
  });

  test('and a later decision counts anew', async () => {
    await withReports(async ({ reports, keep, clock }) => {
      await keep([newDecision({ kind: 'refuse', reason: 'unlikely' }, decidedOn), newDecision({ kind: 'refuse', reason: 'not-ours' }, new Date('2027-06-01T12:00:00.000Z'))]);
      clock.now = yearLater;
      await expireReports(reports);
      expect(await reports.store.list()).toHaveLength(1);
    });
  });
});

describe('who may read', () => {
  test('is every active moderator with a key, nobody suspended, erased or of another role', async () => {
    await withReports(async ({ reports, clock }) => {
      const { accounts, identities } = reports;
      const [anemone, begonia, clover] = [await accounts.store.create(ofRole('anemone', 'moderator'), clock.now), await accounts.store.create(ofRole('begonia', 'moderator'), clock.now), await accounts.store.create(ofRole('clover', 'partner'), clock.now)];
      await accounts.store.create(ofRole('daisy', 'moderator'), clock.now);
      for (const [account, letter] of [[anemone, 'a'], [begonia, 'c'], [clover, 'd']] as const) await identities.set(account.id, { recipient: recipient(letter), wrapped }, false);
      expect(await recipientsOf(reports)).toEqual([recipient('a'), recipient('c')]);
      expect(await identities.set(anemone.id, { recipient: recipient('e'), wrapped }, false)).toBe(false);
      expect(await identities.set(anemone.id, { recipient: recipient('e'), wrapped }, true)).toBe(true);
      expect(await recipientsOf(reports)).toEqual([recipient('c'), recipient('e')]);
      await accounts.store.update(anemone.id, (current) => ({ ...current, state: 'suspended' }));
      expect(await recipientsOf(reports)).toEqual([recipient('c')]);
      await eraseAccount(accounts, begonia);
      expect([await recipientsOf(reports), await identities.of(begonia.id)]).toEqual([[], undefined]);
    });
  });

  test('is no partner any more whose account is gone: its copies go', async () => {
    await withReports(async ({ reports, keep, clock, documents }) => {
      const partner = await reports.accounts.store.create(ofRole('clover', 'partner'), clock.now);
      const { id } = await keep([newDecision({ kind: 'transfer', partner: partner.id }, clock.now)]);
      await reports.store.giveCopy(id, partner.id, newSealed());
      await expireReports(reports);
      expect(await documents.ids('copy:')).toHaveLength(1);
      await eraseAccount(reports.accounts, partner);
      await expireReports(reports);
      expect([await documents.ids('copy:'), (await reports.store.list()).length]).toEqual([[], 1]);
    });
  });
});
