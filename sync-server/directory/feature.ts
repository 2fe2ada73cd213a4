import { readFileSync } from 'node:fs';
import type { FastifyPluginAsync } from 'fastify';
import type { PackManifest } from '../../src/domain/pack-manifest.ts';
import type { Context } from '../context.ts';

/** The directory on the server: packs for phones, what is said about them, and the list of all packs. */
export const directoryFeature: FastifyPluginAsync<Context> = async (app, context) => {
  const built = JSON.parse(readFileSync(`${context.buildDir}/packs/built.json`, 'utf8')) as Omit<PackManifest, 'directory'>;
  app.get('/packs/manifest.json', async (_request, reply) => {
    const manifest: PackManifest = { ...built, directory: [] };
    return reply.header('cache-control', 'no-cache').send(manifest);
  });
};
