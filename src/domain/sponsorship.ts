/** What a sponsor sees of somebody they sponsor. `sent`: a code is under way; nobody has used it yet. */
export const sponsorshipStates = ['sent', 'waiting', 'confirmed', 'declined', 'withdrawn', 'expired'] as const;
export type SponsorshipState = (typeof sponsorshipStates)[number];

export type SponsorshipAct = 'confirm' | 'decline' | 'withdraw' | 'use';

/**
 * Where an act leads, or undefined where it is not possible. Declining and withdrawing are the same right at two moments:
 * before the newcomer is in, and while a code is out.
 */
export function sponsorshipAfter(state: SponsorshipState, act: SponsorshipAct): SponsorshipState | undefined {
  switch (act) {
    case 'confirm':
      return state === 'waiting' ? 'confirmed' : undefined;
    case 'decline':
      return state === 'waiting' ? 'declined' : undefined;
    case 'withdraw':
      return state === 'sent' ? 'withdrawn' : undefined;
    case 'use':
      return state === 'sent' ? 'confirmed' : undefined;
    default:
      return act satisfies never;
  }
}

/** Against whoever would let strangers in by the dozen, or sell codes. */
export const OPEN_CODES = 3;
export const CODES_A_MONTH = 10;
/** A newcomer cannot sponsor at once: who got in by deceit cannot bring others before being noticed. */
export const DAYS_BEFORE_SPONSORING = 30;
/** A code for somebody who may have to find a phone first. */
export const CODE_DAYS = 7;

export type SponsoringRefusal = 'too-new' | 'too-many-open' | 'too-many-this-month';

/** Whether one more code may go out. `created`: of this sponsor's codes of the last 31 days, ISO instants. */
export function sponsoringRefusal(of: {
  readonly activeSince: string;
  readonly open: number;
  readonly created: readonly string[];
  readonly now: string;
  /** Partners are known to the team; demo data has nobody of 30 days. */
  readonly newcomersMay: boolean;
}): SponsoringRefusal | undefined {
  if (!of.newcomersMay && daysBetween(of.activeSince, of.now) < DAYS_BEFORE_SPONSORING) return 'too-new';
  if (of.open >= OPEN_CODES) return 'too-many-open';
  if (of.created.filter((instant) => daysBetween(instant, of.now) < 31).length >= CODES_A_MONTH) return 'too-many-this-month';
  return undefined;
}

function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / 86_400_000;
}
