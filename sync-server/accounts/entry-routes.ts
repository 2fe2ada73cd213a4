import type { FastifyReply, FastifyRequest } from 'fastify';
import * as api from '../../src/domain/account-api.ts';
import type { Api } from '../http/api.ts';
import type { Accounts } from './accounts.ts';
import { textsAnAddress } from './buckets.ts';
import { giveCookie, identify, sessionView, signedIn, takeCookie, type Who } from './identity.ts';
import { askReset, resetPassword } from './password-changes.ts';
import { acceptInvitation, signIn, takeTry, type Origin, type SignedIn } from './sign-in.ts';
import { deviceOf } from './sessions.ts';
import { beginSignUp, confirmSignUp, sendSignUpCode } from './sign-up.ts';

/** Ways in and out: sign-up (A1), sign-in, reset (A3), invitation, sign-out. Open to anyone, and counted. */
export function entryRoutes(on: Api<Who>, accounts: Accounts): void {
  on.on('POST /api/accounts', { summary: 'Sign up; the same answer to everybody', body: api.SignUpBody, answers: { 202: 'A code is on its way', 429: 'Too many' } }, async ({ body, request, reply }) => {
    await takeTry(accounts, [[body.contact.includes('@') ? signUpsAnAddress : textsAnAddress, request.ip]]);
    reply.code(202);
    return beginSignUp(accounts, body);
  });

  on.on('POST /api/accounts/codes', { summary: 'Send the code of a sign-up once more', body: api.SignUpCodeBody, answers: { 202: 'On its way' } }, async ({ body, request, reply }) => {
    await takeTry(accounts, [[textsAnAddress, request.ip]]);
    await sendSignUpCode(accounts, body.signUp);
    reply.code(202);
    return {};
  });

  on.on('POST /api/accounts/confirmations', { summary: 'Prove the contact of a sign-up', body: api.SignUpConfirmationBody, answers: { 201: 'The account is made', 409: 'The name is taken' } }, async ({ body, request, reply }) => {
    await takeTry(accounts, [[confirmationsAnAddress, request.ip], [confirmationsOfOne, body.signUp]]);
    const made = await confirmSignUp(accounts, body);
    reply.code(201);
    return made;
  });

  on.on('POST /api/invitations/:token', { summary: 'First visit of a moderator or admin', body: api.InvitationBody, answers: { 201: 'Signed in' } }, async ({ body, param, request, reply }) => {
    const view = answer(reply, await acceptInvitation(accounts, param('token'), body, originOf(request)));
    reply.code(201);
    return view;
  });

  on.on('POST /api/password-resets', { summary: 'Forgot my password; the same answer to everybody', body: api.PasswordResetBody, answers: { 202: 'If it is known, a message is on its way' } }, async ({ body, request, reply }) => {
    await askReset(accounts, body.contact, originOf(request));
    reply.code(202);
    return {};
  });

  on.on('POST /api/password-resets/:token', { summary: 'A new password by the code of the message', body: api.NewPasswordBody, answers: { 204: 'Changed; all sessions are ended' } }, async ({ body, param, request }) =>
    resetPassword(accounts, param('token'), body.password, originOf(request))
  );

  on.on('POST /api/session', { summary: 'Sign in', body: api.SignInBody, answers: { 200: 'Signed in, with a cookie', 401: 'Not right, or a second factor is needed', 429: 'Too many' } }, async ({ body, request, reply }) => {
    const before = await identify(accounts, request);
    const signed = await signIn(accounts, body, originOf(request));
    // Another token than before: whoever may have got hold of the old one has nothing.
    if (before.session) await accounts.sessions.end(before.session);
    return answer(reply, signed);
  });

  on.on('GET /api/session', { summary: 'Who is signed in', answers: { 200: 'The session' } }, ({ who }) => {
    const { account, session } = signedIn(who);
    return sessionView(account, session);
  });

  on.on('DELETE /api/session', { summary: 'Sign out', answers: { 204: 'Signed out' } }, async ({ request, reply }) => signOut(accounts, request, reply));
  // `sendBeacon`, which quick exit uses, can only POST.
  on.on('POST /api/session/end', { summary: 'Sign out, by a beacon', answers: { 204: 'Signed out' } }, async ({ request, reply }) => signOut(accounts, request, reply));
}

async function signOut(accounts: Accounts, request: FastifyRequest, reply: FastifyReply): Promise<undefined> {
  const { session } = await identify(accounts, request);
  if (session) await accounts.sessions.end(session);
  takeCookie(reply);
  return undefined;
}

function answer(reply: FastifyReply, { account, token, session }: SignedIn): api.SessionView {
  giveCookie(reply, token, session.ends);
  return sessionView(account, session);
}

function originOf(request: FastifyRequest): Origin {
  return { address: request.ip, device: deviceOf(request.headers['user-agent']) };
}

/** Phones of one network share an address by the thousand. */
const confirmationsAnAddress = { name: 'confirmations-address', size: 600, seconds: 6 } as const;
/** Of one sign-up: a few mistyped codes and a few names that are taken, not a list of names. */
const confirmationsOfOne = { name: 'confirmations', size: 20, seconds: 600 } as const;
const signUpsAnAddress = { name: 'sign-ups', size: 300, seconds: 12 } as const;

