import { expect, it } from 'vitest';
import { fullAlert } from '../../../tests/support/alert-examples.ts';
import { allMessages } from '../i18n/messages.server.ts';
import { translator } from '../i18n/translate.ts';
import { entryOf, languageName, searchFaultText } from './alert-wording.ts';

const t = translator('en', allMessages().find((one) => one.view === 'alerts' && one.language === 'en')?.messages ?? {});

it('of what an alert names, a list shows what was searched in full, first, and the rest masked', () => {
  expect(entryOf(fullAlert, { kind: 'phone', value: '+33612345678' }).identifiers).toEqual([
    { kind: 'phone', shown: '+33 6 12 34 56 78' },
    { kind: 'plate', shown: 'AB•••CD' },
    { kind: 'email', shown: 's•••@example.org' }
  ]);
  // The same signs of another kind are not what was searched.
  expect(entryOf(fullAlert, { kind: 'plate', value: '+33612345678' }).identifiers.map(({ shown }) => shown)).toEqual(['AB•••CD', '+336••••••78', 's•••@example.org']);
});

it('too many questions: when it works again; anything else: what to do', () => {
  const now = new Date(2026, 10, 25, 14, 0);
  const after = (error: string) => searchFaultText(t, 'en', { error, reason: '', retryAfter: 7200 }, now);
  expect(after('too_many_lookups')).toContain('all your searches for now');
  expect(after('too_many_lookups')).toContain('25 November 2026 at 16:00');
  expect(after('too_many_tries')).toContain('Too many questions in a short time');
  expect(searchFaultText(t, 'en', { error: 'offline', reason: '' }, now)).toContain('We search again by ourselves');
  expect(searchFaultText(t, 'en', { error: 'teapot', reason: '' }, now)).toContain('The server could not do it');
});

it('a language is named in the words of the reader', () => {
  expect([languageName('fr', 'ro'), languageName('en', 'zh-Hans')]).toEqual(['roumain', 'Simplified Chinese']);
});
