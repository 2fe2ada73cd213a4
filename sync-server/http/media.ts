import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';

/** The operator's videos, in parts as players ask for them. */
export const mediaRoutes: FastifyPluginAsync<Pick<Config, 'mediaDir'>> = async (app, { mediaDir }) => {
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
