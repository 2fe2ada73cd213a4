import * as v from 'valibot';
import { department } from './description.ts';

/** What a phone and the server say to each other about reports (`/api/reports`). The server never sees what is inside. */

/** Made on the phone: 128 random bits, base64url. */
export const madeId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));
/** An age file (binary), base64url without padding. The largest size class, sealed to 40 recipients. */
export const sealed = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(100_000));

/** An age recipient (X25519). */
export const recipient = v.pipe(v.string(), v.regex(/^age1[02-9ac-hj-np-z]{58}$/));

/** `GET /api/reports/recipients`. Empty: there is no moderator yet, and reporting is not open. */
export interface Recipients {
  /** age recipients of all moderators. */
  readonly recipients: readonly string[];
}

/**
 * `POST /api/reports`, members only; nothing of who sends it is kept. 201 the first time, 200 again for the same id and
 * body, 409 `other_report` for the same id and another body. 503 `reporting_closed` without a moderator. 429.
 */
export const ReportBody = v.strictObject({
  /** Also names its receipt. */
  id: madeId,
  /** SHA-256 of the receipt's secret as it stands in the header (32 random bytes, base64url): the secret itself stays on the phone. */
  receiptHash: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  department: v.optional(department),
  consents: v.strictObject({ share: v.literal(true), transfer: v.boolean() }),
  sealed,
  /** The recipients it was sealed to, so that the desk knows for whom it has to be sealed anew. */
  sealedTo: v.optional(v.pipe(v.array(recipient), v.maxLength(60)), [])
});
export type ReportBody = v.InferOutput<typeof ReportBody>;

/** An acknowledgement that can be checked: only this one lets an entry leave the outbox. */
export interface ReportKept {
  readonly id: string;
  /** SHA-256 of the text of `sealed`, base64url. */
  readonly digest: string;
  /** ISO instants. */
  readonly received: string;
  readonly due: string;
}

/**
 * What follows is asked with `Authorization: Receipt <secret>` and without the session's cookie, so that no request joins
 * an account and a report. 404 `unknown_receipt` for a wrong secret as for an unknown id.
 */

/** `GET /api/reports/{receipt}/thread`, where `receipt` is the report's id. */
export interface ReceiptView {
  readonly stage: 'waiting' | 'asked' | 'published-part' | 'published' | 'refused' | 'restricted';
  readonly refusal?: Refusal;
  /** Whether an organisation has it. */
  readonly transferred: boolean;
  readonly received: string;
  readonly due: string;
  readonly messages: readonly ThreadMessage[];
  /** Whom an answer is sealed to now. */
  readonly recipients: readonly string[];
}

export interface ThreadMessage {
  readonly id: string;
  readonly from: 'team' | 'reporter';
  readonly at: string;
  /** To the report's `replyTo` (from the team) or to the moderators (from the reporter); a copy for the sender's side is not kept. */
  readonly sealed: string;
}

/** `POST /api/reports/{receipt}/thread`. 201; 200 for the same id and body. */
export const ThreadBody = v.strictObject({ id: madeId, sealed: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(30_000)) });

// `POST /api/reports/{receipt}/withdraw`: 204, also when it is gone already. The report and its thread are erased; what
// was published from it stays without it, or goes when nothing else supports it.

/** What is inside a sealed message of the thread. */
export const ThreadTextSchema = v.strictObject({ version: v.literal(1), text: v.pipe(v.string(), v.maxLength(3000)), language: v.string() });

export const refusals = ['not-enough', 'duplicate', 'not-ours', 'unlikely', 'abusive'] as const;
export type Refusal = (typeof refusals)[number];
