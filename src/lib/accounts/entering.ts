import type { SessionView } from '$domain/account-api.ts';
import { forgetOwedSignOut, oweSignOut, settleSignOut } from '$lib/shell/session-api.ts';
import type { Shell } from '$lib/shell/shell.ts';
import { deskDrafts, dropTabDraft } from '$lib/shell/tab-draft.ts';
import { signUpDraft } from './sign-up-draft.svelte.ts';

/** The server has let somebody in. */
export function enter(shell: Shell, session: SessionView): void {
  forgetOwedSignOut();
  signUpDraft.drop();
  shell.setSession(session);
  shell.restart('start');
  if (session.secondFactor === 'set-up') shell.open('second-factor');
}

/** The phone forgets at once; the server is told now, or when there is a network again. */
export async function leave(shell: Shell): Promise<boolean> {
  oweSignOut();
  signUpDraft.drop();
  dropTabDraft(deskDrafts);
  shell.setSession(undefined);
  shell.restart('start');
  return settleSignOut();
}
