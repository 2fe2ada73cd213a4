import type { AlertContent } from '$domain/alert.ts';
import type { Choice, ChoiceList } from '$domain/coded-choices.ts';
import { departmentName } from '$domain/department-names.ts';
import type { ReadingLanguage } from '$domain/language.ts';
import type { Translate } from '$lib/i18n/translate.ts';
import { incidentDay } from './incident-day.ts';

/** What a report and an alert have in common and in codes. */
export type Coded = Pick<AlertContent, 'events' | 'profile' | 'people' | 'when' | 'where' | 'appearance' | 'vehicle' | 'identifiers'>;
export type CodedPart = 'events' | 'profile' | 'when' | 'where' | 'looks' | 'vehicle';

/** One line: what is asked, and the answers. */
export interface CodedRow {
  readonly title: string;
  readonly texts: readonly string[];
}

/** What is said of these parts, in the reader's language, in this order. `t`: texts of `choices`. What is not said has no row. */
export function codedRows(t: Translate, language: ReadingLanguage, coded: Coded, parts: readonly CodedPart[]): CodedRow[] {
  return parts.flatMap((part) => rowsOf[part](t, language, coded)).filter(({ texts }) => texts.length > 0);
}

/** The word for a code. One that is newer than this copy of the page still says something. */
export function choiceText<List extends ChoiceList>(t: Translate, list: List, code: Choice<List>): string {
  const key = `${list}.${code}`;
  const text = t(key);
  return text === key ? code.replaceAll('-', ' ') : text;
}

/** `Lyon 3e (69, Rhône)`, as much of it as is known; undefined for nothing. */
export function placeText({ town, department }: Coded['where']): string | undefined {
  if (department === undefined) return town;
  const name = departmentName(department);
  if (town === undefined) return `${name} (${department})`;
  return name === town ? `${town} (${department})` : `${town} (${department}, ${name})`;
}

type Rows = (t: Translate, language: ReadingLanguage, coded: Coded) => CodedRow[];

const rowsOf: Readonly<Record<CodedPart, Rows>> = {
  events: (t, _language, { events }) => [row(t, 'event', events)],
  profile: (t, _language, { profile, people }) => [{ title: t('profile'), texts: [...texts(t, 'profile', profile), ...(people === undefined ? [] : [t('people', { count: people })])] }],
  when: (t, language, { when: { date, partOfDay } }) => [{ title: t('when'), texts: [...(date === undefined ? [] : [incidentDay(language, date)]), ...texts(t, 'partOfDay', one(partOfDay))] }],
  where: (t, _language, { where }) => [{ title: t('where'), texts: [...one(placeText(where)), ...texts(t, 'placeType', one(where.placeType))] }],
  looks: (t, _language, { appearance: { gender, age, height, build, hair, hairColour, face, signs } }) => [
    row(t, 'gender', one(gender)),
    row(t, 'age', one(age)),
    row(t, 'height', one(height)),
    row(t, 'build', one(build)),
    row(t, 'hair', hair),
    row(t, 'hairColour', one(hairColour)),
    row(t, 'face', face),
    row(t, 'sign', signs)
  ],
  vehicle: (t, _language, { vehicle: { type, colour, model } }) => [
    row(t, 'vehicle', one(type)),
    row(t, 'colour', one(colour)),
    { title: t('model'), texts: one(model) }
  ]
};

function row<List extends ChoiceList>(t: Translate, list: List, codes: readonly Choice<List>[]): CodedRow {
  return { title: t(list), texts: texts(t, list, codes) };
}

function texts<List extends ChoiceList>(t: Translate, list: List, codes: readonly Choice<List>[]): string[] {
  return codes.map((code) => choiceText(t, list, code));
}

function one<Value>(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}
