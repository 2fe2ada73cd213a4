import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../config.ts';

/** Built pages and files, compressed beforehand. A page comes with its own security policy. */
export const staticFiles: FastifyPluginAsync<Pick<Config, 'buildDir' | 'worker'>> = async (app, { buildDir, worker }) => {
  const policies = JSON.parse(readFileSync(`${buildDir}/policies.json`, 'utf8')) as Record<string, string>;
  await app.register(fastifyStatic, {
    root: buildDir,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    redirect: true,
    allowedPath: (path) => !/\.(br|gz)$|^\/policies\.json$/.test(path),
    setHeaders: (reply, path) => {
      const file = relative(buildDir, path).replace(/\.(br|gz)$/, '');
      reply.header('cache-control', cacheControlOf(file));
      const policy = policies[file];
      if (policy !== undefined) reply.header('content-security-policy', policy);
      // A worker obeys the policy of its own script; all that ours do is fetch from us.
      if (/^(service-worker|worker-off|_app\/immutable\/workers\/[\w.-]+)\.js$/.test(file)) reply.header('content-security-policy', "default-src 'none'; connect-src 'self'");
    }
  });
  // One address without an ending, whatever the language and the view.
  app.get('/app', async (_request, reply) => reply.sendFile('app.html'));
  app.get('/desk', async (_request, reply) => reply.sendFile('desk.html'));
  // The worker keeps it, to have something to show instead of a page that it does not have.
  app.get('/not-kept', async (_request, reply) => reply.sendFile('not-kept.html'));
  // The kill switch: browsers ask for this address at every visit, whatever the worker in charge does.
  if (!worker) app.get('/service-worker.js', async (_request, reply) => reply.sendFile('worker-off.js'));
};

/** Named by their content, so never asked for again; all else is asked for anew, and mostly answered "not modified". */
function cacheControlOf(file: string): string {
  const immutable = file.startsWith('_app/immutable/') || /^packs\/.+\.[0-9a-f]{8,}\.json$/.test(file);
  return immutable ? 'public, max-age=31536000, immutable' : 'no-cache';
}
