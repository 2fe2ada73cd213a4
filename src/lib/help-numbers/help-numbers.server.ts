import * as v from 'valibot';
import { parse } from 'yaml';
import source from '$content/help-numbers.yaml?raw';
import type { ReadingLanguage } from '$domain/language.ts';
import { formatIssues } from '$lib/reading/front-matter.server.ts';
import { groups, type HelpNumber } from './help-number.ts';

const Texts = v.strictObject({ fr: v.pipe(v.string(), v.minLength(1)), en: v.pipe(v.string(), v.minLength(1)) });

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
  source: v.pipe(v.string(), v.minLength(3)),
  sourceDate: v.union([v.string(), v.number()]),
  confidence: v.picklist(['sourced', 'old', 'to-confirm'])
});

const entries = readEntries();

/** The help numbers in one language, in the order of the file: most urgent first. */
export function helpNumbers(language: ReadingLanguage): HelpNumber[] {
  return entries.map(({ name, action, for: forWhom, hours, cost, sourceDate, smsNumber, onBill, ...entry }) => ({
    ...entry,
    name: name[language],
    action: action[language],
    forWhom: forWhom[language],
    hours: hours[language],
    cost: cost[language],
    sourceDate: String(sourceDate),
    ...(smsNumber ? { smsNumber } : {}),
    hiddenFromBill: onBill === false
  }));
}

export function helpNumber(id: string, language: ReadingLanguage): HelpNumber {
  const found = helpNumbers(language).find((number) => number.id === id);
  if (!found) throw new Error(`no help number ${id}`);
  return found;
}

function readEntries(): v.InferOutput<typeof Entry>[] {
  const result = v.safeParse(v.array(Entry), parse(source));
  if (!result.success) throw new Error(`help-numbers.yaml: ${formatIssues(result.issues)}`);
  return result.output;
}
