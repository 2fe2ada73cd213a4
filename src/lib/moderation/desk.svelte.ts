import type { ApiFault, SessionView } from '$domain/account-api.ts';
import type { DecisionBody, DeskEntry, DeskList } from '$domain/desk-api.ts';
import type { ReadingLanguage } from '$domain/language.ts';
import { stateOf, isOpen } from '$domain/report-state.ts';
import type { Translate } from '$lib/i18n/translate.ts';
import { digestOf } from '$lib/sealing/digest.ts';
import { unwrapIdentity, wrapIdentity } from '$lib/sealing/passphrase.ts';
import { newIdentity, recipientOf, sealTo, type Identity } from '$lib/sealing/seal.ts';
import type { Answer } from '$lib/shell/json-api.ts';
import { firstLanguage, keepLanguageChoice } from '$lib/shell/language-choice.ts';
import { askSession, settleSignOut } from '$lib/shell/session-api.ts';
import { deskTexts } from './desk-texts.ts';
import { Drafts } from './drafts.ts';
import { LateRefusals } from './late-refusals.svelte.ts';
import { readIdentity, readReport, readReports, resealReport, sendDecision, sendMessage, setIdentity } from './moderation-api.ts';
import { openReport, type OpenedReport } from './opened-report.ts';
import { SealedDrafts } from './sealed-drafts.ts';
import { Unanswered, wasAnswered } from './unanswered.ts';

/** How far somebody has come. Nothing of a report is here before `open`. */
export type Phase = 'starting' | 'offline' | 'signed-out' | 'forbidden' | 'second-factor' | 'no-identity' | 'locked' | 'open';

/** The desk of one moderator or partner, for as long as the page lives. The identity and what it opens are in memory alone. */
export class Desk {
  phase = $state<Phase>('starting');
  language = $state<ReadingLanguage>('fr');
  session = $state.raw<SessionView>();
  list = $state.raw<DeskList>({ reports: [], recipients: [], partners: [] });
  opened = $state.raw<Readonly<Record<string, OpenedReport>>>({});
  /** False until the list has come for the first time. */
  loaded = $state(false);
  /** Bodies still to come. */
  opening = $state(0);
  fault = $state.raw<ApiFault>();
  /** Milliseconds, of the last look at the list. */
  now = $state(Date.now());
  /** Share of a long calculation (0 to 1), or of re-sealing. */
  progress = $state<number>();
  readonly drafts = new Drafts();
  readonly late = new LateRefusals();

  #texts = $state.raw<Readonly<Record<string, Translate>>>({});
  #wrapped: { readonly recipient: string; readonly wrapped: string } | undefined;
  #identity: Identity | undefined;
  /** Whose key was open last. */
  #last: string | undefined;
  /** How many times the list was asked for: only the latest goes on. */
  #asked = 0;
  readonly #sealed = new SealedDrafts();
  readonly #unanswered = new Unanswered();

  readonly t: Translate = (key, values) => this.#texts[`${this.language}/desk`]?.(key, values) ?? key;
  readonly choices: Translate = (key, values) => this.#texts[`${this.language}/choices`]?.(key, values) ?? key;
  readonly isPartner = $derived(this.session?.role === 'partner');

  async start(): Promise<void> {
    await this.speak(firstLanguage());
    await this.enter();
  }

  async speak(language: ReadingLanguage): Promise<void> {
    this.#texts = { ...this.#texts, ...(await deskTexts(language)) };
    this.language = language;
    document.documentElement.lang = language;
  }

  async choose(language: ReadingLanguage): Promise<void> {
    keepLanguageChoice(language);
    await this.speak(language);
  }

  /** Who is here, and what is missing before reports may be opened. */
  async enter(): Promise<void> {
    // First, as in /app: whoever has left must not appear signed in.
    const answer = (await settleSignOut()) ? await askSession() : undefined;
    if (!answer?.ok) {
      this.phase = answer?.status === 401 ? 'signed-out' : 'offline';
      return;
    }
    this.session = answer.value;
    if (!['partner', 'moderator'].includes(answer.value.role) || answer.value.state !== 'active') this.phase = 'forbidden';
    else if (answer.value.secondFactor === 'set-up') this.phase = 'second-factor';
    else await this.#findIdentity();
  }

