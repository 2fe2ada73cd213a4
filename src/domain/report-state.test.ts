import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusals } from './report-api.ts';
import { isLate, isOpen, stateOf, type Decision } from './report-state.ts';
import { dueOf } from './report.ts';

type Act = Decision['act'];

const id = fc.constantFrom('first', 'second', 'third');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('publish' as const), alert: id, part: fc.constantFrom('coded' as const, 'whole' as const) }),
  fc.record({ kind: fc.constant('merge' as const), alert: id }),
  fc.constantFrom<Act>({ kind: 'ask' }, { kind: 'answer' }, { kind: 'restrict' }, { kind: 'reopen' }),
  fc.record({ kind: fc.constant('transfer' as const), partner: id }),
  fc.record({ kind: fc.constant('refuse' as const), reason: fc.constantFrom(...refusals) })
);
const log = fc.array(act, { maxLength: 20 });

function after(...acts: readonly Act[]): ReturnType<typeof stateOf> {
  return stateOf(acts.map((one, index) => ({ id: String(index), at: '2026-11-25T12:00:00.000Z', by: 'moderator', act: one })));
}

describe('the state of a report', () => {
  it.each<[string, Act[], string]>([
    ['nothing', [], 'waiting'],
    ['a question', [{ kind: 'ask' }], 'asked'],
    ['a question and its answer', [{ kind: 'ask' }, { kind: 'answer' }], 'waiting'],
    ['an answer that nobody asked for', [{ kind: 'answer' }], 'waiting'],
    ['the coded part', [{ kind: 'publish', alert: 'first', part: 'coded' }], 'published-part'],
    ['the coded part and a question', [{ kind: 'publish', alert: 'first', part: 'coded' }, { kind: 'ask' }], 'published-part'],
    ['the coded part, then the whole', [{ kind: 'publish', alert: 'first', part: 'coded' }, { kind: 'publish', alert: 'first', part: 'whole' }], 'published'],
    ['a merge', [{ kind: 'merge', alert: 'first' }], 'published'],
    ['a transfer', [{ kind: 'transfer', partner: 'first' }], 'waiting'],
    ['a refusal', [{ kind: 'refuse', reason: 'not-ours' }], 'refused'],
    ['a refusal that was taken back', [{ kind: 'refuse', reason: 'not-ours' }, { kind: 'reopen' }], 'waiting'],
    ['a contest', [{ kind: 'merge', alert: 'first' }, { kind: 'restrict' }], 'restricted'],
    ['a contest over the coded part that came to nothing', [{ kind: 'publish', alert: 'first', part: 'coded' }, { kind: 'restrict' }, { kind: 'reopen' }], 'published-part'],
    ['a contest that came to nothing', [{ kind: 'merge', alert: 'first' }, { kind: 'restrict' }, { kind: 'reopen' }], 'published']
  ])('after %s', (_what, acts, stage) => expect(after(...acts).stage).toBe(stage));

  it('names every alert and every partner of the log once, in the order of the log', () => {
    fc.assert(
      fc.property(log, (acts) => {
        const { alerts, transferredTo } = after(...acts);
        expect(alerts).toEqual([...new Set(acts.flatMap((one) => ('alert' in one ? [one.alert] : [])))]);
        expect(transferredTo).toEqual([...new Set(acts.flatMap((one) => ('partner' in one ? [one.partner] : [])))]);
      })
    );
  });

  it('has a reason exactly when it is refused: the last one', () => {
    fc.assert(
      fc.property(log, (acts) => {
        const { stage, refusal } = after(...acts);
        const last = acts.findLast((one) => one.kind === 'refuse');
        expect(refusal).toBe(stage === 'refused' ? last?.reason : undefined);
      })
    );
  });

  it('is published only with an alert, and never asked once something is published', () => {
    fc.assert(
      fc.property(log, (acts) => {
        const { stage, alerts } = after(...acts);
        if (stage === 'published' || stage === 'published-part') expect(alerts).not.toEqual([]);
        if (stage === 'asked') expect(acts.at(-1)).not.toMatchObject({ kind: 'answer' });
      })
    );
  });

  it('depends on the acts alone: who decided and when changes nothing', () => {
    fc.assert(
      fc.property(log, fc.string(), fc.string(), (acts, by, at) => {
        expect(stateOf(acts.map((one, index) => ({ id: String(index), at, by, act: one })))).toEqual(after(...acts));
      })
    );
  });

  it('goes on from what it was: the last act says what became of it', () => {
    fc.assert(
      fc.property(log, (acts) => {
        expect(after(...acts, { kind: 'restrict' }).stage).toBe('restricted');
        expect(after(...acts, { kind: 'refuse', reason: 'unlikely' })).toMatchObject({ stage: 'refused', refusal: 'unlikely' });
        expect(after(...acts, { kind: 'merge', alert: 'first' }).stage).toBe('published');
        expect(after(...acts, { kind: 'transfer', partner: 'first' }).stage).toBe(after(...acts).stage);
        const whole = acts.some((one) => one.kind === 'merge' || (one.kind === 'publish' && one.part === 'whole'));
        expect(isOpen(after(...acts, { kind: 'reopen' }))).toBe(!whole);
      })
    );
  });
});

describe('the clock of 48 hours', () => {
  const due = dueOf('2026-11-25T12:00:00.000Z');
  const inTime = new Date(due);
  const tooLate = new Date(inTime.getTime() + 1);

  it('runs from arrival', () => expect(due).toBe('2026-11-27T12:00:00.000Z'));

  it('is over a moment after, for what waits or was asked', () => {
    for (const state of [after(), after({ kind: 'ask' })]) expect([isLate(state, due, inTime), isLate(state, due, tooLate)]).toEqual([false, true]);
  });

  it('stops for what was decided', () => {
    for (const one of [{ kind: 'refuse', reason: 'unlikely' }, { kind: 'publish', alert: 'first', part: 'coded' }, { kind: 'restrict' }] as const) expect(isLate(after(one), due, tooLate)).toBe(false);
  });
});
