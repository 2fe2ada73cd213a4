/**
 * "Talking to a doctor": a closed set of questions whose answers are keys, so that every one has a text in every
 * language and the sheet is in French without any translation machine. Nothing is compulsory.
 * The set is our own and covers the 19 points of the facts page, section 5; no doctor has reviewed it yet.
 */
import { careDeadlines, hoursBands, hoursElapsed, isInstant, type Clock, type Deadline } from './care-deadlines.ts';
import { languages, type Language } from './language.ts';

export const parts = ['you', 'event', 'body', 'health', 'wishes'] as const;
export type PartId = (typeof parts)[number];

export type Question<Id extends string = string> = {
  readonly id: Id;
  readonly part: PartId;
  /** Shown when one of these holds; always, when absent. */
  readonly shownWhen?: readonly Condition[];
} & (
  | { readonly kind: 'yes-no' | 'hours-since' | 'date' | 'text' }
  | { readonly kind: 'choice' | 'choices' | 'body-map'; readonly options: readonly string[] }
  | { readonly kind: 'scale' | 'number'; readonly min: number; readonly max: number }
);

/** The answer to an earlier question holds one of these keys. */
export interface Condition {
  readonly question: string;
  readonly anyOf: readonly string[];
}

/** Zones as a doctor names them; left and right are the person's own. Hands and feet are on both drawings. */
export const bodyZones = {
  front: keys(
    'head face mouth neck right-shoulder left-shoulder right-chest left-chest upper-belly lower-belly genitals right-arm left-arm',
    'right-hand left-hand right-thigh left-thigh right-knee left-knee right-shin left-shin right-foot left-foot'
  ),
  back: keys(
    'back-of-head nape upper-back lower-back left-buttock right-buttock anus back-left-arm back-right-arm left-hand right-hand',
    'back-left-thigh back-right-thigh left-calf right-calf left-foot right-foot'
  )
} as const;
const zones = [...new Set([...bodyZones.front, ...bodyZones.back])];

const events = keys('blow fall strangling weapon forced-sex condom-removed condom-broken drugged robbed threats other');
const sexualContacts = keys('vaginal anal mouth fingers-object ejaculation');
const warningSigns = keys('fainted breathing swallowing voice vision headache');
const neckSigns = keys('neck-pain red-spots lost-urine confused weak-side');
const contraceptives = keys('pill iud implant injection patch-ring condoms sterilised other none unknown');
const medicines = keys('prep hiv-treatment hormones blood-thinner epilepsy tuberculosis other');
const allergens = keys('antibiotic aspirin anaesthetic iodine latex food other');
const illnesses = keys(
  'hiv hepatitis liver kidney heart blood-pressure clotting sickle-cell asthma diabetes epilepsy mental-health other none unknown'
);
const substances = keys('alcohol cannabis cocaine opioids chemsex sleeping-pills other none unknown');
const drugSigns = keys('memory-gap very-sleepy could-not-move strange-taste none');
const requests = keys(
  'pep emergency-contraception sti-tests pregnancy-test wound-care certificate keep-evidence drug-test',
  'same-sex-carer interpreter no-police police psychologist association shelter'
);

const strangled = holds('what-happened', 'strangling');
const armed = holds('what-happened', 'weapon');
const drugged = holds('what-happened', 'drugged');
const afterSex = [
  holds('what-happened', 'forced-sex', 'condom-removed', 'condom-broken', 'drugged'),
  holds('contact', ...sexualContacts, 'unknown')
];
/** Asked of everyone, since nobody's gender says it. */
const mayBecomePregnant = holds('pregnancy-possible', 'yes', 'unknown');

