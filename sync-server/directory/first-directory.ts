import { readFile } from 'node:fs/promises';
import type { Logger } from '../logger.ts';
import { DirectoryWriteError, type DirectoryStore } from './directory-store.ts';
import { importDirectory } from './import-directory.ts';
import { memoryFile } from './import-files.ts';
import type { TownLookup } from './towns.ts';

/** Fills an empty store with the directory that comes with the product, so that nobody ever searches an empty one. */
export async function importFirstDirectory(store: DirectoryStore, towns: () => TownLookup, logger: Pick<Logger, 'info' | 'warn'>): Promise<void> {
  const imports = await store.readImports();
  if (imports.some(({ state }) => state !== 'running')) return;
  const content = await readFile(new URL('first-directory.csv', import.meta.url));
  const file = memoryFile('first-directory.csv', content, firstDirectoryDate);
  const outcome = await importDirectory([file], store, { towns: towns(), now: () => new Date() }).catch((error: unknown) => {
    // Copies of the server that start together on an empty store meet in conflicts: one of them finishes.
    if (error instanceof DirectoryWriteError) return null;
    throw error;
  });
  if (outcome === null) return logger.warn({ reason: 'conflict' }, 'first directory not imported');
  const { written, refusedSources } = outcome;
  if (refusedSources.length > 0) logger.warn({ reason: refusedSources[0]?.reason }, 'first directory not imported');
  else logger.info({ written }, 'first directory imported');
}

/** The day the list was put together. */
const firstDirectoryDate = '2026-11-24';
