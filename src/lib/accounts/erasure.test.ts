import { expect, test } from 'vitest';
import type { ErasureReceipt } from '../../domain/account-api.ts';
import { translator, type Messages } from '../i18n/translate.ts';
import english from '../i18n/messages/en/account.json' with { type: 'json' };
import { erasedKinds, placesElsewhere, receiptText } from './erasure.ts';

const texts: Messages = english;
const t = translator('en', texts);

test('the receipt says every kind and every place in words, and nothing that tells what it is about', () => {
  const receipt: ErasureReceipt = { erasedOn: '2026-11-24', erased: erasedKinds.map((what, count) => ({ what, count })), elsewhere: placesElsewhere };
  const text = receiptText(t, receipt, '24 November 2026');
  expect(text).not.toMatch(/erased\.|elsewhere\.|receipt\.|\{\{/);
  expect(text).not.toMatch(/jasmine|sex/i);
  expect(text.match(/^- /gm)).toHaveLength(erasedKinds.length + placesElsewhere.length);
});