const questionSet = [
  { part: 'you', id: 'language', kind: 'choice', options: [...languages, 'other'] },
  { part: 'you', id: 'language-name', kind: 'text', shownWhen: [holds('language', 'other')] },
  { part: 'you', id: 'interpreter', kind: 'yes-no' },
  { part: 'you', id: 'unwanted-person', kind: 'yes-no' },
  { part: 'you', id: 'alone', kind: 'yes-no' },
  { part: 'event', id: 'what-happened', kind: 'choices', options: events },
  { part: 'event', id: 'hours-since', kind: 'hours-since' },
  { part: 'event', id: 'attackers', kind: 'number', min: 1, max: 50 },
  { part: 'event', id: 'weapon-kind', kind: 'choices', options: ['knife', 'firearm', 'object', 'gas', 'other'], shownWhen: [armed] },
  { part: 'event', id: 'contact', kind: 'choices', options: [...sexualContacts, 'blood', 'bite', 'none', 'unknown'] },
  { part: 'event', id: 'condom', kind: 'choice', options: ['used', 'not-used', 'removed', 'broken', 'unknown'], shownWhen: afterSex },
  { part: 'event', id: 'washed', kind: 'yes-no', shownWhen: afterSex },
  { part: 'event', id: 'changed-clothes', kind: 'yes-no', shownWhen: afterSex },
  { part: 'event', id: 'clothes-kept', kind: 'yes-no', shownWhen: afterSex },
  { part: 'event', id: 'own-words', kind: 'text' },
  { part: 'body', id: 'pain-where', kind: 'body-map', options: zones },
  { part: 'body', id: 'pain-level', kind: 'scale', min: 0, max: 10 },
  { part: 'body', id: 'bleeding', kind: 'choice', options: ['no', 'a-little', 'a-lot', 'unknown'] },
  { part: 'body', id: 'bleeding-where', kind: 'body-map', options: zones, shownWhen: [holds('bleeding', 'a-little', 'a-lot')] },
  { part: 'body', id: 'signs', kind: 'choices', options: [...warningSigns, 'dizzy', 'vomiting', 'fever', 'open-wound', 'none'] },
  { part: 'body', id: 'neck-signs', kind: 'choices', options: [...neckSigns, 'none'], shownWhen: [strangled] },
  { part: 'body', id: 'pregnancy-possible', kind: 'yes-no' },
  { part: 'body', id: 'pregnant', kind: 'yes-no', shownWhen: [mayBecomePregnant] },
  { part: 'body', id: 'last-period', kind: 'date', shownWhen: [mayBecomePregnant] },
  { part: 'body', id: 'contraception', kind: 'choices', options: contraceptives, shownWhen: [mayBecomePregnant] },
  { part: 'body', id: 'breastfeeding', kind: 'yes-no', shownWhen: [mayBecomePregnant] },
  { part: 'health', id: 'medicines', kind: 'choices', options: [...medicines, 'none', 'unknown'] },
  { part: 'health', id: 'medicine-names', kind: 'text', shownWhen: [holds('medicines', ...medicines, 'unknown')] },
  { part: 'health', id: 'taken-since', kind: 'choices', options: ['pep', 'emergency-pill', 'painkiller', 'none', 'unknown'] },
  { part: 'health', id: 'allergies', kind: 'choices', options: [...allergens, 'none', 'unknown'] },
  { part: 'health', id: 'allergy-names', kind: 'text', shownWhen: [holds('allergies', ...allergens)] },
  { part: 'health', id: 'vaccines', kind: 'choices', options: ['hepatitis-b', 'tetanus', 'hpv', 'mpox', 'none', 'unknown'] },
  { part: 'health', id: 'illnesses', kind: 'choices', options: illnesses },
  { part: 'health', id: 'illness-names', kind: 'text', shownWhen: [holds('illnesses', 'other')] },
  { part: 'health', id: 'substances', kind: 'choices', options: substances },
  { part: 'health', id: 'given-how', kind: 'choices', options: ['drink', 'food', 'tablet', 'injection', 'smoke', 'unknown'], shownWhen: [drugged] },
  { part: 'health', id: 'given-signs', kind: 'choices', options: drugSigns, shownWhen: [drugged] },
  { part: 'health', id: 'mood', kind: 'choices', options: ['no-sleep', 'panic', 'flashbacks', 'numb', 'sad', 'death-thoughts', 'none'] },
  { part: 'wishes', id: 'asks', kind: 'choices', options: requests },
  { part: 'wishes', id: 'carer-gender', kind: 'choice', options: ['woman', 'man', 'no-preference'], shownWhen: [holds('asks', 'same-sex-carer')] },
  { part: 'wishes', id: 'safe-tonight', kind: 'yes-no' },
  { part: 'wishes', id: 'cover', kind: 'choice', options: ['vitale', 'ame', 'european-card', 'other', 'none', 'unknown'] },
  { part: 'wishes', id: 'anything-else', kind: 'text' }
] as const satisfies readonly Question[];

