import type { FastifyReply, FastifyRequest } from 'fastify';
import { decideAccess } from '../../src/domain/access-rules.ts';
import * as api from '../../src/domain/callshield-api.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { identify, signedIn, type Who } from '../accounts/identity.ts';
import { takeTry } from '../accounts/sign-in.ts';
import { ApiError } from '../errors.ts';
import type { Api } from '../http/api.ts';
import type { CallerFilterFeature } from './feature.ts';
import type { AppFile } from './offered-app.ts';

/** What the app and the page ask about the caller filter. A code, a token or a key is never part of an address, and nothing of them is logged. */
export function filterRoutes(on: Api<Who>, { accounts, filter, app }: FilterRoutesParts): void {
  const { devices, files, generations } = filter;

  on.on('POST /api/callshield/grants', { summary: 'A code that links the app on my phone', body: api.LinkRequest, answers: { 201: 'Once, and for a minute', 429: 'Too many' } }, async ({ who, body, reply }): Promise<api.LinkGrant> => {
    const { account, session } = signedIn(who);
    await takeTry(accounts, [[grantsOfOne, account.id]]);
    const grant = await devices.grant(account, session, body.challenge);
    reply.code(201);
    return { ...grant, package: accounts.config.app.package };
  });

  on.on('POST /api/callshield/token', { summary: 'A token of the app, for a code and the secret behind it', body: api.TokenRequest, answers: { 200: 'It reads the caller filter and nothing else', 400: 'The code is wrong, used or over', 429: 'Too many' } }, async ({ body, request }): Promise<api.LinkedToken> => {
    await takeTry(accounts, [[codesAnAddress, request.ip]]);
    const generation = (await files.current())?.generation ?? (await generations.current()).number;
    const linked = await devices.redeem(body.code, body.verifier, generation);
    if (!linked) throw new ApiError(400, 'code', 'This code is not right, was used already, or its minute is over. Ask for a new one.');
    return { ...linked, key: Buffer.from(generations.key(generation)).toString('base64url'), generation };
  });

  on.on('GET /api/callshield/filter', { summary: 'The caller filter, for a linked app or a member', query: api.FilterQuery, answers: { 200: 'The file', 304: 'The one that you have', 401: 'Drop everything', 410: 'Of another generation than your key: link again', 429: 'As often as a day has' } }, async ({ request, reply }) => {
    const reader = await readerOf(request);
    const current = await files.current();
    if (!current) throw notBuilt;
    const { generation: asked } = request.query as { generation?: string };
    if ((asked !== undefined && Number(asked) !== current.generation) || (reader.generation !== undefined && reader.generation !== current.generation)) throw otherGeneration;
    const etag = `"${current.etag}"`;
    reply.header('etag', etag);
    // A proxy that compresses, or could, says `W/` before it.
    if (request.headers['if-none-match']?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) return reply.code(304).send();
    await takeTry(accounts, [[downloadsOfOne, reader.id]]);
    return sendFile(reply, current.etag);
  });

  on.on('GET /api/callshield/devices', { summary: 'Phones on which the app is linked with my account', answers: { 200: 'A list' } }, async ({ who }): Promise<api.LinkedDevices> => ({ devices: await devices.list(signedIn(who).account.id) }));

  on.on('DELETE /api/callshield/devices/:id', { summary: 'The app on this phone is linked no more', answers: { 204: 'Ended', 404: 'No such phone' } }, async ({ who, param }) => {
    if (!(await devices.end(signedIn(who).account.id, param('id')))) throw new ApiError(404, 'not_found', 'There is no such phone.');
  });

  on.on('GET /api/callshield/app', { summary: 'The app for Android that this service offers', answers: { 200: 'Its size, hash and version', 404: 'There is none' } }, async (): Promise<api.OfferedApp> => offered());

  on.on('GET /api/callshield/app/file', { summary: 'The app itself', answers: { 200: 'An APK', 404: 'There is none', 429: 'Too many' } }, async ({ who, reply }) => {
    await takeTry(accounts, [[appsOfOne, signedIn(who).account.id]]);
    const { bytes } = await offered();
    reply.type('application/vnd.android.package-archive').header('content-length', bytes).header('content-disposition', 'attachment; filename="jasmine.apk"');
    return app.open();
  });

  /** The app by its token, the page by its session. Whatever is wrong with either: there is nothing for it here any more. */
  async function readerOf(request: FastifyRequest): Promise<{ readonly id: string; readonly generation?: number }> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const device = await devices.read(/^Bearer ([\w-]+)$/i.exec(authorization)?.[1] ?? '');
      if (!device) throw linkAgain;
      return device;
    }
    const who = await identify(accounts, request);
    if (!who.account || decideAccess('GET /api/keys', who.asker) !== 'allowed') throw linkAgain;
    return { id: who.account.id };
  }

  async function sendFile(reply: FastifyReply, etag: string): Promise<FastifyReply> {
    const bytes = await files.bytes(etag);
    // Replaced at this very moment.
    if (!bytes) throw notBuilt;
    return reply.type('application/octet-stream').send(Buffer.from(bytes.buffer));
  }

  async function offered(): Promise<api.OfferedApp> {
    const there = await app.offered();
    if (!there) throw new ApiError(404, 'none', 'This service offers no app.');
    return there;
  }
}

export interface FilterRoutesParts {
  readonly accounts: Accounts;
  readonly filter: CallerFilterFeature;
  readonly app: AppFile;
}

const notBuilt = new ApiError(503, 'no_filter', 'There is no caller filter at this moment. Ask again in a minute.', { retryAfter: 60 });
const linkAgain = new ApiError(401, 'link_again', 'Sign in and link the app again; what it has is not to be used any more.');
const otherGeneration = new ApiError(410, 'other_generation', 'This key is of another generation. Link the app again; the page asks for a new key.');

/** All of these count in the shared store, and fail closed: a store that does not answer is a 503. */

/** Somebody who tries to link a phone, with slips. */
const grantsOfOne = { name: 'link-grants', size: 10, seconds: 180 } as const;
/** Guessing 40 bits within a minute and without the secret gets nothing; this keeps somebody from spending other people's codes. Whole workshops share an address. */
const codesAnAddress = { name: 'link-codes', size: 60, seconds: 10 } as const;
/** Once a day, and whenever somebody asks for it; who collects every state of the file learns what came into it. */
const downloadsOfOne = { name: 'filter', size: 12, seconds: 7200 } as const;
/** Megabytes each. */
const appsOfOne = { name: 'app-file', size: 10, seconds: 3600 } as const;
