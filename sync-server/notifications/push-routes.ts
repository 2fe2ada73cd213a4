import { ECDH } from 'node:crypto';
import { PushBody, PushEndBody, type PushKey } from '../../src/domain/alert-api.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { signedIn, type Who } from '../accounts/identity.ts';
import { takeTry } from '../accounts/sign-in.ts';
import { ApiError } from '../errors.ts';
import type { Api } from '../http/api.ts';
import { isPushService } from './push-services.ts';
import type { PushSubscriptions } from './push-subscriptions.ts';

/** Content-free push: off until somebody turns it on. */
export function pushRoutes(on: Api<Who>, { accounts, subscriptions, publicKey }: PushRoutesParts): void {
  on.on('GET /api/push/key', { summary: 'The key that a subscription is made with', answers: { 200: 'VAPID public key' } }, (): PushKey => ({ key: publicKey }));

  on.on('POST /api/push/subscriptions', { summary: 'Hear of new alerts in my areas', body: PushBody, answers: { 201: 'Kept', 400: 'Not the address of a push service that is known here' } }, async ({ who, body, reply }) => {
    const { account } = signedIn(who);
    await takeTry(accounts, [[subscriptionsOfOne, account.id]]);
    if (!isPushService(body.endpoint, accounts.config.push.services)) throw new ApiError(400, 'unknown_push_service', 'This is not the address of a push service that is known here.');
    if (!usable(body.keys)) throw new ApiError(400, 'bad_request', 'Not as described in /api/openapi.json: keys.');
    await subscriptions.keep(account.id, body);
    reply.code(201);
    return {};
  });

  on.on('POST /api/push/subscriptions/end', { summary: 'Hear no more', body: PushEndBody, answers: { 204: 'Gone' } }, async ({ who, body }) => {
    await subscriptions.end(signedIn(who).account.id, body.endpoint);
  });
}

/** What a browser makes: a point of P-256 and 16 random bytes (RFC 8291, 3.1 and 3.2). */
function usable({ p256dh, auth }: { readonly p256dh: string; readonly auth: string }): boolean {
  try {
    ECDH.convertKey(Buffer.from(p256dh, 'base64url'), 'prime256v1');
  } catch {
    return false;
  }
  return Buffer.from(p256dh, 'base64url').length === 65 && Buffer.from(auth, 'base64url').length === 16;
}

/** Turned on and off by hand; each one is looked for among all. */
const subscriptionsOfOne = { name: 'push', size: 20, seconds: 180 } as const;

interface PushRoutesParts {
  readonly accounts: Accounts;
  readonly subscriptions: PushSubscriptions;
  /** Base64url. */
  readonly publicKey: string;
}