export type QuestionId = (typeof questionSet)[number]['id'];
/** In the order of the parts; a condition only looks back. */
export const questions: readonly Question<QuestionId>[] = questionSet;

/**
 * By kind: `yes`, `no` or `unknown`; a key; keys; a number; an ISO day; what was typed. For `hours-since`: a band,
 * `unknown`, whole hours, or an instant with its zone (see care-deadlines.ts).
 */
export type Answer = string | number | readonly string[];
export type Answers = Readonly<Partial<Record<QuestionId, Answer>>>;

/** The questions that make sense after these answers, in order. */
export function visibleQuestions(answers: Answers): Question<QuestionId>[] {
  const live = liveAnswers(answers);
  return questions.filter((question) => isShown(question, live));
}

/** Only what was answered and is still shown: an answer to a question that has gone away does not reach the sheet. */
export function liveAnswers(answers: Answers): Answers {
  const live: Partial<Record<QuestionId, Answer>> = {};
  for (const question of questions) {
    const answer = answers[question.id];
    if (answer !== undefined && !isEmpty(answer) && isShown(question, live)) live[question.id] = answer;
  }
  return live;
}

/** What `choices` become when one is tapped: `none` and `unknown` stand alone, and `police` and `no-police` exclude each other. */
export function withOption(chosen: readonly string[], option: string): string[] {
  if (chosen.includes(option)) return chosen.filter((key) => key !== option);
  return [...chosen.filter((key) => !excludes(key, option)), option];
}

export interface AnswerError {
  /** The key of its text. */
  readonly key: `error.${string}`;
  readonly values: Readonly<Record<string, number>>;
}

/** A sheet is read standing up: a longer text would not be. */
export const longestText = 600;
/** A year: a larger figure is a slip of the finger. */
export const mostHours = 8760;

/**
 * Why an answer does not fit its question; undefined when it does.
 * @param today the person's own day, such as `2026-11-24`
 * @param now milliseconds since 1970
 */
export function answerError(question: Question, answer: Answer, today: string, now: number): AnswerError | undefined {
  switch (question.kind) {
    case 'yes-no':
      return errorUnless(isOneOf(answer, ['yes', 'no', 'unknown']), 'error.choice');
    case 'choice':
      return errorUnless(isOneOf(answer, question.options), 'error.choice');
    case 'choices':
    case 'body-map':
      return errorUnless(typeof answer === 'object' && fitTogether(answer, question.options), 'error.choice');
    case 'scale':
    case 'number':
      return errorUnless(isWhole(answer, question.min, question.max), 'error.number', { min: question.min, max: question.max });
    case 'date':
      if (typeof answer !== 'string' || !isDay(answer)) return { key: 'error.date', values: {} };
      return errorUnless(answer <= today, 'error.date-future');
    case 'hours-since':
      if (typeof answer === 'number') return errorUnless(isWhole(answer, 0, mostHours), 'error.number', { min: 0, max: mostHours });
      if (typeof answer === 'string' && isInstant(answer)) return errorUnless(Date.parse(answer) <= now, 'error.time-future');
      return errorUnless(isOneOf(answer, [...hoursBands, 'unknown']), 'error.time');
    case 'text':
      return errorUnless(typeof answer === 'string' && answer.length <= longestText, 'error.text', { max: longestText });
    default:
      return question satisfies never;
  }
}

/** What time is left, to show in the person's language; nothing when it was not said how long ago. */
export function deadlinesFor(answers: Answers, clock: Clock): Deadline[] {
  const { 'hours-since': since, 'pregnancy-possible': pregnancyPossible } = liveAnswers(answers);
  if (typeof since !== 'string' && typeof since !== 'number') return [];
  const deadlines = careDeadlines(hoursElapsed(since, clock));
  return deadlines.filter(({ care }) => care === 'hiv-pep' || pregnancyPossible !== 'no');
}

