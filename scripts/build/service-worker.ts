import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { buildDir } from './build-dir.ts';

/** Where the worker's source names its list (src/service-worker/shell.ts). */
const place = 'self.__WB_MANIFEST';

/** Puts the list of files to keep into the worker that Kit has compiled. */
export async function buildServiceWorker(): Promise<void> {
  const streets = await scriptOfStreets();
  const live = await reached(await namedByPages(), new Set([streets]));
  const files = [...live, 'app.html', 'not-kept.html', 'reader.js', 'manifest.webmanifest', 'icons/umbrella.svg'];
  const extra = [...(await reached([streets], live))];
  const entries = [...(await Promise.all(files.sort().map(entryOf))), ...extra.sort().map((file) => ({ url: `/${file}`, revision: null, streets: true }))];
  const worker = await readFile(`${buildDir}/service-worker.js`, 'utf8');
  if (worker.split(place).length !== 2) throw new Error(`service-worker.js must name ${place} once`);
  await writeFile(`${buildDir}/service-worker.js`, worker.replace(place, () => JSON.stringify(entries)));
}

/** A hash in the name says all about a file; other names need a revision, or a changed file would not be noticed. */
async function entryOf(file: string): Promise<{ url: string; revision: string | null }> {
  const url = `/${file.replace(/\.html$/, '')}`;
  if (file.startsWith('_app/immutable/')) return { url, revision: null };
  const revision = createHash('sha256').update(await readFile(`${buildDir}/${file}`)).digest('hex').slice(0, 16);
  return { url, revision };
}

/**
 * Scripts and styles that the pages that run name. Kit compiles every page, but reading pages never load theirs: keeping
 * these would cost phones for nothing.
 */
async function namedByPages(): Promise<string[]> {
  const found = new Set<string>();
  for await (const page of glob('**/*.html', { cwd: buildDir })) {
    for (const [, path = ''] of (await readFile(`${buildDir}/${page}`, 'utf8')).matchAll(/"\/(_app\/immutable\/[^"]+)"/g)) found.add(path);
  }
  // Kit's start loads these two whatever the page: the outermost layout, and the page for errors.
  for await (const file of glob('_app/immutable/nodes/{0,1}.*.js', { cwd: buildDir })) found.add(file);
  return [...found];
}

/** What draws streets: only phones that keep a street map keep it. */
async function scriptOfStreets(): Promise<string> {
  const manifest = JSON.parse(await readFile('.svelte-kit/output/client/.vite/manifest.json', 'utf8')) as Record<string, { file: string }>;
  const entry = manifest['src/lib/directory/street-layer.ts'];
  if (!entry) throw new Error('street-layer.ts must be a script of its own, imported when streets are asked for');
  return entry.file;
}

/** These files and all that they import, but for `apart`, and what only those import. */
async function reached(start: readonly string[], apart: ReadonlySet<string>): Promise<Set<string>> {
  const found = new Set(start);
  const rest = [...found];
  for (let file = rest.pop(); file !== undefined; file = rest.pop()) {
    // The router's table names every page there is.
    if (!file.endsWith('.js') || /\/entry\/app\./.test(file)) continue;
    const source = await readFile(`${buildDir}/${file}`, 'utf8');
    for (const [, path = ''] of source.matchAll(/["'`]((?:\.\.?|\/?_app\/immutable)\/[\w./-]+\.(?:js|css))["'`]/g)) {
      const imported = path.startsWith('.') ? posix.join(posix.dirname(file), path) : path.replace(/^\//, '');
      if (imported.startsWith('_app/') && !found.has(imported) && !apart.has(imported)) {
        found.add(imported);
        rest.push(imported);
      }
    }
  }
  return found;
}
