import * as v from 'valibot';
import { dangerLevels } from './danger-level.ts';
import { codedFields, writtenFields } from './description.ts';
import { languages } from './language.ts';

/**
 * What is inside a sealed report (R1-R4): only moderators' browsers, and those of a partner it was transferred to, read
 * it. Nothing in it is required but the consent to share.
 */
const text = v.pipe(v.string(), v.maxLength(10_000));

export const ReportContentSchema = v.strictObject({
  version: v.literal(1),
  /** What the free texts are written in. */
  language: v.picklist(languages),
  ...codedFields,
  ...writtenFields,
  /** R2: where exactly, in words. Never published. */
  place: v.optional(text),
  details: v.optional(text),
  /** R3: what the person looks like, in words. */
  looks: v.optional(text),
  /** How dangerous the reporter finds them; the team decides. */
  level: v.optional(v.picklist(dangerLevels)),
  /** R4: how to call back. Never published. */
  callBack: v.optional(v.pipe(v.string(), v.maxLength(300))),
  /** Beyond 8: reported for somebody else, who has agreed; how they agreed. */
  onBehalf: v.optional(v.strictObject({ consent: v.picklist(['spoken', 'written']), recordedOn: v.pipe(v.string(), v.isoDate()) })),
  consents: v.strictObject({ share: v.literal(true), transfer: v.boolean() }),
  /** Whom the team's answers are sealed to: an age recipient made on the phone for this report alone. */
  replyTo: v.pipe(v.string(), v.regex(/^age1[02-9ac-hj-np-z]{58}$/))
});
export type ReportContent = v.InferOutput<typeof ReportContentSchema>;

/**
 * R5: published within 48 hours. The clock runs from the moment the server has it.
 */
export const HOURS_TO_PUBLISH = 48;

export function dueOf(received: string): string {
  return new Date(Date.parse(received) + HOURS_TO_PUBLISH * 3_600_000).toISOString();
}
