import { expect, test } from 'vitest';
import { ownDay } from './own-day.ts';

test('a day is that of the clock on the wall, written as ISO does', () => {
  expect(ownDay(new Date(2026, 0, 3, 0, 0, 0).getTime())).toBe('2026-01-03');
  expect(ownDay(new Date(2026, 10, 25, 23, 59, 59).getTime())).toBe('2026-11-25');
});
