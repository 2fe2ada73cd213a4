import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deletionDay } from './alert.ts';
import { dangerLevels, monthsKept, severityOf, withLevel, worstOf, type DangerLevel } from './danger-level.ts';

const anyLevel = fc.constantFrom(...dangerLevels);

describe('danger levels', () => {
  it('are six, most severe first, and fill as many bars as they are severe', () => {
    expect(dangerLevels.map((level) => [level, severityOf(level)])).toEqual([
      ['very-dangerous', 6],
      ['dangerous', 5],
      ['risky', 4],
      ['unpleasant', 3],
      ['fantasist', 2],
      ['difficult-meeting', 1]
    ]);
  });

  it('give the more severe of several, and none of none', () => {
    expect(worstOf([])).toBeUndefined();
    fc.assert(
      fc.property(fc.array(anyLevel, { minLength: 1 }), (levels) => {
        const worst = worstOf(levels);
        expect(worst && severityOf(worst)).toBe(Math.max(...levels.map(severityOf)));
      })
    );
  });

  it('are chosen one by one, in whatever order, to the same choice', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...dangerLevels]), fc.shuffledSubarray([...dangerLevels]), (wanted, not) => {
        const chosen = wanted.reduce<readonly DangerLevel[]>((levels, level) => withLevel(levels, level, true), []);
        expect(chosen).toEqual(dangerLevels.filter((level) => wanted.includes(level)));
        expect(not.reduce((levels, level) => withLevel(levels, level, false), chosen)).toEqual(chosen.filter((level) => !not.includes(level)));
      })
    );
  });

  it('keep the less severe for a shorter time, and nothing for more than five years', () => {
    const months = dangerLevels.map((level) => monthsKept[level]);
    expect([...months].sort((a, b) => b - a)).toEqual(months);
    expect(Math.max(...months)).toBe(60);
  });
});

describe('the day on which an alert goes', () => {
  it.each([
    ['very-dangerous', '2026-11-24', '2031-11-24'],
    ['risky', '2026-11-24', '2029-11-24'],
    ['unpleasant', '2024-02-29', '2026-02-28'],
    ['fantasist', '2026-08-31', '2027-08-28'],
    ['difficult-meeting', '2026-11', '2027-11-01']
  ] as const)('of level %s with an incident on %s is %s', (level, incident, day) => expect(deletionDay(level, incident)).toBe(day));

  it('is a day that exists, within five years of the incident, for any incident', () => {
    const anyDay = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2090-12-31T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(anyLevel, anyDay, (level, incident) => {
        const day = deletionDay(level, incident);
        expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
        expect(day > incident && day <= `${Number(incident.slice(0, 4)) + 5}${incident.slice(4)}`).toBe(true);
        expect(deletionDay(level, incident.slice(0, 7)) <= day).toBe(true);
      })
    );
  });
});
