import type { Component } from 'svelte';
import type { SessionView } from '$domain/account-api.ts';
import { isReadingLanguage, type ReadingLanguage } from '$domain/language.ts';
import { loadTexts, type TextFile } from '$lib/i18n/texts.ts';
import { translator, type Translate } from '$lib/i18n/translate.ts';
import { cameBackToKeys, dropKeys, leftWithKeys } from '$lib/offline/keys-stay.ts';
import { takeArrival } from './arrival.ts';
import { chosenLanguage, firstLanguage, keepLanguageBefore, keepLanguageChoice } from './language-choice.ts';
import { endNews } from './news-end.ts';
import { network } from './network.svelte.ts';
import { askSession, saveLanguage, settleSignOut } from './session-api.ts';
import { leftByEndOfSession } from './session-end.ts';
import type { Shell, ViewName, ViewProps } from './shell.ts';
import { dropTabDrafts } from './tab-draft.ts';
import { ViewStack, type OpenView } from './view-stack.svelte.ts';

/** Where each view's component is, and the texts that it asks for. */
export type Views = Readonly<Record<ViewName, { readonly load: () => Promise<{ default: ViewComponent }>; readonly texts: readonly TextFile[] }>>;
export type ViewComponent = Component<ViewProps<never>>;

export class AppShell implements Shell {
  language = $state<ReadingLanguage>('fr');
  session = $state.raw<SessionView>();
  known = $state(false);
  /** False until there is something to show instead of the page as it was built. */
  started = $state(false);
  /** The sentence under the header. */
  said = $state('');
  readonly online = $derived(network.answered);
  readonly stack: ViewStack;
  readonly team: Shell['team'];

  /** By language and file. */
  #texts = $state.raw<Readonly<Record<string, Translate>>>({});
  /** Files that views have asked for. */
  #files: readonly TextFile[] = [];
  #asking: Promise<void> | undefined;
  /** What is opened once somebody has signed in. */
  #wanted: Pick<OpenView, 'given'> & { readonly view: ViewName } | undefined;
  readonly #views: Views;

  constructor(views: Views, team: Shell['team'], onClosed: ConstructorParameters<typeof ViewStack>[0]) {
    this.#views = views;
    this.team = team;
    this.stack = new ViewStack(onClosed);
  }

  /** Throws when what the first view needs cannot be had. */
  async start(): Promise<void> {
    const asked = this.ask();
    // Pages lead here as `/app#fr`.
    const led = location.hash.slice(1);
    if (isReadingLanguage(led)) keepLanguageBefore(led);
    this.#speak(firstLanguage());
    await this.load('start');
    this.stack.restart('start');
    void this.#follow(asked);
    this.started = true;
  }

  /** Opens what the link of a message asks for. */
  followLink(): void {
    void this.#follow(this.known ? undefined : this.ask());
  }

