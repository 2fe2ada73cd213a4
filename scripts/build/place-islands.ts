import { glob, readFile, writeFile } from 'node:fs/promises';
import { buildDir } from './build-dir.ts';
import { readChunks, type Chunks } from './vite-chunks.ts';

/** Pages with a part that runs (src/lib/ui/island.server.ts) get its script, and the addresses of what that imports. */
export async function placeIslands(): Promise<void> {
  const chunks = await readChunks();
  for await (const file of glob('**/*.html', { cwd: buildDir })) {
    const html = await readFile(`${buildDir}/${file}`, 'utf8');
    const name = /<div data-island="([a-z]+)">/.exec(html)?.[1];
    if (name !== undefined) await writeFile(`${buildDir}/${file}`, html.replace('</head>', () => `${scriptsOf(name, chunks)}</head>`));
  }
}

/** What can be read and is drawn already does not wait for the scripts that make it move: they come after all else. */
function scriptsOf(name: string, chunks: Chunks): string {
  const entry = Object.keys(chunks).find((key) => key.endsWith(`/${name}.island.ts`));
  if (entry === undefined) throw new Error(`no script for the island ${name}`);
  const [first, ...others] = withImports(entry, chunks).map((key) => `/${chunks[key]?.file ?? ''}`);
  const links = others.map((path) => `<link rel="modulepreload" fetchpriority="low" href="${path}">`);
  return `<script type="module" fetchpriority="low" src="${first ?? ''}"></script>${links.join('')}`;
}

function withImports(entry: string, chunks: Chunks): string[] {
  const found = [entry];
  for (const key of found) for (const next of chunks[key]?.imports ?? []) if (!found.includes(next)) found.push(next);
  return found;
}
