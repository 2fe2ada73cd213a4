/** Roles, from least to most trusted. A visitor has no account and no role. */
export const roles = ['member', 'partner', 'moderator', 'admin'] as const;
export type Role = (typeof roles)[number];

/**
 * `waiting`: no sponsor has confirmed yet. `suspended`: by the team. Whoever is not active still reads, corrects and
 * erases what is kept about them.
 */
export type AccountState = 'waiting' | 'active' | 'suspended';

/** A member's alerts come from these departments: a scope, so that no account holds the whole base. */
export const MOST_AREAS = 5;

/** Signed in for so long; then the password is asked again, in the app and for the alerts on the phone (A5). */
export const SESSION_DAYS = 30;

/** A working day: whoever reads other people's reports signs in every morning. */
export const TEAM_SESSION_HOURS = 12;

/** Whoever sees more than one member's own needs proof beyond a password. */
export function needsSecondFactor(role: Role): boolean {
  return role === 'moderator' || role === 'admin';
}
