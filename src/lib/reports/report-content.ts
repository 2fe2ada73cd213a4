import { choices, type Choice, type ChoiceList } from '$domain/coded-choices.ts';
import { dangerLevels } from '$domain/danger-level.ts';
import { identifierKinds, readIdentifierAs, type Identifier, type IdentifierKind } from '$domain/identifier.ts';
import type { ReadingLanguage } from '$domain/language.ts';
import { sizeClasses } from '$domain/padding.ts';
import type { ReportContent } from '$domain/report.ts';
import type { Ready } from '$lib/offline/outbox.ts';
import { dayOf } from './incident-date.ts';
import type { ReportTyped } from './report-typed.ts';

/**
 * What is sealed, of what was typed. `unread` says an identifier that we could not read: it goes with the text, since as an
 * identifier it would stand for something else, or for nothing.
 */
export function contentOf(typed: ReportTyped, language: ReadingLanguage, unread: (kind: IdentifierKind, typed: string) => string): ReportToSeal {
  const identifiers = identifierKinds.flatMap((kind) => filled(typed[kind]).map((text) => ({ kind, text, read: readIdentifierAs(kind, text) })));
  const details = [typed.details.trim(), ...identifiers.filter(({ read }) => !read).map(({ kind, text }) => unread(kind, text))].filter(Boolean).join('\n');
  const people = Number.parseInt(typed.people, 10);
  const level = dangerLevels.find((one) => one === typed.level);
  return {
    version: 1,
    language,
    events: some(typed, 'event'),
    profile: some(typed, 'profile'),
    ...present({ people: people >= 1 && people <= MOST_PEOPLE ? people : undefined }),
    when: present({ date: typed.date || undefined, partOfDay: one(typed, 'partOfDay') }),
    where: present({ department: typed.department || undefined, town: line(typed.town), townCode: typed.townCode || undefined, placeType: one(typed, 'placeType') }),
    appearance: {
      ...present({ gender: one(typed, 'gender'), age: one(typed, 'age'), height: one(typed, 'height'), build: one(typed, 'build'), hairColour: one(typed, 'hairColour') }),
      hair: some(typed, 'hair'),
      face: some(typed, 'face'),
      signs: some(typed, 'sign')
    },
    vehicle: present({ type: one(typed, 'vehicle'), colour: one(typed, 'colour'), model: line(typed.model) }),
    identifiers: once(identifiers.flatMap(({ read }) => read ?? [])),
    pseudonyms: filled(typed.pseudonyms),
    links: filled(typed.links),
    ...present({ place: text(typed.place), details: details || undefined, looks: text(typed.looks), level, callBack: text(typed.callBack) }),
    ...(typed.onBehalf && typed.agreed !== '' ? { onBehalf: { consent: typed.agreed, recordedOn: typed.agreedOn } } : {}),
    consents: { share: true, transfer: typed.transfer }
  };
}

export type ReportToSeal = Omit<ReportContent, 'replyTo'>;

export function readyOf(content: ReportToSeal): Ready {
  const { department } = content.where;
  return { content, ...(department === undefined ? {} : { department }), consents: content.consents };
}

/** Whether it is longer than the largest size class, with what is still put to it. */
export function isTooLong(content: ReportToSeal): boolean {
  return new TextEncoder().encode(JSON.stringify(content)).length + REPLY_TO_BYTES >= (sizeClasses.at(-1) ?? 0);
}

/** What keeps a report from being sent: fields, by the part of the form they are in. */
export function missingIn(typed: ReportTyped, now: Date): readonly { readonly part: 1 | 3; readonly field: 'date' | 'agreed' | 'share' }[] {
  return [
    ...(typed.date > dayOf(now) ? [{ part: 1, field: 'date' } as const] : []),
    ...(typed.onBehalf && typed.agreed === '' ? [{ part: 3, field: 'agreed' } as const] : []),
    ...(typed.share ? [] : [{ part: 3, field: 'share' } as const])
  ];
}

/** As many identifiers as a report takes, of all kinds together; and as many of each other line. */
export const MOST_IDENTIFIERS = 30;
export const MOST_LINES = 20;
export const MOST_PEOPLE = 20;
const REPLY_TO_BYTES = 100;

function some<List extends ChoiceList>({ chosen }: ReportTyped, list: List): Choice<List>[] {
  const codes: readonly Choice<List>[] = choices[list];
  return codes.filter((code) => chosen[list]?.includes(code));
}

function one<List extends ChoiceList>(typed: ReportTyped, list: List): Choice<List> | undefined {
  return some(typed, list)[0];
}

function filled(texts: readonly string[]): string[] {
  return texts.map((one) => one.trim()).filter(Boolean);
}

function once(identifiers: readonly Identifier[]): Identifier[] {
  return identifiers.filter(({ kind, value }, place) => identifiers.findIndex((other) => other.kind === kind && other.value === value) === place);
}

function line(typed: string): string | undefined {
  return typed.trim() || undefined;
}

const text = line;

type Present<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

function present<Values extends object>(values: Values): Present<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<Values>;
}
