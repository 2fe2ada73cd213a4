import { expect, test } from 'vitest';
import { dayText, momentText } from './dates.ts';

test('a day is said as people say it, the first of a month too', () => {
  expect(dayText('fr', '2026-11-01')).toBe('1er novembre 2026');
  expect(dayText('fr', '2026-11-11T23:30:00.000Z')).toBe('11 novembre 2026');
  expect(dayText('en', '2026-11-01')).toBe('1 November 2026');
  expect(dayText('fr', 'soon')).toBe('soon');
});

test('an instant has its hour', () => {
  expect(momentText('fr', '2026-11-01T12:30:00.000Z')).toMatch(/^1er novembre 2026 à \d\d:30$/);
  expect(momentText('en', '2026-11-24T12:30:00.000Z')).toMatch(/^24 November 2026 at \d\d:30$/);
});
