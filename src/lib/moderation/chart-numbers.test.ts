import { expect, it } from 'vitest';
import { byHours, median, stacks } from './chart-numbers.ts';

it('twelve months, oldest first, stacked by level', () => {
  const months = stacks(
    [
      { month: '2026-11', level: 'risky', count: 2 },
      { month: '2026-11', level: 'very-dangerous', count: 1 },
      { month: '2025-12', level: 'fantasist', count: 4 },
      { month: '2025-11', level: 'risky', count: 9 }
    ],
    new Date('2026-11-25T12:00:00Z')
  );
  expect(months.map(({ month, total }) => `${month} ${String(total)}`)).toEqual(['2025-12 4', '2026-01 0', '2026-02 0', '2026-03 0', '2026-04 0', '2026-05 0', '2026-06 0', '2026-07 0', '2026-08 0', '2026-09 0', '2026-10 0', '2026-11 3']);
  expect(months.at(-1)?.parts).toEqual([
    { level: 'very-dangerous', count: 1, from: 0 },
    { level: 'risky', count: 2, from: 1 }
  ]);
});

it('hours to publication, each counted once', () => {
  expect(byHours([0, 6, 6.1, 12, 47, 48, 49, 200])).toEqual([
    { until: 6, count: 2 },
    { until: 12, count: 2 },
    { until: 24, count: 0 },
    { until: 48, count: 2 },
    { until: undefined, count: 2 }
  ]);
});

it.each([
  [[], undefined],
  [[3], 3],
  [[1, 5], 3],
  [[1, 2, 9], 2]
])('the middle of %o', (hours, middle) => {
  expect(median(hours)).toBe(middle);
});
