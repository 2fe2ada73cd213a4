import * as v from 'valibot';
import { dangerLevels, monthsKept, type DangerLevel } from './danger-level.ts';
import { codedFields, department, writtenFields } from './description.ts';
import { languages } from './language.ts';

/** A published warning, as a moderator writes it and as members read it (C4). Never says who reported. */
export const AlertContentSchema = v.strictObject({
  level: v.picklist(dangerLevels),
  /** Departments whose members are warned; the first is where it happened. */
  areas: v.pipe(v.array(department), v.minLength(1), v.maxLength(10)),
  ...codedFields,
  ...writtenFields,
  /** Edited by the team. Absent while only the coded part is published. */
  text: v.optional(v.pipe(v.string(), v.maxLength(5000))),
  looks: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  textLanguage: v.optional(v.picklist(languages)),
  /** Days or months of the incidents, newest first: "several times since March". */
  incidents: v.optional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d{4}-\d\d(-\d\d)?$/))), v.maxLength(50)), [])
});
export type AlertContent = v.InferOutput<typeof AlertContentSchema>;

/** An alert with what the service knows of it. */
export interface Alert extends AlertContent {
  readonly id: string;
  /** ISO days. */
  readonly publishedOn: string;
  readonly updatedOn: string;
  /** Visible to everybody, always set. */
  readonly deletedOn: string;
  /** How many independent reports it rests on. */
  readonly reports: number;
  /** Somebody concerned says that it is wrong: shown on it while it is checked. */
  readonly contested: boolean;
}

/** In a list: identifiers masked, no text. */
export interface AlertEntry extends Pick<Alert, 'id' | 'level' | 'areas' | 'events' | 'profile' | 'where' | 'when' | 'pseudonyms' | 'publishedOn' | 'updatedOn' | 'reports' | 'contested'> {
  /** Masked, but for the one that was searched. */
  readonly identifiers: readonly { readonly kind: AlertContent['identifiers'][number]['kind']; readonly shown: string }[];
}

/** The ISO day on which it goes: by level, from the last incident or, if none has a day, from its publication. */
export function deletionDay(level: DangerLevel, lastIncident: string): string {
  const [year = 0, month = 1, day = 1] = lastIncident.split('-').map(Number);
  // A month that has no 31st: the 28th is in every one.
  const end = new Date(Date.UTC(year, month - 1 + monthsKept[level], Math.min(day, 28)));
  return end.toISOString().slice(0, 10);
}
