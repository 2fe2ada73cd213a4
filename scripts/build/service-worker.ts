import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { buildDir } from './build-dir.ts';
import { readChunks, type Chunks } from './vite-chunks.ts';

/** Where the worker's source names its list (src/service-worker/shell.ts). */
const place = 'self.__WB_MANIFEST';

/** Views of `/app` that phones keep from the first visit on; the others come when they are opened. */
const keptViews = ['src/lib/accounts/StartView.svelte'];
/** Parts that come when they are asked for, and are not kept before. */
const lazyParts = /^src\/lib\/((accounts|alerts|callshield|reports|sponsorship)\/\w+View\.svelte|offline\/(outbox-page\.svelte|outbox-sealing|replica-page\.svelte)\.ts|i18n\/messages\/\w+\/(accounts|account|sponsorship|choices|places|alerts|pocket|reports|callshield)\.json)$/;
/** A file of several such parts has no source to go by (vite.config.ts). */
const lazyFile = 'account';
/** Of these, what a phone keeps once somebody was signed in on it: a report is written where there is no network, and whoever looks for a number
    there is told what works and what does not. */
const memberParts = /^src\/(lib\/((alerts|reports)\/\w+View\.svelte|offline\/(outbox-page\.svelte|outbox-sealing|replica-page\.svelte)\.ts|i18n\/messages\/\w+\/(choices|places|alerts|pocket|reports)\.json)|domain\/place-search\.ts)$/;

/** Puts the list of files to keep into the worker that Kit has compiled. */
export async function buildServiceWorker(): Promise<void> {
  const chunks = await readChunks();
  const streets = streetsChunk(chunks);
  const later = Object.keys(chunks).filter((name) => (lazyParts.test(name) || chunks[name]?.name === lazyFile) && !keptViews.includes(name));
  const live = reached(chunks, await namedByPages(), new Set([streets, ...later]));
  const files = [...live, 'app.html', 'not-kept.html', 'reader.js', 'manifest.webmanifest', 'icons/umbrella.svg'];
  const part = (name: 'streets' | 'member', names: readonly string[]) =>
    [...reached(chunks, names.map((one) => chunks[one]?.file ?? ''), new Set(later))].filter((file) => !live.has(file)).sort().map((file) => ({ url: `/${file}`, revision: null, part: name }));
  const member = Object.keys(chunks).filter((name) => memberParts.test(name));
  const entries = [...(await Promise.all(files.sort().map(entryOf))), ...part('streets', [streets]), ...part('member', member)];
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
    // The desk is the team's, and needs the network.
    if (page === 'desk.html') continue;
    // Styles that stand inside the page are named, too, and switched off.
    const html = (await readFile(`${buildDir}/${page}`, 'utf8')).replaceAll(/<link [^>]*\bdisabled\b[^>]*>/g, '');
    for (const [, path = ''] of html.matchAll(/"\/(_app\/immutable\/[^"]+)"/g)) found.add(path);
  }
  // Kit's start loads these two whatever the page: the outermost layout, and the page for errors.
  for await (const file of glob('_app/immutable/nodes/{0,1}.*.js', { cwd: buildDir })) found.add(file);
  return [...found];
}

/** What draws streets: only phones that keep a street map keep it. */
function streetsChunk(chunks: Chunks): string {
  const name = 'src/lib/directory/street-layer.ts';
  if (!chunks[name]) throw new Error('street-layer.ts must be a script of its own, imported when streets are asked for');
  return name;
}

/** These files and all that they import, but for the parts `apart`, and what only those import. */
function reached(chunks: Chunks, start: readonly string[], apart: ReadonlySet<string>): Set<string> {
  const nameOf = new Map(Object.entries(chunks).map(([name, { file }]) => [file, name]));
  const found = new Set(start);
  const rest = start.flatMap((file) => nameOf.get(file) ?? []);
  const seen = new Set(rest);
  for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
    const { file = '', imports = [], dynamicImports = [], css = [], assets = [] } = chunks[name] ?? {};
    // Texts of views are data beside the script that knows their addresses; those of later views come later.
    for (const needed of [file, ...css, ...assets.filter((asset) => !apart.has(nameOf.get(asset) ?? ''))]) found.add(needed);
    // The router's table names every page there is.
    const later = /\/entry\/app\./.test(file) ? [] : dynamicImports;
    for (const next of [...imports, ...later]) {
      if (seen.has(next) || apart.has(next)) continue;
      seen.add(next);
      rest.push(next);
    }
  }
  return found;
}
