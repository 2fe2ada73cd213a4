import { expect, it } from 'vitest';
import { durationOf } from './video.ts';

it.each([
  [5, '0:05'],
  [59.4, '0:59'],
  [59.7, '1:00'],
  [119.5, '2:00'],
  [3725, '62:05']
])('writes %d seconds as players do', (seconds, written) => {
  expect(durationOf({ seconds })).toBe(written);
});
