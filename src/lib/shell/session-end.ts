import type { Answer } from './json-api.ts';
import type { Shell } from './shell.ts';

/** Whether the server said that nobody is signed in any more; then leads to signing in, and the view has nothing left to do. */
export function leftByEndOfSession(shell: Shell, answer: Answer<unknown>): boolean {
  if (answer.ok || answer.status !== 401 || answer.fault.error !== 'sign_in') return false;
  shell.setSession(undefined);
  shell.restart('sign-in');
  shell.say(shell.texts('app')('session.ended'));
  return true;
}
