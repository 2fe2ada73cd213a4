import { expect, test } from 'vitest';
import { translator, type Messages } from '../i18n/translate.ts';
import { faultProblems, faultText } from './fault-wording.ts';

const texts: Messages = {
  'fault.failed': 'Failed.',
  'fault.wrong-password': 'Wrong.',
  'fault.too-many-tries_one': 'Wait {{count}} minute.',
  'fault.too-many-tries_other': 'Wait {{count}} minutes.',
  'problem.landline': 'No texts there.'
};
const t = translator('en', texts);

test('every refusal has a sentence, also one that is not known yet', () => {
  expect(faultText(t, { error: 'wrong_password', reason: '' })).toBe('Wrong.');
  expect(faultText(t, { error: 'of_tomorrow', reason: '' })).toBe('Failed.');
});

test('a wait is said in minutes, rounded up', () => {
  expect(faultText(t, { error: 'too_many_tries', reason: '', retryAfter: 61 })).toBe('Wait 2 minutes.');
  expect(faultText(t, { error: 'too_many_tries', reason: '', retryAfter: 3 })).toBe('Wait 1 minute.');
});

test('a refusal stands at the field it is about', () => {
  expect(faultProblems(t, { error: 'invalid_fields', reason: '', fields: { phone: 'landline' } })).toEqual([{ field: 'phone', text: 'No texts there.' }]);
  expect(faultProblems(t, { error: 'wrong_password', reason: '' }, { wrong_password: 'current' })).toEqual([{ field: 'current', text: 'Wrong.' }]);
  expect(faultProblems(t, { error: 'invalid_fields', reason: '' })).toEqual([{ text: 'Failed.' }]);
});
