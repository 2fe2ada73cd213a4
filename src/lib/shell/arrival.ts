import type { ViewName } from './shell.ts';

/** What a link in a message asks for. */
export interface Arrival {
  readonly view: ViewName;
  /** The code or token of the link. */
  readonly given: string;
}

/** Where each fragment of a message's link leads (sync-server/notifications/message-texts.ts, cli/account-verbs.ts). */
const views: ReadonlyMap<string, ViewName> = new Map([['reset', 'new-password'], ['code', 'sign-up'], ['invitation', 'invitation']] as const);

/** The fragment `#reset=...` never reaches a server; read here once, it leaves the address bar and the history, too. */
export function takeArrival(): Arrival | undefined {
  const { hash } = location;
  if (hash === '') return undefined;
  history.replaceState(history.state, '', location.pathname);
  return readArrival(hash);
}

export function readArrival(hash: string): Arrival | undefined {
  const [, name = '', written = ''] = /^#(\w+)=(.{1,200})$/.exec(hash) ?? [];
  const view = views.get(name);
  if (!view) return undefined;
  try {
    return { view, given: decodeURIComponent(written) };
  } catch {
    return undefined;
  }
}