/** The key of an option's text, in every language as on the sheet: one wording per zone, band and yes or no. */
export function optionKey(question: Question, option: string): string {
  switch (question.kind) {
    case 'yes-no':
      return `a.${option}`;
    case 'hours-since':
      return `hours.${option}`;
    case 'body-map':
      return `zone.${option}`;
    default:
      return option === 'unknown' ? 'a.unknown' : `o.${question.id}.${option}`;
  }
}

const sheetSections = ['reminders', 'alerts', 'deadlines', 'wishes', 'event', 'body', 'health', 'you'] as const;

export interface SheetSection {
  readonly id: (typeof sheetSections)[number];
  readonly title: string;
  readonly lines: readonly SheetLine[];
}

export interface SheetLine {
  readonly id: string;
  readonly text: string;
  /** What the person typed, to be shown as it is in the direction of its language. `notTranslated`: it is not in French. */
  readonly typed?: { readonly text: string; readonly language: Language; readonly notTranslated: boolean };
}

/** The language that the questions were answered in, and the time. */
export interface SheetContext extends Clock {
  readonly language: Language;
}

/**
 * The French sheet: fixed reminders, alerts with the gravest first, time left, requests, then every answer.
 * Answers have passed `answerError`. Sections without a line are left out.
 * @param french texts of `sheet.fr.json`; a key without a text comes back as itself, since a blank sheet would be worse
 */
export function sheetLines(answers: Answers, french: Readonly<Record<string, string>>, context: SheetContext): SheetSection[] {
  const live = liveAnswers(answers);
  const text: Text = (key, values = {}) =>
    (french[key] ?? key).replace(/\{\{(\w+)\}\}/g, (hole, name: string) => String(values[name] ?? hole));
  const facts = (part: PartId) =>
    questions.filter((question) => question.part === part).flatMap((question) => factLines(question, live, text, context));
  const lines: Record<SheetSection['id'], SheetLine[]> = {
    reminders: ['pep', 'certificate'].map((id) => ({ id, text: text(`reminder.${id}`) })),
    alerts: alertLines(live, text),
    deadlines: deadlinesFor(live, context).map(({ care, state, leastHoursLeft }) => ({
      id: care,
      text: text(`deadline.${care}`) + colon + text(`deadline.${state}`, { hours: leastHoursLeft })
    })),
    wishes: facts('wishes'),
    event: facts('event'),
    body: facts('body'),
    health: facts('health'),
    you: [{ id: 'answered-in', text: text('answered-in', { language: text(`o.language.${context.language}`) }) }, ...facts('you')]
  };
  return sheetSections.filter((id) => lines[id].length > 0).map((id) => ({ id, title: text(`section.${id}`), lines: lines[id] }));
}

/** What to see before all else, the gravest first. `when`: one holds. `details`: the answers to name after it. */
interface Alert {
  readonly id: string;
  readonly when: readonly Condition[];
  readonly details?: readonly Condition[];
  /** Raised only when there is a detail to name. */
  readonly needsDetails?: true;
  /** An alert above this one that has said it already. */
  readonly unless?: string;
}

const alerts: readonly Alert[] = [
  {
    id: 'strangling-signs',
    when: [strangled],
    details: [holds('signs', ...warningSigns), holds('neck-signs', ...neckSigns)],
    needsDetails: true
  },
  { id: 'heavy-bleeding', when: [holds('bleeding', 'a-lot')], details: [holds('bleeding-where', ...zones)] },
  { id: 'breathing', when: [holds('signs', 'breathing', 'swallowing')], unless: 'strangling-signs' },
  { id: 'fainted', when: [holds('signs', 'fainted')], unless: 'strangling-signs' },
  { id: 'strangling', when: [strangled], unless: 'strangling-signs' },
  { id: 'weapon', when: [armed], details: [holds('weapon-kind', 'knife', 'firearm', 'object', 'gas', 'other')] },
  { id: 'death-thoughts', when: [holds('mood', 'death-thoughts')] },
  { id: 'drugged', when: [drugged] },
  { id: 'pregnant', when: [holds('pregnant', 'yes')] },
  { id: 'allergies', when: [holds('allergies', ...allergens)], details: [holds('allergies', ...allergens)] },
  { id: 'blood-thinner', when: [holds('medicines', 'blood-thinner')] },
  { id: 'see-alone', when: [holds('unwanted-person', 'yes'), holds('alone', 'yes')] },
  { id: 'no-safe-place', when: [holds('safe-tonight', 'no')] }
];

