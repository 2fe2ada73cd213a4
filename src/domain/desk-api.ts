import * as v from 'valibot';
import { AlertContentSchema, type Alert } from './alert.ts';
import { searchTokenText } from './alert-api.ts';
import type { DangerLevel } from './danger-level.ts';
import { department } from './description.ts';
import { madeId, recipient, refusals, sealed, ThreadBody, type ThreadMessage } from './report-api.ts';
import type { Decision } from './report-state.ts';

/** What the desk and the server say to each other (`/api/desk`): moderators; partners where it says so. */

/** `GET /api/desk/identity`, moderators and partners: one's own. */
export interface DeskIdentity {
  /** age recipient, public. Absent before the first visit. */
  readonly recipient?: string;
  /** The identity, sealed by its owner's passphrase (age, scrypt), base64url: only the owner's browser opens it. */
  readonly wrapped?: string;
}
/** `POST /api/desk/identity`: 201. 403 `wrong_password`; 409 `identity_set` unless `replace` (passphrase forgotten). */
export const IdentityBody = v.strictObject({
  recipient,
  wrapped: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.maxLength(2000)),
  password: v.pipe(v.string(), v.maxLength(512)),
  replace: v.optional(v.boolean())
});

/** `GET /api/desk/reports`, moderators all, partners what was transferred to them; newest last. Bodies come one by one. */
export interface DeskList {
  readonly reports: readonly DeskEntry[];
  /** Recipients of all moderators: whom reports must be sealed to. */
  readonly recipients: readonly string[];
  readonly partners: readonly DeskPartner[];
}
export interface DeskEntry {
  readonly id: string;
  readonly received: string;
  readonly due: string;
  readonly department?: string;
  readonly consents: { readonly share: true; readonly transfer: boolean };
  readonly decisions: readonly Decision[];
  readonly messages: number;
  /** Recipients it is sealed to, as far as the server was told. */
  readonly sealedTo: readonly string[];
}
export interface DeskPartner {
  readonly id: string;
  readonly name: string;
  readonly areas: readonly string[];
  readonly recipient: string;
}

/** `GET /api/desk/reports/{id}`; to a partner the copy that was sealed to it. */
export interface DeskReport extends DeskEntry {
  readonly sealed: string;
  readonly thread: readonly ThreadMessage[];
}

/** `POST /api/desk/reports/{id}/decisions`: 201 `DeskEntry`; 200 for the same id. 409 `withdrawn` when it is gone. */
export const DecisionBody = v.strictObject({
  id: madeId,
  act: v.variant('kind', [
    v.strictObject({ kind: v.literal('publish'), alert: madeId, part: v.picklist(['coded', 'whole']), content: AlertContentSchema }),
    v.strictObject({ kind: v.literal('merge'), alert: madeId, content: AlertContentSchema }),
    /** Asks the reporter; the question is sealed to the report's `replyTo`. */
    v.strictObject({ kind: v.literal('ask'), message: ThreadBody }),
    /** Only with the consent to transfer: 409 `no_consent`. Sealed to the partner's recipient. */
    v.strictObject({ kind: v.literal('transfer'), partner: v.pipe(v.string(), v.maxLength(64)), sealed }),
    v.strictObject({ kind: v.literal('refuse'), reason: v.picklist(refusals) }),
    v.strictObject({ kind: v.literal('restrict') }),
    v.strictObject({ kind: v.literal('reopen') })
  ])
});
export type DecisionBody = v.InferOutput<typeof DecisionBody>;

/** `POST /api/desk/reports/{id}/messages`, without a question: 201. */
export { ThreadBody as DeskMessageBody };

/** `POST /api/desk/reports/{id}/reseal`: the same content for other moderators; 200 `DeskEntry`. 409 `changed` if `was` is not what is kept. */
export const ResealBody = v.strictObject({
  /** SHA-256 of the sealed text it replaces, base64url. */
  was: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  sealed,
  sealedTo: v.pipe(v.array(recipient), v.maxLength(60))
});

// `DELETE /api/desk/reports/{id}`: 204. The report, its thread and copies; alerts that rest on it alone go, others count one less.

/**
 * `POST /api/desk/alerts/similar`: alerts that share an identifier, from everywhere, and all alerts of these areas (at most
 * 500, newest first); 200 `SimilarAlerts`. What looks alike is told in the moderator's browser (domain/similarity.ts): nothing of
 * the report but tokens leaves it.
 */
export const SimilarBody = v.strictObject({
  tokens: v.pipe(v.array(searchTokenText), v.maxLength(60)),
  areas: v.pipe(v.array(department), v.maxLength(3))
});
export interface SimilarAlerts {
  readonly sharing: readonly Alert[];
  readonly around: readonly Alert[];
}

/** `GET /api/desk/alerts/{id}`: 200 `Alert`. `POST /api/desk/alerts/{id}`: replaces what it says; 200 `Alert`. */
export const EditAlertBody = v.strictObject({ content: AlertContentSchema });
/**
 * `POST /api/desk/alerts/{id}/contest`: somebody concerned says that it is wrong. `contested` marks it; `hidden` takes it
 * from members while it is checked. 200 `Alert`. `DELETE /api/desk/alerts/{id}`: 204.
 */
export const ContestBody = v.strictObject({ contested: v.boolean(), hidden: v.boolean() });

/** `GET /api/desk/numbers`. */
export interface DeskNumbers {
  readonly waiting: number;
  readonly late: number;
  /** Of the last 12 months, `2026-11`. */
  readonly published: readonly { readonly month: string; readonly level: DangerLevel; readonly count: number }[];
  /** Hours from arrival to first publication, of reports of the last 30 days, sorted. */
  readonly hours: readonly number[];
}

/** `GET /api/desk/readers`: accounts that look up more than people do, newest first. `POST /api/desk/readers/{id}/seen`: 204. */
export interface BulkReader {
  readonly id: string;
  readonly username: string;
  readonly since: string;
  readonly seen: boolean;
}
