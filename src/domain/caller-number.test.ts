import { expect, test } from 'vitest';
import { readCallerNumber } from './caller-number.ts';

test.each([
  ['06 12 34 56 78', ['+33612345678']],
  ['+33 (0)6 12 34 56 78', ['+33612345678']],
  ['tel:0612345678', []],
  ['0692 12 34 56', ['+262692123456']],
  ['+40 721 234 567;ext=2', ['+40721234567']],
  // Of the mainland and of an overseas department alike.
  ['0263 12 34 56', ['+33263123456', '+262263123456']],
  ['0269 12 34 56', ['+33269123456', '+262269123456']],
  ['0596 12 34 56', ['+596596123456', '+33596123456']],
  ['0976 12 34 56', ['+33976123456', '+262976123456']],
  ['15', []],
  ['3919', []],
  ['', []],
  ['anonymous', []]
])('%s may be %j', (text, numbers) => expect(readCallerNumber(text)).toEqual(numbers));
