import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Config } from '../config.ts';
import type { StreetsFile } from '../directory/streets-file.ts';

/** The operator's videos and street map, in parts as players and the map ask for them. */
export const mediaRoutes: FastifyPluginAsync<Pick<Config, 'mediaDir' | 'streets'>> = async (app, { mediaDir, streets }) => {
  if (streets) await app.register(async (own) => serveStreets(own, streets));
  if (!existsSync(mediaDir)) return;
  await app.register(fastifyStatic, {
    root: mediaDir,
    prefix: '/media/',
    decorateReply: false,
    dotfiles: 'deny',
    index: false,
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('cache-control', 'public, max-age=86400');
    }
  });
};

async function serveStreets(app: FastifyInstance, { path, tag, url }: StreetsFile): Promise<void> {
  await app.register(fastifyStatic, {
    root: dirname(path),
    serve: false,
    dotfiles: 'allow',
    cacheControl: false,
    etag: false,
    lastModified: false,
    setHeaders: (reply) => {
      // Which streets somebody looked at must not stay in the browser's own cache.
      reply.header('cache-control', 'no-store');
      // A strong one: by it the map notices that parts are of two versions, and begins anew.
      reply.header('etag', `"${tag}"`);
    }
  });
  app.get(url, async (_request, reply) => reply.type('application/vnd.pmtiles').sendFile(basename(path)));
}
