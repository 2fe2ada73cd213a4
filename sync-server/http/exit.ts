import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

/**
 * Quick exit without a script and without the worker: straight on to the neutral site. `replace` is not to be had here,
 * so the page that was left stays in the tab's history; the page "Leaving quickly" says so.
 */
export function exitRoutes(app: FastifyInstance, { exitSite }: Pick<Config, 'exitSite'>): void {
  app.get('/exit', async (_request, reply) => reply.header('cache-control', 'no-store').redirect(exitSite, 303));
}
