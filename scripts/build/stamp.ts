import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { buildDir } from './build-dir.ts';

const stampFile = `${buildDir}/.stamp`;
const sources = ['src/**/*', 'static/**/*', 'scripts/**/*', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'];

/** Whether `build/` was made from the sources and the operator's settings that are here now. */
export async function isBuilt(): Promise<boolean> {
  const made = await readFile(stampFile, 'utf8').catch(() => '');
  return made !== '' && made === (await stampOfSources());
}

export async function markBuilt(): Promise<void> {
  await writeFile(stampFile, await stampOfSources());
}

async function stampOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for await (const entry of glob(sources, { withFileTypes: true })) {
    if (entry.isFile() && !entry.name.endsWith('.test.ts')) files.push(`${entry.parentPath}/${entry.name}`);
  }
  for (const setting of ['JASMINE_OPERATOR_FILE', 'JASMINE_MEDIA_FILE']) {
    const path = process.env[setting];
    if (path) files.push(path);
  }
  for (const file of files.sort()) hash.update(file.replace(process.cwd(), '')).update(await readFile(file));
  return hash.digest('hex');
}
