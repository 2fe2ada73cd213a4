import { describe, expect, it } from 'vitest';
import type { DeskEntry } from '$domain/desk-api.ts';
import type { Decision } from '$domain/report-state.ts';
import { dueOf } from '$domain/report.ts';
import { actOf, actsFor } from './acts.ts';
import { countsOf, hoursLeft, inQueue } from './queue.ts';

const now = Date.parse('2026-11-25T12:00:00.000Z');
const refused: Decision = { id: 'd', at: '2026-11-25T11:00:00.000Z', by: 'somebody', act: { kind: 'refuse', reason: 'not-ours' } };

function entry(id: string, hoursAgo: number, more: Partial<DeskEntry> = {}): DeskEntry {
  const received = new Date(now - hoursAgo * 3_600_000).toISOString();
  return { id, received, due: dueOf(received), department: '75', consents: { share: true, transfer: false }, decisions: [], messages: 0, sealedTo: [], ...more };
}
const ids = (entries: readonly DeskEntry[]): string[] => entries.map(({ id }) => id);

describe('the queue', () => {
  const all = [entry('new', 1), entry('late', 60), entry('old', 40), entry('done', 5, { decisions: [refused] }), entry('lyon', 2, { department: '69' })];

  it('shows what is due first, and what is decided last', () => {
    expect(ids(inQueue(all, 'all', '', now, () => undefined))).toEqual(['late', 'old', 'lyon', 'new', 'done']);
  });

  it('shows what warns nobody yet before what is out in part, however late that one was', () => {
    const part: Decision = { ...refused, act: { kind: 'publish', alert: 'a', part: 'coded' } };
    expect(ids(inQueue([...all, entry('part', 90, { decisions: [part] })], 'all', '', now, () => undefined))).toEqual(['late', 'old', 'lyon', 'new', 'part', 'done']);
  });

  it('of two that are due together shows the more dangerous first', () => {
    const two = [entry('mild', 1), entry('grave', 1)];
    expect(ids(inQueue(two, 'open', '', now, (id) => (id === 'grave' ? 'very-dangerous' : 'difficult-meeting')))).toEqual(['grave', 'mild']);
  });

  it('filters by state and department, and counts', () => {
    expect(ids(inQueue(all, 'late', '', now, () => undefined))).toEqual(['late']);
    expect(ids(inQueue(all, 'open', '69', now, () => undefined))).toEqual(['lyon']);
    expect(countsOf(all, now)).toEqual({ open: 4, late: 1, decided: 1, all: 5 });
  });

  it('counts whole hours, and those that are over', () => {
    expect(hoursLeft(entry('a', 47.5).due, now)).toBe(0);
    expect(hoursLeft(entry('a', 50).due, now)).toBe(-2);
  });
});

describe('what can be done', () => {
  const [waiting] = [entry('a', 1, { consents: { share: true, transfer: true } })];

  it('without the text is only what needs none', () => {
    expect(actsFor(waiting, false)).toEqual(['refuse', 'restrict', 'delete']);
  });

  it('offers opening again only of what is closed', () => {
    expect(actsFor(waiting, true)).not.toContain('reopen');
    expect(actsFor(entry('c', 1, { decisions: [refused] }), true)).toEqual(['reopen', 'delete']);
  });

  it('has keys for what is done often, and none for what cannot be undone', () => {
    expect(['c', 'p', 'm', 'a', 't', 'r', 'd', 'x'].map(actOf)).toEqual(['coded', 'whole', 'merge', 'ask', 'transfer', 'refuse', undefined, undefined]);
  });
});
