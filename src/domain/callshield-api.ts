import * as v from 'valibot';

/**
 * What the Android app, the page and the server say to each other (`caller-filter.md`, "Sign-in hand-over"). The app makes a secret, the member
 * confirms in the page what was made of it, and whoever knows the secret gets a token that reads the caller filter and nothing else.
 */

/** base64url(SHA-256(verifier)), without padding. */
export const Challenge = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
/** base64url of 32 random bytes, without padding. */
export const Verifier = Challenge;
/** 40 bits in Crockford's base 32, as it is typed: any case, spaces and dashes left out or in. */
export const LinkCode = v.pipe(v.string(), v.maxLength(24));

/** `POST /api/callshield/grants`, of a member who is signed in: 201, LinkGrant. */
export const LinkRequest = v.strictObject({ challenge: Challenge });

export interface LinkGrant {
  /** `XXXX-XXXX`: once, and for a minute. */
  readonly code: string;
  readonly expiresAt: string;
  /** The Android package that the code is for: no other may be handed it. */
  readonly package: string;
}

/** `POST /api/callshield/token`, of the app, without a session: 200, LinkedToken; 400 `code` for a code that is wrong, used or over. */
export const TokenRequest = v.strictObject({ code: LinkCode, verifier: Verifier });

export interface LinkedToken {
  /** base64url; the server has only what was made of it. */
  readonly token: string;
  /** 30 days after the member signed in; `2026-12-24T10:00:00.000Z`. */
  readonly expiresAt: string;
  /** base64url of 32 bytes: of the filter. */
  readonly key: string;
  readonly generation: number;
}

/**
 * `GET /api/callshield/filter`, with `Authorization: Bearer`, or in the page with the session's cookie; `If-None-Match` and `?generation=`
 * (that of the key one has). 200 the bytes with an ETag; 304; 401 drop everything; 410 the generation is over: ask for a new key (the app:
 * link again); 429 with Retry-After.
 */
export const FilterQuery = v.strictObject({ generation: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/))) });

/** In the answer of `GET /api/keys`, for the page: none while there is no filter. */
export interface FilterKey {
  readonly key: string;
  readonly generation: number;
}

/** `GET /api/callshield/devices`, `DELETE /api/callshield/devices/:id` (204). */
export interface LinkedDevice {
  readonly id: string;
  /** Days: `2026-11-24`. */
  readonly linkedOn: string;
  readonly seenOn: string;
  readonly expiresAt: string;
}
export interface LinkedDevices {
  readonly devices: readonly LinkedDevice[];
}

/** `GET /api/callshield/app`: what the operator has placed; 404 `none` where there is none. The file itself: `GET /api/callshield/app/file`. */
export interface OfferedApp {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly version: string;
}
