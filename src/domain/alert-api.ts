import * as v from 'valibot';
import type { Alert, AlertEntry } from './alert.ts';
import type { FilterKey } from './callshield-api.ts';
import { dangerLevels, type DangerLevel } from './danger-level.ts';
import { department } from './description.ts';

/** What members ask about alerts. Identifiers never travel: tokens do, and in bodies. */

export const searchTokenText = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16}$/));

/** `GET /api/keys`: a lease. Each key is 32 bytes, base64url. */
export interface Keys {
  /** Of search tokens (domain/search-token.ts). */
  readonly search: string;
  /** Of the alerts of one's areas, by name (`75-2026-11`): every month that something may be sealed under. */
  readonly areas: Readonly<Record<string, string>>;
  /** Of what this account writes for itself: notes never leave the phone, their key comes again with the next sign-in. */
  readonly notes: string;
  /** ISO instant: 30 days after sign-in; then they are dropped. */
  readonly until: string;
  /** ISO instant: what the server's clock says. The phone's may be wrong, or set back. */
  readonly now: string;
  /** Of the caller filter (`callshield-api.ts`); absent while there is none. */
  readonly filter?: FilterKey;
}

/** C1, `POST /api/alerts/lookup`. 200 `LookupAnswer`; 429 `too_many_lookups` with `retryAfter`. */
export const LookupBody = v.strictObject({ tokens: v.pipe(v.array(searchTokenText), v.minLength(1), v.maxLength(2)) });
export interface LookupAnswer {
  /** In full: whoever searched a number may see what is said about it. Most severe first. */
  readonly alerts: readonly Alert[];
  /** Look-ups left today. */
  readonly left: number;
}

/**
 * C1-C2, `GET /api/alerts?area=75&level=dangerous&level=risky&after=<cursor>`: newest first, 50 at a time. Only areas of
 * one's scope (every area for moderators): 403 `not_your_area`.
 */
export const AlertQuery = v.strictObject({
  area: department,
  level: v.optional(v.pipe(v.union([v.string(), v.array(v.string())]), v.transform((one) => (typeof one === 'string' ? [one] : one)), v.array(v.picklist(dangerLevels)))),
  after: v.optional(v.pipe(v.string(), v.maxLength(100)))
});
export interface AlertPage {
  readonly alerts: readonly AlertEntry[];
  /** Of the whole area, whatever the filter. */
  readonly counts: Readonly<Record<DangerLevel, number>>;
  readonly next?: string;
}

// C4, `GET /api/alerts/{id}`: 200 `Alert`; 404 `unknown_alert`, also for one outside one's areas. Counts as a look-up.

/** `POST /api/push/subscriptions`: content-free push for new alerts of one's areas; 201. 400 `unknown_push_service`. */
export const PushBody = v.strictObject({
  endpoint: v.pipe(v.string(), v.url(), v.maxLength(1000)),
  keys: v.strictObject({ p256dh: v.pipe(v.string(), v.maxLength(200)), auth: v.pipe(v.string(), v.maxLength(100)) })
});
/** `POST /api/push/subscriptions/end`: 204, also when it is gone. */
export const PushEndBody = v.strictObject({ endpoint: v.pipe(v.string(), v.maxLength(1000)) });
/** `GET /api/push/key`. */
export interface PushKey {
  /** VAPID public key, base64url. */
  readonly key: string;
}
