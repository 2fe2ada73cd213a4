import cookie from '@fastify/cookie';
import type { FastifyPluginAsync } from 'fastify';
import type { Context } from '../context.ts';
import { alertRoutes } from '../alerts/routes.ts';
import { areaReader } from '../couch/area-reader.ts';
import { gateRoutes } from '../gate/routes.ts';
import { Api } from '../http/api.ts';
import { openApiOf } from '../http/openapi.ts';
import { readerRoutes } from '../moderation/reader-routes.ts';
import { deskRoutes } from '../moderation/routes.ts';
import { pushRoutes } from '../notifications/push-routes.ts';
import { reportRoutes } from '../reports/routes.ts';
import { sponsorshipRoutes } from '../sponsorship/routes.ts';
import { suggestionRoute } from '../directory/routes.ts';
import { entryRoutes } from './entry-routes.ts';
import { identify, nobody, type Who } from './identity.ts';
import { ownAccountRoutes } from './routes.ts';

/** Everything under /api and /sync that asks who it is, and the description of all of it. */
export const accountsFeature: FastifyPluginAsync<Context> = async (app, { accounts, alerts, couch, reports, push, config }) => {
  await app.register(cookie);
  const api = new Api<Who>(app, config.publicOrigin, nobody, (request) => identify(accounts, request));
  entryRoutes(api, accounts);
  ownAccountRoutes(api, accounts);
  sponsorshipRoutes(api, accounts);
  reportRoutes(api, reports);
  deskRoutes(api, reports);
  alertRoutes(api, alerts);
  gateRoutes(api, { areas: alerts.areas, snapshots: alerts.snapshots, read: areaReader(couch, config.databasePrefix, config.couchUrl === undefined ? undefined : config.couchTokenKey, accounts.now) });
  readerRoutes(api, alerts.readers);
  pushRoutes(api, { accounts, ...push });
  api.describe('POST /api/directory/suggestions', suggestionRoute);
  const described: { document?: object } = {};
  api.on('GET /api/openapi.json', { summary: 'This description', answers: { 200: 'OpenAPI 3.1' } }, () => (described.document ??= openApiOf(api)));
};
