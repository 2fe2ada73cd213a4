import type { Component } from 'svelte';
import type { SessionView } from '$domain/account-api.ts';
import { isReadingLanguage, type ReadingLanguage } from '$domain/language.ts';
import { loadTexts, type TextFile } from '$lib/i18n/texts.ts';
import { translator, type Translate } from '$lib/i18n/translate.ts';
import { takeArrival } from './arrival.ts';
import { chosenLanguage, keepLanguageChoice, preferredLanguage } from './language-choice.ts';
import { network } from './network.svelte.ts';
import { askSession, settleSignOut } from './session-api.ts';
import type { Shell, ViewName, ViewProps } from './shell.ts';
import { dropTabDrafts } from './tab-draft.ts';
import { ViewStack } from './view-stack.svelte.ts';

/** Where each view's component is, and the texts that it asks for. */
export type Views = Readonly<Record<ViewName, { readonly load: () => Promise<{ default: ViewComponent }>; readonly texts: readonly TextFile[] }>>;
export type ViewComponent = Component<ViewProps<never>>;

export class AppShell implements Shell {
  language = $state<ReadingLanguage>('fr');
  session = $state.raw<SessionView>();
  known = $state(false);
  /** False until there is something to show instead of the page as it was built. */
  started = $state(false);
  /** The sentence at the foot. */
  said = $state('');
  readonly online = $derived(network.answered);
  readonly stack: ViewStack;
  readonly team: Shell['team'];

  /** By language and file. */
  #texts = $state.raw<Readonly<Record<string, Translate>>>({});
  /** Files that views have asked for. */
  #files: readonly TextFile[] = [];
  #asking: Promise<void> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  readonly #views: Views;

  constructor(views: Views, team: Shell['team'], onClosed: ConstructorParameters<typeof ViewStack>[0]) {
    this.#views = views;
    this.team = team;
    this.stack = new ViewStack(onClosed);
  }

  /** Throws when what the first view needs cannot be had. */
  async start(): Promise<void> {
    void this.ask();
    this.#speak(chosenLanguage() ?? preferredLanguage());
    await this.load('start');
    this.stack.restart('start');
    this.followLink();
    this.started = true;
  }

  /** Opens what the link of a message asks for. */
  followLink(): void {
    const arrival = takeArrival();
    if (arrival) this.open(arrival.view, arrival.given);
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
    if (answer.status === 401 && before) {
      this.setSession(undefined);
      this.restart('sign-in');
      this.say(this.texts('app')('session.ended'));
    }
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

  close(): void {
    this.stack.close();
  }

  restart(view: ViewName, given?: unknown): void {
    // What was said belonged to what is no longer on the screen.
    this.said = '';
    this.stack.restart(view, given);
  }

  setLanguage(language: ReadingLanguage): void {
    keepLanguageChoice(language);
    void this.#change(language);
  }

  setSession(session: SessionView | undefined): void {
    if (session?.username !== this.session?.username) dropTabDrafts();
    this.session = session;
    this.known = true;
    const theirs = session?.language ?? '';
    if (chosenLanguage() === undefined && isReadingLanguage(theirs)) void this.#change(theirs);
  }

  say(sentence: string): void {
    clearTimeout(this.#silence);
    this.said = sentence;
    this.#silence = setTimeout(() => (this.said = ''), SAID_FOR);
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

/** Milliseconds: long enough to be read twice. */
const SAID_FOR = 10_000;
