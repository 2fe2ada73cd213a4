import { readFileSync } from 'node:fs';
import rateLimit from '@fastify/rate-limit';
import type { FastifyPluginAsync } from 'fastify';
import type { PackManifest } from '../../src/domain/pack-manifest.ts';
import type { Context } from '../context.ts';
import { compressJson, sendCompressedJson, type CompressedJson } from '../http/compressed-json.ts';
import { builtTowns } from './built-towns.ts';
import { createDirectoryPacks, type DirectoryPacks } from './directory-packs.ts';
import { couchDirectoryStore } from './directory-store.ts';
import { importFirstDirectory } from './first-directory.ts';
import { directoryRoutes } from './routes.ts';
import { couchSuggestions } from './suggestions.ts';

/** The directory on the server: packs for phones, what readers say about it, and the list of all packs. */
export const directoryFeature: FastifyPluginAsync<Context> = async (app, context) => {
  const built = JSON.parse(readFileSync(`${context.config.buildDir}/packs/built.json`, 'utf8')) as Omit<PackManifest, 'directory'>;
  const database = context.couch.database<unknown>('directory');
  const store = couchDirectoryStore(database);
  await importFirstDirectory(store, () => builtTowns(context.config.buildDir), context.logger);
  const packs = createDirectoryPacks(store);

  // Counted in memory, by address, for a minute; it fails open, since a lost suggestion helps nobody.
  await app.register(rateLimit, { global: false, skipOnError: true });
  const limitSuggestions = app.rateLimit({ max: suggestionsAMinute, timeWindow: '1 minute' });
  directoryRoutes(app, { packs, suggestions: couchSuggestions(database), limitSuggestions });
  const manifest = manifestOf({ ...built, ...streetsOf(context.config) }, packs);
  app.get('/packs/manifest.json', async (request, reply) => sendCompressedJson(request, reply, await manifest()));
};

function streetsOf({ streets }: Context['config']): Pick<PackManifest, 'streets'> {
  return streets ? { streets: { url: streets.url, bytes: streets.bytes } } : {};
}

/** Compressed once for each state of the packs: every visit asks for it. */
function manifestOf(built: Omit<PackManifest, 'directory'>, packs: DirectoryPacks): () => Promise<CompressedJson> {
  let made: { of: unknown; manifest: Promise<CompressedJson> } | undefined;
  return async () => {
    const current = await packs.current();
    if (!made || made.of !== current) {
      const manifest: PackManifest = { ...built, directory: await packs.list() };
      made = { of: current, manifest: compressJson(JSON.stringify(manifest)) };
    }
    return made.manifest;
  };
}

/** More than anybody types; few enough that nobody fills the team's list. */
const suggestionsAMinute = 10;
