import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';

/** `/healthz`: this process runs. `/readyz`: it can do its work; red while the store does not answer. */
export function healthRoutes(app: FastifyInstance, { couch }: Pick<Context, 'couch'>): void {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    if (await couch.isUp()) return { status: 'ready' };
    return reply.code(503).send({ error: 'store_unavailable', reason: 'The store does not answer.' });
  });
}
