import * as v from 'valibot';
import { MOST_AREAS, type AccountState, type Role } from './account.ts';
import { languages } from './language.ts';
import { LONGEST_PASSWORD } from './password-rules.ts';
import type { SponsoringRefusal, SponsorshipState } from './sponsorship.ts';

/**
 * What the page and the server say to each other about accounts (`/api`). Bodies are checked with these schemas on the
 * server, and described from them in /api/openapi.json. Texts are as typed: the server reads contacts, names and codes
 * by the same functions of domain/ that the page shows them with.
 */

const typed = v.pipe(v.string(), v.maxLength(300));
const password = v.pipe(v.string(), v.maxLength(4 * LONGEST_PASSWORD));
const code = v.pipe(v.string(), v.maxLength(60));
const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/));
const language = v.picklist(languages);
const areas = v.pipe(v.array(v.pipe(v.string(), v.regex(/^(\d\d|2[AB]|9[78]\d)$/))), v.maxLength(MOST_AREAS));

/** A1. Answered 202 with `SignUpAnswer`, whoever the contact and the sponsor are. */
export const SignUpBody = v.strictObject({
  username: typed,
  contact: typed,
  secondContact: v.optional(typed),
  name: v.optional(typed),
  /** `1990-04-23`. */
  birthDate: v.optional(v.pipe(v.string(), v.isoDate())),
  /** The sponsor's e-mail address, or a sponsorship code. */
  sponsor: typed,
  password,
  language,
  termsAccepted: v.literal(true)
});
export interface SignUpAnswer {
  /** Names this sign-up until its contact is proven. */
  readonly signUp: string;
  /** Where the code went, masked. */
  readonly sentTo: string;
}

/** Sends the code once more. 202. */
export const SignUpCodeBody = v.strictObject({ signUp: id });

/** Proves the contact; `username` replaces one that turned out to be taken. 201 `SignedUp`; 409 `username_taken`. */
export const SignUpConfirmationBody = v.strictObject({ signUp: id, code, username: v.optional(typed) });
export interface SignedUp {
  /** `active` when a code was used; `waiting` until the sponsor confirms. */
  readonly state: AccountState;
}

/** A3. 200 `SessionView` and the cookie. 401 `wrong_credentials`, 401 `second_factor_needed`, 429 `too_many_tries`. */
export const SignInBody = v.strictObject({ username: typed, password, secondFactor: v.optional(code) });
export interface SessionView {
  readonly username: string;
  readonly role: Role;
  readonly state: AccountState;
  readonly language: (typeof languages)[number];
  readonly areas: readonly string[];
  /** When the password will be asked again, ISO instant. */
  readonly ends: string;
  /** `set-up`: the role asks for one and there is none yet. */
  readonly secondFactor: 'none' | 'set-up' | 'given';
  /** For a waiting account: whether a sponsor is still to answer, or said no (or was not found in 30 days). */
  readonly sponsor: 'waiting' | 'declined' | 'confirmed';
  /** Kept but unused, as `AccountView` has it. */
  readonly restricted?: boolean;
}

/** One session of one's own. Days, not times: nobody needs a trace finer than that. */
export interface SessionEntry {
  readonly id: string;
  readonly current: boolean;
  readonly startedOn: string;
  readonly lastSeenOn: string;
  /** `Android`, `iPhone`, `Windows`, `Mac`, `Linux` or nothing. */
  readonly device: string;
}

/** A3: by e-mail address or phone number. 202, whoever it is. */
export const PasswordResetBody = v.strictObject({ contact: typed });
/** 204, and all sessions are ended. 400 `wrong_code`. The token in the path is the code of the message. */
export const NewPasswordBody = v.strictObject({ password });
/** 204, and the other sessions are ended. 403 `wrong_password`. */
export const ChangePasswordBody = v.strictObject({ current: password, password });

export interface ContactView {
  readonly id: string;
  readonly kind: 'email' | 'phone';
  readonly value: string;
  /** False for a second contact of the sign-up: it gets no messages until a code has proven it (as a new contact is). */
  readonly proven: boolean;
}

/** All that is kept about oneself and can be seen or changed (A4). */
export interface AccountView {
  readonly username: string;
  readonly role: Role;
  readonly state: AccountState;
  readonly contacts: readonly ContactView[];
  readonly name?: string;
  readonly birthDate?: string;
  readonly language: (typeof languages)[number];
  readonly areas: readonly string[];
  readonly joinedOn: string;
  readonly restricted: boolean;
  readonly secondFactor: boolean;
}

