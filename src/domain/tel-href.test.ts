import { expect, test } from 'vitest';
import { telHref } from './tel-href.ts';

test.each([
  ['+33 1 44 92 15 15', 'tel:+33144921515'],
  ['+33\u00a0(0)1.44.92.15.15', 'tel:+33144921515'],
  ['00 33 (0)1 44 92 15 15', 'tel:0033144921515'],
  ['(0)1 44 92 15 15', 'tel:0144921515'],
  ['01-44-92-15-15', 'tel:0144921515'],
  ['39 19', 'tel:3919']
])('%s dials %s', (written, address) => {
  expect(telHref(written)).toBe(address);
});
