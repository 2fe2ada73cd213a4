import helmet from '@fastify/helmet';
import fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify';
import type { Context } from './context.ts';
import { ApiError } from './errors.ts';
import { exitRoutes } from './http/exit.ts';
import { healthRoutes } from './http/health.ts';
import { languageRoutes } from './http/language.ts';
import { mediaRoutes } from './http/media.ts';
import { staticFiles } from './http/static-files.ts';
import { accountsFeature } from './accounts/feature.ts';
import { directoryFeature } from './directory/feature.ts';
import { devMailboxRoutes } from './notifications/dev-mailbox.ts';

/** The HTTP server, ready to listen. Routes are features' own; what holds for all of them is here. */
export async function createServer(context: Context): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = context.logger;
  const app = fastify({
    loggerInstance: logger,
    // Fastify would log addresses and URLs; see logAnswers.
    logController: new LogController({ disableRequestLogging: true }),
    // One proxy: what a visitor writes into the header themselves is further left, and not believed.
    trustProxy: context.config.trustProxy && ((_address: string, hop: number) => hop < 1),
    bodyLimit: largestBody,
    routerOptions: { ignoreTrailingSlash: false },
    // Keep-alive connections must not hold up a stop.
    forceCloseConnections: true
  });
  answerErrors(app);
  logAnswers(app, context);
  await app.register(helmet, headersOfEveryAnswer);
  app.addHook('onSend', async (request, reply) => {
    reply.header('permissions-policy', permissions(asksPosition.test(request.url) ? 'geolocation=(self)' : 'geolocation=()'));
  });
  healthRoutes(app, context);
  languageRoutes(app);
  exitRoutes(app, context.config);
  await app.register(mediaRoutes, { mediaDir: context.config.mediaDir, streets: context.config.streets });
  await app.register(directoryFeature, context);
  await app.register(accountsFeature, context);
  devMailboxRoutes(app, context.config);
  await app.register(staticFiles, { buildDir: context.config.buildDir, worker: context.config.worker });
  return app;
}

/** No form of today's API is larger; files are never uploaded. */
const largestBody = 32 * 1024;

const headersOfEveryAnswer = {
  // Each page has a policy of its own, with the hashes of what is inside it (http/static-files.ts).
  contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] } },
  crossOriginEmbedderPolicy: { policy: 'require-corp' },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  // For browsers of ten years ago and for plug-ins that are gone; on a slow network each byte before the page counts.
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true },
  xFrameOptions: { action: 'deny' }
} as const;

/** Where a press may ask the phone where it is: the directory, and alerts near me. */
const asksPosition = /\/directory\/|^\/app(\?|$)/;

function permissions(geolocation: string): string {
  const off = ['accelerometer', 'camera', 'display-capture', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'usb'];
  return [...off.map((feature) => `${feature}=()`), geolocation, 'browsing-topics=()'].join(', ');
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | ApiError, request, reply) => {
    if (error instanceof ApiError) {
      const { retryAfter } = error.more;
      if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
      return reply.code(error.status).send({ error: error.code, reason: error.message, ...error.more });
    }
    // What the store refuses is a fault of ours, whatever its status.
    const status = 'scope' in error ? 500 : (error.statusCode ?? 500);
    if (status < 500) {
      // Fastify's own refusals: too large, not JSON, too many. The sentence is theirs and quotes nothing.
      return reply.code(status).send({ error: error.code || 'bad_request', reason: status === 429 ? tooMany : error.message });
    }
    request.log.error({ err: error, route: request.routeOptions.url }, 'fault');
    return reply.code(500).send({ error: 'fault', reason: 'Something broke here. What you sent was not kept; try again later.' });
  });
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/')) return reply.code(404).send({ error: 'not_found', reason: 'There is nothing at this address.' });
    if (request.url.startsWith('/sync/')) return reply.code(403).send({ error: 'forbidden', reason: 'This does not pass: a replica may read alerts here, and do nothing else.' });
    return reply.code(404).sendFile('not-found.html');
  });
}

const tooMany = 'Too many requests from here. Wait a minute, then try again.';

/** One line an answer: the route's pattern, never the address that was asked for. */
function logAnswers(app: FastifyInstance, { logger }: Context): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    logger.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
}
