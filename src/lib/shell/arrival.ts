import type { ViewName } from './shell.ts';

/** What a link in a message asks for. */
export interface Arrival {
  readonly view: ViewName;
  /** The code or token of the link. */
  readonly given: string;
}

/** Where the app on this phone leads (`caller-filter.md`, "Sign-in hand-over"): what it made of its secret. */
const link = /^\?link=([\w-]{43})$/;

/** Where each fragment of a message's link leads (sync-server/notifications/message-texts.ts, cli/account-verbs.ts). */
const views: ReadonlyMap<string, ViewName> = new Map([['reset', 'new-password'], ['code', 'sign-up'], ['invitation', 'invitation']] as const);

/** The fragment `#reset=...` never reaches a server; read here once, both leave the address bar and the history. */
export function takeArrival(): Arrival | undefined {
  const { hash, search } = location;
  if (hash === '' && search === '') return undefined;
  history.replaceState(history.state, '', location.pathname);
  return readArrival(hash, search);
}

export function readArrival(hash: string, search = ''): Arrival | undefined {
  const [, challenge] = link.exec(search) ?? [];
  if (challenge !== undefined) return { view: 'link', given: challenge };
  const [, name = '', written = ''] = /^#(\w+)=(.{1,200})$/.exec(hash) ?? [];
  const view = views.get(name);
  if (!view) return undefined;
  try {
    return { view, given: decodeURIComponent(written) };
  } catch {
    return undefined;
  }
}
