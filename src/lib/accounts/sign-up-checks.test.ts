import { describe, expect, it } from 'vitest';
import { signUpProblems, understoodContact } from './sign-up-checks.ts';
import type { SignUpTyped } from './sign-up-draft.svelte.ts';

const good: SignUpTyped = {
  username: 'Rose',
  contact: '06 12 34 56 78',
  name: '',
  birthDate: '',
  secondContact: '',
  sponsor: 'iris@example.org',
  password: 'umbrella at noon',
  again: 'umbrella at noon',
  terms: true
};
const problemsOf = (change: Partial<SignUpTyped>) => signUpProblems({ ...good, ...change }, (password) => password === 'password1');

describe('a sign-up', () => {
  it('needs a name, a contact, a sponsor, a password and the terms, and nothing else', () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ username: '', contact: ' ', sponsor: '', password: '', again: '', terms: false }).map(({ field, problem }) => `${field}: ${problem}`)).toEqual([
      'username: missing',
      'contact: missing',
      'sponsor: missing',
      'password: missing',
      'terms: terms'
    ]);
  });

  it.each([
    ['a landline gets no text messages', { contact: '01 42 00 00 00' }, 'contact', 'landline'],
    ['a number is not a name', { username: '06 12 34 56 78' }, 'username', 'contact'],
    ['nobody sponsors themselves', { contact: 'iris@example.org', sponsor: ' Iris@Example.org ' }, 'sponsor', 'same-as-contact'],
    ['a sponsor is reached by e-mail only', { sponsor: '0698765432' }, 'sponsor', 'sponsor'],
    ['the second contact is another one', { secondContact: '+33612345678' }, 'secondContact', 'same-as-contact'],
    ['nobody is born tomorrow', { birthDate: '2999-01-01' }, 'birthDate', 'not-a-date'],
    ['no 30 February', { birthDate: '1990-02-30' }, 'birthDate', 'not-a-date'],
    ['what everybody tries first', { password: 'Password1', again: 'Password1' }, 'password', 'common'],
    ['both passwords are one', { again: 'umbrella at moon' }, 'again', 'not-the-same']
  ])('%s', (_why, change, field, problem) => {
    expect(problemsOf(change)).toEqual([{ field, problem }]);
  });

  it('takes a code in any spacing instead of an address', () => {
    expect(problemsOf({ sponsor: '7k3m 9qxt 2vbna' })).toEqual([]);
  });
});

describe('how a contact was understood', () => {
  it('is said once it can be one', () => {
    expect(understoodContact('0612345678')).toEqual({ kind: 'phone', shown: '+33 6 12 34 56 78' });
    expect(understoodContact(' Rose@Example.ORG')).toEqual({ kind: 'email', shown: 'rose@example.org' });
    for (const beginning of ['', '0612', '06123456', 'rose', 'rose@']) expect(understoodContact(beginning), beginning).toBeUndefined();
  });
});
