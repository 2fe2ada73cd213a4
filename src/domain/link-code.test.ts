import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LINK_CODE_BYTES, readLinkCode, writeLinkCode } from './link-code.ts';

test('a code is read as it was written, in any case and spacing, slips of the eye forgiven', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: LINK_CODE_BYTES, maxLength: LINK_CODE_BYTES }), (bytes) => {
      const code = writeLinkCode(bytes);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      for (const typed of [code, code.toLowerCase(), code.replace('-', ''), ` ${code.replace('-', ' – ')} `, code.replaceAll('0', 'o').replaceAll('1', 'l')]) expect(readLinkCode(typed)).toBe(code);
    })
  );
  expect([writeLinkCode(new Uint8Array(5)), writeLinkCode(new Uint8Array(5).fill(255))]).toEqual(['0000-0000', 'ZZZZ-ZZZZ']);
});

test('anything else is no code', () => {
  for (const text of ['', 'AAAA-AAA', 'AAAA-AAAAA', 'AAAA-AAAU', 'AAAA_AAAA!']) expect(readLinkCode(text)).toBeNull();
});