/** What is absent stays; an empty text removes. 200 `AccountView`. 429 `areas_changed_too_often`. */
export const ChangeAccountBody = v.strictObject({
  language: v.optional(language),
  areas: v.optional(areas),
  name: v.optional(typed),
  birthDate: v.optional(v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]))
});

/**
 * A code goes to the new contact; until it is confirmed nothing changes. 202 `ContactChange`. 403 `wrong_password`: a
 * contact is a way in, so whoever only has the phone in hand cannot add one.
 */
export const NewContactBody = v.strictObject({ contact: typed, replaces: v.optional(id), password });
/** 200 `AccountView`. 403 `wrong_password`, 409 `last_contact`. */
export const RemoveContactBody = v.strictObject({ password });
export interface ContactChange {
  readonly change: string;
  readonly sentTo: string;
}
/** 200 `AccountView`. 400 `wrong_code`. */
export const ConfirmContactBody = v.strictObject({ change: id, code });

/** Somebody whose sponsor declined or never answered names another. 202. */
export const NewSponsorBody = v.strictObject({ sponsor: typed });

/** Y1. 200 `ErasureReceipt`. 403 `wrong_password`. */
export const EraseAccountBody = v.strictObject({ password });
export interface ErasureReceipt {
  readonly erasedOn: string;
  /** Kinds of documents and how many of each were erased. */
  readonly erased: readonly { readonly what: 'account' | 'names' | 'contacts' | 'sessions' | 'codes' | 'sponsorships' | 'messages'; readonly count: number }[];
  /** Places where nothing was kept or that empty by themselves, as keys of texts. */
  readonly elsewhere: readonly ('logs' | 'backups' | 'sponsors' | 'phone' | 'reports')[];
}

/** Y1: kept but unused. 200 `AccountView`. */
export const RestrictionBody = v.strictObject({ restricted: v.boolean() });

/** 201. The secret for an authenticator app (TOTP, RFC 6238), as text and as the `otpauth:` address. */
export interface SecondFactorSetUp {
  readonly secret: string;
  readonly uri: string;
}
/** 403 `wrong_password`, 409 `second_factor_set`. */
export const SecondFactorSetUpBody = v.strictObject({ password });
/** Six digits from the app. The other sessions are ended. 204; the session has its second factor from here on. 400 `wrong_second_factor`. */
export const SecondFactorBody = v.strictObject({ code });

/** A moderator's or admin's first visit, by the link that the CLI printed. 201 and the cookie, as at sign-in. */
export const InvitationBody = v.strictObject({ username: typed, password, language });

/** S2. 201 `SponsorshipEntry`. 409 with one of `SponsoringRefusal` (`too-new`, ...) as `error`. */
export const SponsorshipCodeBody = v.strictObject({ phone: typed, language: v.optional(language) });

export interface SponsorshipEntry {
  readonly id: string;
  readonly by: 'email' | 'code';
  readonly state: SponsorshipState;
  /** ISO instant of the last change. */
  readonly since: string;
  /** Of a newcomer; absent while a code is under way. */
  readonly username?: string;
  /** Masked; only to whoever sent the code. */
  readonly phone?: string;
  /** When an open code stops working, ISO instant. */
  readonly until?: string;
}

/** S3. */
export interface SponsorshipList {
  readonly sponsorships: readonly SponsorshipEntry[];
  /** Whether one more code may go out now. */
  readonly refusal?: SponsoringRefusal;
  /** Codes that may still go out this month. */
  readonly codesLeft: number;
}

/** Every refusal: `error` for the page to put in the reader's language, `reason` in English for programs' authors. */
export interface ApiFault {
  readonly error: string;
  readonly reason: string;
  /** What is wrong with which field, for `error: 'invalid_fields'`. */
  readonly fields?: Readonly<Record<string, FieldProblem>>;
  /** Seconds, for `error: 'too_many_tries'`. */
  readonly retryAfter?: number;
}

export type FieldProblem =
  | 'missing'
  | 'too-short'
  | 'too-long'
  | 'contact'
  | 'neither'
  | 'landline'
  | 'common'
  | 'username'
  | 'unknown-code'
  | 'same-as-contact'
  | 'not-a-date';