  /** Makes an identity, wraps it under the passphrase and gives the server its public half. */
  async makeIdentity(passphrase: string, password: string, replace: boolean): Promise<Answer<unknown>> {
    const made = await newIdentity();
    const wrapped = await this.#counted((tell) => wrapIdentity(made.identity, passphrase, { tell }));
    const answer = await setIdentity({ recipient: made.recipient, wrapped, password, ...(replace ? { replace } : {}) });
    if (answer.ok) {
      this.#wrapped = { recipient: made.recipient, wrapped };
      await this.#openWith(made);
    }
    return answer;
  }

  /** Throws SealingError `passphrase` for a wrong one. */
  async unlock(passphrase: string): Promise<void> {
    const wrapped = this.#wrapped?.wrapped ?? '';
    const identity = await this.#counted((tell) => unwrapIdentity(wrapped, passphrase, { tell }));
    await this.#openWith({ identity, recipient: await recipientOf(identity) });
  }

  /** Drops the identity and all that it opened; what was begun is sealed until it comes again. */
  lock(): void {
    if (this.#identity) this.#sealed.keep(this.#identity.recipient, this.drafts.written());
    this.#identity = undefined;
    this.opened = {};
    this.loaded = false;
    this.opening = 0;
    this.drafts.clear();
    this.list = { reports: [], recipients: [], partners: [] };
    if (this.phase === 'open') this.phase = 'locked';
  }

  /** Locks for somebody who leaves no trace. */
  leave(): void {
    this.lock();
    this.#sealed.drop();
    this.late.clear();
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    const held = this.#identity;
    const answer = await readReports();
    if (this.#asked !== asked || this.#identity !== held) return;
    this.now = Date.now();
    if (!answer.ok) return this.#refused(answer);
    this.fault = undefined;
    this.list = answer.value;
    this.loaded = true;
    // What waits first: those are read next.
    const wanted = answer.value.reports.filter((entry) => this.#isStale(entry)).sort((a, b) => Number(isOpen(stateOf(b.decisions))) - Number(isOpen(stateOf(a.decisions))));
    this.opening = wanted.length;
    for (const { id } of wanted) {
      await this.open(id);
      if (this.#asked !== asked || this.#identity !== held) return;
      this.opening -= 1;
    }
  }

  async open(id: string): Promise<void> {
    const held = this.#identity;
    const answer = await readReport(id);
    if (held === undefined || this.#identity !== held) return;
    if (!answer.ok) {
      // Withdrawn at this moment: it leaves the list.
      if (answer.status === 404) this.forget(id);
      else this.#refused(answer);
      return;
    }
    const opened = await openReport(held.identity, answer.value);
    // Locked meanwhile: what was opened goes with the rest.
    if (this.#identity !== held) return;
    this.opened = { ...this.opened, [id]: opened };
    this.#take(answer.value);
  }

  /** Sent again after a lost answer, the same decision keeps its id. */
  async decide(report: string, act: DecisionBody['act']): Promise<Answer<DeskEntry>> {
    const answer = await sendDecision(report, this.#unanswered.bodyOf(report, act));
    if (wasAnswered(answer)) this.#unanswered.answered(report);
    if (answer.ok) this.#take(answer.value);
    // Who decided is told where the desk tells what came too late.
    else if (answer.fault.error === 'withdrawn') this.forget(report);
    else if (answer.status === 401) this.#refused(answer);
    return answer;
  }

  /** The alert that a report becomes, or has become: one name, however often it is sent. */
  alertOf({ id, decisions }: DeskEntry): string {
    return stateOf(decisions).alerts.at(-1) ?? this.#unanswered.alertOf(id);
  }

  /** A text to the reporter, which colleagues can read, too: asked as a decision, or only said. */
  async write(report: OpenedReport, text: string, asks: boolean): Promise<Answer<unknown>> {
    const { content } = report;
    if (!content) throw new Error('nobody to write to');
    const { id } = report.report;
    const message = await this.#unanswered.textOf(id, `${asks ? 'ask' : 'say'} ${text}`, () => sealTo([content.replyTo, ...this.list.recipients], JSON.stringify({ version: 1, text, language: this.language })));
    const answer = asks ? await this.decide(id, { kind: 'ask', message }) : await sendMessage(id, message);
    if (wasAnswered(answer)) this.#unanswered.textAnswered(id);
    if (answer.ok) await this.open(id);
    return answer;
  }

  async transfer(report: OpenedReport, partner: DeskList['partners'][number]): Promise<Answer<unknown>> {
    const { id } = report.report;
    const { sealed } = await this.#unanswered.textOf(id, `transfer ${partner.recipient}`, () => sealTo([partner.recipient], report.text ?? ''));
    const answer = await this.decide(id, { kind: 'transfer', partner: partner.id, sealed });
    if (wasAnswered(answer)) this.#unanswered.textAnswered(id);
    return answer;
  }

  /** Open reports that some moderator cannot read yet, and that this identity can. */
  readonly toReseal = $derived(
    this.list.reports.filter(({ id, sealedTo, decisions }) => this.opened[id]?.text !== undefined && isOpen(stateOf(decisions)) && this.list.recipients.some((recipient) => !sealedTo.includes(recipient)))
  );

  async reseal(stop: AbortSignal): Promise<void> {
    const all = this.toReseal;
    for (const [index, { id }] of all.entries()) {
      if (stop.aborted || this.phase !== 'open') break;
      this.progress = index / all.length;
      const opened = this.opened[id];
      if (opened?.text === undefined) continue;
      const answer = await resealReport(id, { was: await digestOf(opened.report.sealed), sealed: await sealTo(this.list.recipients, opened.text), sealedTo: this.list.recipients });
      if (answer.ok) this.#take(answer.value);
      else if (answer.status === 0) break;
      await this.open(id);
    }
    this.progress = undefined;
  }

  forget(id: string): void {
    const { [id]: _gone, ...others } = this.opened;
    this.opened = others;
    this.list = { ...this.list, reports: this.list.reports.filter((entry) => entry.id !== id) };
  }

  #take(entry: DeskEntry): void {
    const { id, received, due, department, consents, decisions, messages, sealedTo } = entry;
    const taken = { id, received, due, ...(department === undefined ? {} : { department }), consents, decisions, messages, sealedTo };
    this.list = { ...this.list, reports: this.list.reports.map((one) => (one.id === id ? taken : one)) };
  }

  #isStale({ id, messages, sealedTo }: DeskEntry): boolean {
    const { report } = this.opened[id] ?? {};
    return report?.thread.length !== messages || report.sealedTo.join() !== sealedTo.join();
  }

  async #findIdentity(): Promise<void> {
    const answer = await readIdentity();
    if (!answer.ok) {
      this.phase = missing[answer.fault.error] ?? 'offline';
      return;
    }
    const { recipient, wrapped } = answer.value;
    this.#wrapped = recipient === undefined || wrapped === undefined ? undefined : { recipient, wrapped };
    this.phase = this.#wrapped ? 'locked' : 'no-identity';
  }

  async #openWith(identity: Identity): Promise<void> {
    if (identity.recipient !== this.#last) this.late.clear();
    this.#last = identity.recipient;
    for (const written of await this.#sealed.take(identity)) this.drafts.restore(written);
    this.#identity = identity;
    this.phase = 'open';
    await this.load();
  }

  #refused(answer: Answer<unknown>): void {
    if (answer.ok) return;
    if (answer.status === 401) {
      this.lock();
      this.phase = 'signed-out';
    }
    this.fault = answer.fault;
  }

  async #counted<Result>(work: (tell: (share: number) => void) => Promise<Result>): Promise<Result> {
    this.progress = 0;
    try {
      return await work((share) => (this.progress = share));
    } finally {
      this.progress = undefined;
    }
  }
}

const missing: Readonly<Partial<Record<string, Phase>>> = { sign_in: 'signed-out', second_factor_needed: 'second-factor', forbidden: 'forbidden', not_active: 'forbidden' };
