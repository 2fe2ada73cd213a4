import * as v from 'valibot';
import { parse } from 'yaml';
import file from '$content/help-numbers.yaml?raw';
import type { ReadingLanguage } from '$domain/language.ts';
import { formatIssues } from '$lib/reading/front-matter.server.ts';
import { groups, type HelpNumber } from './help-number.ts';

const Texts = v.strictObject({ fr: v.pipe(v.string(), v.minLength(1)), en: v.pipe(v.string(), v.minLength(1)) });

/** Where a name or a day says it, the same in both. */
const Said = v.union([v.pipe(v.string(), v.minLength(3)), v.pipe(v.number(), v.transform(String)), Texts]);

const Entry = v.strictObject({
  id: v.string(),
  dial: v.pipe(v.string(), v.regex(/^\+?\d+$/)),
  shown: v.string(),
  channels: v.pipe(v.array(v.picklist(['voice', 'sms'])), v.minLength(1)),
  smsNumber: v.optional(v.pipe(v.string(), v.regex(/^\+?\d+$/))),
  group: v.picklist(groups),
  name: Texts,
  action: Texts,
  for: Texts,
  hours: Texts,
  cost: Texts,
  onBill: v.optional(v.boolean()),
  source: Said,
  sourceDate: Said,
  confidence: v.picklist(['sourced', 'old', 'to-confirm'])
});

const entries = readEntries();

/** The help numbers in one language, in the order of the file: most urgent first. */
export function helpNumbers(language: ReadingLanguage): HelpNumber[] {
  return entries.map(({ name, action, for: forWhom, hours, cost, source, sourceDate, smsNumber, onBill, ...entry }) => ({
    ...entry,
    name: name[language],
    action: action[language],
    forWhom: forWhom[language],
    hours: hours[language],
    cost: cost[language],
    source: saidIn(language, source),
    sourceDate: saidIn(language, sourceDate),
    ...(smsNumber ? { smsNumber } : {}),
    hiddenFromBill: onBill === false
  }));
}

export function helpNumber(id: string, language: ReadingLanguage): HelpNumber {
  const found = helpNumbers(language).find((number) => number.id === id);
  if (!found) throw new Error(`no help number ${id}`);
  return found;
}

function saidIn(language: ReadingLanguage, said: v.InferOutput<typeof Said>): string {
  return typeof said === 'string' ? said : said[language];
}

function readEntries(): v.InferOutput<typeof Entry>[] {
  const result = v.safeParse(v.array(Entry), parse(file));
  if (!result.success) throw new Error(`help-numbers.yaml: ${formatIssues(result.issues)}`);
  return result.output;
}
