import { fetchUtils } from '@bubblewrap/core/dist/lib/FetchUtils.js';
import { TwaGenerator } from '@bubblewrap/core/dist/lib/TwaGenerator.js';
import type { TwaManifest } from '@bubblewrap/core/dist/lib/TwaManifest.js';
import { failWith } from '../fail.ts';

/*
 * Modules of the package by name: its index loads the client of Google's store as well, which takes seconds and is not for us.
 */

/** Writes the project that Bubblewrap makes of a manifest, all of it: every file is there when this ends. */
export async function writeProject(folder: string, manifest: TwaManifest, generator: Generator = new TwaGenerator()): Promise<void> {
  // Its other way of fetching speaks HTTP/2, which nobody on this machine does.
  fetchUtils.setFetchEngine('node-fetch');
  const written = followTemplates(generator);
  try {
    await generator.createTwaProject(folder, manifest, silent);
    await Promise.all(written);
  } catch (error) {
    failWith(`Bubblewrap could not write the project: ${error instanceof Error ? error.message : String(error)}`);
  }
  // A Bubblewrap that writes them in another way would leave us with nothing to wait for.
  if (written.length < fewestTemplates) failWith(`Bubblewrap wrote ${written.length} templates, fewer than the ${fewestTemplates} of a project: its version is another.`);
}

/** Gradle file, Android's manifest, texts; three classes. */
const fewestTemplates = 6;

/**
 * Bubblewrap begins to write its templates and does not wait for them. Here each is remembered, so that they can be.
 * One that fails before somebody waits for it is not lost, and does not end the process.
 */
function followTemplates(generator: Generator): Promise<void>[] {
  const written: Promise<void>[] = [];
  const methods = generator as unknown as Record<string, unknown>;
  for (const name of ['applyTemplate', 'applyJavaTemplate']) {
    const write = methods[name];
    if (typeof write !== 'function') failWith(`Bubblewrap has no ${name} any more: its version is another than the one that this was written for.`);
    methods[name] = (...words: unknown[]): Promise<void> => {
      const writing = (write as (...words: unknown[]) => Promise<void>).apply(generator, words);
      writing.catch(() => undefined);
      written.push(writing);
      return writing;
    };
  }
  return written;
}

const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing, setVerbose: nothing };

function nothing(): void {
  // It tells of each step; the command says what it did at its end.
}

type Generator = Pick<TwaGenerator, 'createTwaProject'>;