function alertLines(live: Answers, text: Text): SheetLine[] {
  const raised = new Set<string | undefined>();
  return alerts.flatMap(({ id, when, details = [], needsDetails, unless }) => {
    const named = details.flatMap((detail) => held(live, detail).map((option) => text(optionKey(questionOf(detail), option))));
    const applies = when.some((condition) => held(live, condition).length > 0) && !raised.has(unless);
    if (!applies || (needsDetails && named.length === 0)) return [];
    raised.add(id);
    return [{ id, text: text(`alert.${id}`) + (named.length > 0 ? colon + named.join(', ') : '') }];
  });
}

function factLines(question: Question<QuestionId>, live: Answers, text: Text, context: SheetContext): SheetLine[] {
  const { id, kind } = question;
  const answer = live[id];
  if (answer === undefined) return [];
  const label = text(`q.${id}`);
  if (kind !== 'text') return [{ id, text: label + colon + wording(question, answer, text, context) }];
  const { language } = context;
  const notTranslated = language !== 'fr';
  const note = text(notTranslated ? 'typed.not-translated' : 'typed.french', { language: text(`o.language.${language}`) });
  return [{ id, text: `${label} (${note})`, typed: { text: String(answer), language, notTranslated } }];
}

function wording(question: Question, answer: Answer, text: Text, clock: Clock): string {
  if (typeof answer === 'object') return answer.map((option) => text(optionKey(question, option))).join(', ');
  if (question.kind === 'date') return String(answer).split('-').reverse().join('/');
  if (question.kind === 'scale') return `${answer}/${question.max}`;
  if (question.kind === 'hours-since' && (typeof answer === 'number' || isInstant(answer)))
    return text('hours.exact', { hours: Math.floor(hoursElapsed(answer, { ...clock, now: clock.answeredAt }).least) });
  return typeof answer === 'number' ? String(answer) : text(optionKey(question, answer));
}

/** French puts a space that does not break before a colon. */
const colon = '\u00a0: ';
type Text = (key: string, values?: Readonly<Record<string, string | number>>) => string;

function keys(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}

function holds(question: string, ...anyOf: string[]): Condition {
  return { question, anyOf };
}

function questionOf(condition: Condition): Question {
  return questions.find(({ id }) => id === condition.question) as Question;
}

/** The keys of the condition that were answered. */
function held(answers: Answers, { question, anyOf }: Condition): string[] {
  const answer = answers[question as QuestionId];
  return anyOf.filter((key) => (typeof answer === 'object' ? answer.includes(key) : answer === key));
}

function isShown({ shownWhen }: Question, answers: Answers): boolean {
  return !shownWhen || shownWhen.some((condition) => held(answers, condition).length > 0);
}

function isEmpty(answer: Answer): boolean {
  return typeof answer === 'string' ? answer.trim() === '' : typeof answer === 'object' && answer.length === 0;
}

function excludes(one: string, other: string): boolean {
  const alone = (key: string) => key === 'none' || key === 'unknown';
  return alone(one) || alone(other) || (one !== other && [one, other].every((key) => key === 'police' || key === 'no-police'));
}

function errorUnless(fits: boolean, key: AnswerError['key'], values: AnswerError['values'] = {}): AnswerError | undefined {
  return fits ? undefined : { key, values };
}

function isOneOf(answer: Answer, options: readonly string[]): boolean {
  return typeof answer === 'string' && options.includes(answer);
}

/** Known keys, each once, none of which excludes another. */
function fitTogether(answer: readonly string[], options: readonly string[]): boolean {
  return answer.every((key, at) => options.includes(key) && answer.every((other, place) => place <= at || (other !== key && !excludes(key, other))));
}

function isWhole(answer: Answer, min: number, max: number): boolean {
  return Number.isInteger(answer) && (answer as number) >= min && (answer as number) <= max;
}

function isDay(answer: string): boolean {
  const instant = new Date(`${answer}T00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(answer) && answer.length === 10;
}