  /** A sponsor's code opens an account, or lets in one that waits: where it leads is known once it is known who is here. */
  async #follow(asked: Promise<void> | undefined): Promise<void> {
    const arrival = takeArrival();
    if (!arrival) return;
    if (arrival.view === 'link') {
      await asked;
      this.openSignedIn(arrival.view, arrival.given);
      return;
    }
    if (arrival.view === 'sign-up') await asked;
    this.open(arrival.view === 'sign-up' && this.session?.state === 'waiting' ? 'new-sponsor' : arrival.view, arrival.given);
  }

  /** Who is signed in. Asked by itself at the start and when the network is back: it changes nothing. */
  ask(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    if (!(await settleSignOut())) {
      this.known = true;
      return;
    }
    const before = this.session;
    const answer = await askSession();
    // Somebody has signed in or out while this was under way: that is newer.
    if (this.session !== before) return;
    if (answer.ok) this.setSession(answer.value);
    else if (this.online) this.known = true;
    // By time, by another device, by quick exit.
    if (answer.status === 401) void endNews();
    if (answer.status === 401 && !leftWithKeys()) dropKeys();
    if (answer.status === 401 && before) {
      this.setSession(undefined);
      this.restart('sign-in');
      this.say(this.texts('app')('session.ended'));
    }
  }

  /** Another tab has signed out, or left: nothing of whoever was here stays on the screen, or open. */
  leftElsewhere(): void {
    dropTabDrafts();
    if (!leftWithKeys()) dropKeys();
    this.session = undefined;
    this.restart('start');
  }

  /** A view's component, once its texts are here, too. */
  async load(name: ViewName): Promise<ViewComponent> {
    const { load, texts } = this.#views[name];
    this.#files = [...this.#files, ...texts.filter((file) => !this.#files.includes(file))];
    const { language } = this;
    const [{ default: component }] = await Promise.all([load(), this.#read(language)]);
    // Another language was chosen meanwhile.
    return this.language === language ? component : this.load(name);
  }

  texts(file: TextFile): Translate {
    return this.#texts[`${this.language}/${file}`] ?? ((key) => key);
  }

  open(view: ViewName, given?: unknown): void {
    this.said = '';
    this.stack.open(view, given);
  }

  openSignedIn(view: ViewName, given?: unknown): void {
    if (this.session) return this.open(view, given);
    this.#wanted = { view, given };
    this.open('sign-in');
    this.say(this.texts('app')('link.signIn'));
  }

  close(): void {
    this.said = '';
    this.stack.close();
  }

  closesFirst(close: () => void): () => void {
    return this.stack.closesFirst(close);
  }

  restart(view: ViewName, given?: unknown): void {
    // What was said belonged to what is no longer on the screen.
    this.said = '';
    this.stack.restart(view, given);
    const wanted = this.session && this.#wanted;
    if (!wanted) return;
    this.#wanted = undefined;
    this.open(wanted.view, wanted.given);
  }

  setLanguage(language: ReadingLanguage): void {
    keepLanguageChoice(language);
    void this.#saveLanguage(language, this.#change(language));
  }

  /** One choice, one language: whoever reads the page in it wants our messages in it. */
  async #saveLanguage(language: ReadingLanguage, changed: Promise<void>): Promise<void> {
    const before = this.session;
    if (!before || before.language === language || !isReadingLanguage(before.language)) return;
    const answer = await saveLanguage(language);
    if (this.session !== before || leftByEndOfSession(this, answer)) return;
    if (answer.ok) this.setSession({ ...before, language });
    await changed;
    this.say(this.texts('app')(answer.ok ? 'language.messages' : 'language.messagesNot'));
  }

  setSession(session: SessionView | undefined): void {
    if (session?.username !== this.session?.username) {
      dropTabDrafts();
      if (this.session) {
        void endNews();
        dropKeys();
      }
    }
    if (session) cameBackToKeys();
    this.session = session;
    this.known = true;
    const theirs = session?.language;
    if (theirs !== undefined && !isReadingLanguage(theirs)) return;
    keepLanguageBefore(theirs);
    if (theirs && chosenLanguage() === undefined) void this.#change(theirs);
  }

  say(sentence: string): void {
    this.said = sentence;
  }

  async #change(language: ReadingLanguage): Promise<void> {
    try {
      await this.#read(language);
      this.#speak(language);
    } catch {
      // Not kept on this phone, and no network: everything stays in the language that is here.
      this.say(this.texts('app')('language.absent'));
    }
  }

  #speak(language: ReadingLanguage): void {
    this.language = language;
    document.documentElement.lang = language;
  }

  /** Every file that a view has asked for, so that all that is shown changes at once. */
  async #read(language: ReadingLanguage): Promise<void> {
    const missing = this.#files.filter((file) => !this.#texts[`${language}/${file}`]);
    const read = await Promise.all(missing.map(async (file) => [`${language}/${file}`, translator(language, await loadTexts(language, file))] as const));
    this.#texts = { ...this.#texts, ...Object.fromEntries(read) };
  }
}
