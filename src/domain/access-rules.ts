import type { AccountState, Role } from './account.ts';

/** Who asks. Nobody: no session, or one that has ended. */
export type Asker = { readonly role: Role; readonly state: AccountState; readonly secondFactor: 'given' | 'needed' } | undefined;

/**
 * `anyone`: also without a session. `signed-in`: whoever has a session, also while waiting, suspended, or before a
 * second factor is set up: one's own data and nothing else. A list of roles: active accounts, second factor given.
 */
type Rule = 'anyone' | 'signed-in' | readonly Role[];

const everyRole = ['member', 'partner', 'moderator', 'admin'] as const;

/** Every route under /api and /sync, and who may call it. A route that is not here cannot be registered. */
export const accessRules = {
  'GET /api/openapi.json': 'anyone',
  'POST /api/directory/suggestions': 'anyone',

  'POST /api/accounts': 'anyone',
  'POST /api/accounts/codes': 'anyone',
  'POST /api/accounts/confirmations': 'anyone',
  'POST /api/invitations/:token': 'anyone',
  'POST /api/password-resets': 'anyone',
  'POST /api/password-resets/:token': 'anyone',
  'POST /api/session': 'anyone',
  'GET /api/session': 'signed-in',
  'DELETE /api/session': 'anyone',
  'POST /api/session/end': 'anyone',

  'GET /api/sessions': 'signed-in',
  'DELETE /api/sessions/:id': 'signed-in',
  'GET /api/account': 'signed-in',
  'PATCH /api/account': 'signed-in',
  'DELETE /api/account': 'signed-in',
  'POST /api/account/password': 'signed-in',
  'POST /api/account/contacts': 'signed-in',
  'POST /api/account/contacts/confirmations': 'signed-in',
  'DELETE /api/account/contacts/:id': 'signed-in',
  'POST /api/account/sponsor': 'signed-in',
  'GET /api/account/export': 'signed-in',
  'POST /api/account/restriction': 'signed-in',
  'POST /api/account/second-factor': 'signed-in',
  'POST /api/account/second-factor/confirmations': 'signed-in',

  'GET /api/sponsorships': everyRole,
  'POST /api/sponsorships/codes': everyRole,
  'POST /api/sponsorships/:id/confirm': everyRole,
  'POST /api/sponsorships/:id/decline': everyRole,
  'POST /api/sponsorships/:id/withdraw': everyRole,

  'GET /api/reports/recipients': everyRole,
  'POST /api/reports': everyRole,
  // Whoever holds a receipt's secret: no session, so that nothing joins an account and a report.
  'GET /api/reports/:receipt/thread': 'anyone',
  'POST /api/reports/:receipt/thread': 'anyone',
  'POST /api/reports/:receipt/withdraw': 'anyone',

  'GET /api/keys': everyRole,
  'POST /api/alerts/lookup': everyRole,
  'GET /api/alerts': everyRole,
  'GET /api/alerts/:id': everyRole,
  // And only on the areas of one's account (sync-server/gate).
  'GET /sync/:dept/': everyRole,
  'GET /sync/:dept/_changes': everyRole,
  'POST /sync/:dept/_bulk_get': everyRole,
  'GET /sync/:dept/snapshot': everyRole,
  'GET /sync/:dept/snapshot/:name': everyRole,
  'GET /sync/:dept/:id': everyRole,
  'GET /sync/:dept/_design/area': everyRole,
  'GET /sync/:dept/_local/:id': everyRole,

  'GET /api/push/key': everyRole,
  'POST /api/push/subscriptions': everyRole,
  'POST /api/push/subscriptions/end': everyRole,

  'POST /api/callshield/grants': everyRole,
  // Whoever has a code and the secret behind it: an app has no session.
  'POST /api/callshield/token': 'anyone',
  // With the app's token, or with the session of whoever may ask for keys: the handler looks (sync-server/filter/routes.ts).
  'GET /api/callshield/filter': 'anyone',
  'GET /api/callshield/devices': 'signed-in',
  'DELETE /api/callshield/devices/:id': 'signed-in',
  'GET /api/callshield/app': everyRole,
  'GET /api/callshield/app/file': everyRole,

  'GET /api/desk/identity': ['partner', 'moderator'],
  'POST /api/desk/identity': ['partner', 'moderator'],
  'GET /api/desk/reports': ['partner', 'moderator'],
  'GET /api/desk/reports/:id': ['partner', 'moderator'],
  'DELETE /api/desk/reports/:id': ['moderator'],
  'POST /api/desk/reports/:id/decisions': ['moderator'],
  'POST /api/desk/reports/:id/messages': ['moderator'],
  'POST /api/desk/reports/:id/reseal': ['moderator'],
  'POST /api/desk/alerts/similar': ['moderator'],
  'GET /api/desk/alerts/:id': ['moderator'],
  'POST /api/desk/alerts/:id': ['moderator'],
  'DELETE /api/desk/alerts/:id': ['moderator'],
  'POST /api/desk/alerts/:id/contest': ['moderator'],
  'GET /api/desk/numbers': ['moderator'],
  'GET /api/desk/readers': ['moderator'],
  'POST /api/desk/readers/:id/seen': ['moderator']
} as const satisfies Readonly<Record<string, Rule>>;

export type ApiRoute = keyof typeof accessRules;

export type AccessDecision = 'allowed' | 'sign-in' | 'not-active' | 'second-factor' | 'forbidden';

/** Denies by default. The order of the reasons is the order in which somebody can do something about them. */
export function decideAccess(route: ApiRoute, asker: Asker): AccessDecision {
  const rule: Rule = accessRules[route];
  if (rule === 'anyone') return 'allowed';
  if (!asker) return 'sign-in';
  if (rule === 'signed-in') return 'allowed';
  if (asker.state !== 'active') return 'not-active';
  if (asker.secondFactor === 'needed') return 'second-factor';
  return rule.includes(asker.role) ? 'allowed' : 'forbidden';
}
