import { contactKey, readContact, type ContactProblem } from '$domain/contact.ts';
import type { FieldProblem } from '$domain/account-api.ts';
import { readHumanCode } from '$domain/human-code.ts';
import { passwordProblem, type PasswordProblem } from '$domain/password-rules.ts';
import { groupedPhone } from '$domain/phone-groups.ts';
import { readUsername } from '$domain/username.ts';
import type { SignUpTyped } from './sign-up-draft.svelte.ts';

/** `sponsor`: neither an e-mail address nor a code. `not-the-same`: the second password. `terms`: not accepted. */
export type SignUpProblem = FieldProblem | 'sponsor' | 'not-the-same' | 'terms';

/** What keeps the form from being sent, by field, in the order of the form. */
export function signUpProblems(typed: SignUpTyped, isCommon: (password: string) => boolean): { field: keyof SignUpTyped; problem: SignUpProblem }[] {
  const found: [keyof SignUpTyped, SignUpProblem | undefined][] = [
    ['username', usernameProblem(typed.username)],
    ['contact', contactProblem(typed.contact) ],
    ['birthDate', typed.birthDate === '' || isPastDay(typed.birthDate) ? undefined : 'not-a-date'],
    ['secondContact', typed.secondContact.trim() === '' ? undefined : secondContactProblem(typed)],
    ['sponsor', sponsorProblem(typed.sponsor, typed.contact)],
    ...passwordProblems(typed, typed.username, isCommon),
    ['terms', typed.terms ? undefined : 'terms']
  ];
  return found.flatMap(([field, problem]) => (problem === undefined ? [] : [{ field, problem }]));
}

export function usernameProblem(typed: string): FieldProblem | undefined {
  if (typed.trim() === '') return 'missing';
  const name = readUsername(typed);
  return typeof name === 'string' ? undefined : name.problem;
}

export function contactProblem(typed: string): 'missing' | ContactProblem | undefined {
  if (typed.trim() === '') return 'missing';
  const contact = readContact(typed);
  return 'problem' in contact ? contact.problem : undefined;
}

export function passwordProblems(typed: { password: string; again: string }, username: string, isCommon: (password: string) => boolean): ['password' | 'again', SignUpProblem | undefined][] {
  const problem: PasswordProblem | 'missing' | undefined = typed.password === '' ? 'missing' : passwordProblem(typed.password, username.trim(), isCommon);
  // One thing at a time: the second stands for the first only once that is good.
  return problem ? [['password', problem]] : [['again', typed.again === typed.password ? undefined : 'not-the-same']];
}

function secondContactProblem({ contact, secondContact }: SignUpTyped): FieldProblem | undefined {
  return contactProblem(secondContact) ?? (isSame(contact, secondContact) ? 'same-as-contact' : undefined);
}

function sponsorProblem(typed: string, own: string): SignUpProblem | undefined {
  if (typed.trim() === '') return 'missing';
  if (readHumanCode(typed) !== null) return undefined;
  const contact = readContact(typed);
  if ('problem' in contact || contact.kind !== 'email') return 'sponsor';
  return isSame(typed, own) ? 'same-as-contact' : undefined;
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [readContact(one), readContact(other)];
  return 'kind' in first && 'kind' in second && contactKey(first) === contactKey(second);
}

function isPastDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) && date.getTime() < Date.now() && day > '1900';
}

/** How a contact was understood; undefined while it cannot be one yet. */
export function understoodContact(typed: string): { kind: 'email' | 'phone'; shown: string } | undefined {
  const contact = readContact(typed);
  if ('problem' in contact) return undefined;
  // Seven digits make a number somewhere in the world; most are the beginning of a longer one.
  if (contact.kind === 'phone' && typed.replace(/\P{Nd}/gu, '').length < 10) return undefined;
  return { kind: contact.kind, shown: contact.kind === 'phone' ? groupedPhone(contact.value) : contact.value };
}
