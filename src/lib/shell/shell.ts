import type { SessionView } from '$domain/account-api.ts';
import type { ReadingLanguage } from '$domain/language.ts';
import type { Translate } from '$lib/i18n/translate.ts';

/** Names of the views of `/app`. Each is a component of a feature, loaded when it is first opened (routes/app/views.ts). */
export type ViewName =
  | 'start'
  | 'sign-in'
  | 'sign-up'
  | 'confirm-contact'
  | 'forgot-password'
  | 'new-password'
  | 'invitation'
  | 'second-factor'
  | 'account'
  | 'contacts'
  | 'change-password'
  | 'sessions'
  | 'my-data'
  | 'sponsorships'
  | 'new-sponsor'
  | 'alerts'
  | 'alert'
  | 'news'
  | 'pocket'
  | 'notes'
  | 'report'
  | 'receipts'
  | 'receipt'
  | 'phone-app'
  | 'link';

/**
 * What a view gets as its one prop `shell`. Views are a stack in memory: no address, no history. What was typed in a view
 * below stays there while another is on top.
 */
export interface Shell {
  readonly language: ReadingLanguage;
  /** Undefined while nobody is signed in (or until the server has answered for the first time: see `known`). */
  readonly session: SessionView | undefined;
  /** False until it is known whether somebody is signed in. */
  readonly known: boolean;
  /** Whether the network answered last time. */
  readonly online: boolean;
  /** How to reach the team. */
  readonly team: { readonly phone: string; readonly email: string };
  /** Asks the server once more who is signed in. */
  ask(): Promise<void>;
  /** Texts of one file of `i18n/messages/<language>/`, which the view's module asks for before it is shown. */
  texts(view: 'app' | 'accounts' | 'account' | 'sponsorship' | 'choices' | 'places' | 'alerts' | 'pocket' | 'reports' | 'callshield'): Translate;
  /** Puts a view on top. `given` is what the view needs to know, and is handed to it as the prop `given`. */
  open(view: ViewName, given?: unknown): void;
  /** The same once somebody is signed in, after asking for that: what a link asks for is not lost on the way. */
  openSignedIn(view: ViewName, given?: unknown): void;
  /** Takes the top view away (also Back on Android, Escape). The last one stays. */
  close(): void;
  /** Until what it gives is called, Escape and Back on Android call `close` and leave the view open. For a `$effect`. */
  closesFirst(close: () => void): () => void;
  /** Leaves one view only: after signing in, signing out, erasing. */
  restart(view: ViewName, given?: unknown): void;
  /** Of the page; for whoever is signed in, of our messages too, unless theirs is one that the page does not speak. */
  setLanguage(language: ReadingLanguage): void;
  /** After signing in (the answer of the server), or undefined once signed out; drops what belongs to the one before. */
  setSession(session: SessionView | undefined): void;
  /** A sentence under the header until another view is on top, also told to screen readers: "Your password is changed." */
  say(sentence: string): void;
}

export interface ViewProps<Given = undefined> {
  readonly shell: Shell;
  readonly given: Given;
}
