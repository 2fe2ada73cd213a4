import { glob, readFile, writeFile } from 'node:fs/promises';
import { buildDir } from './build-dir.ts';

/**
 * Pages as a slow network wants them. A page that no framework will take over carries marks for one that would: comments
 * between its parts, and links to the styles that stand inside it already; they go. Parts that run (island.server.ts) keep
 * both: by the links, switched off, their scripts know what need not be fetched. On pages that the framework takes over,
 * what can be read and is drawn already does not wait for the scripts that make it move.
 */
export async function trimPages(): Promise<void> {
  for await (const file of glob('**/*.html', { cwd: buildDir })) {
    const html = await readFile(`${buildDir}/${file}`, 'utf8');
    await writeFile(`${buildDir}/${file}`, html.includes('kit.start(') ? paintFirst(html) : withoutMarks(html));
  }
}

function withoutMarks(html: string): string {
  const parts = html.split(/(<div data-island="[a-z]+">[\s\S]*?<\/div><script type="application\/json")/);
  const trimmed = parts.map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/<!--[^>]*-->/g, ''))).join('');
  return parts.length > 1 ? trimmed : trimmed.replaceAll(/\s*<link [^>]*\bdisabled media="\(max-width: 0\)"[^>]*>/g, '');
}

function paintFirst(html: string): string {
  return html.replaceAll('rel="modulepreload"', 'rel="modulepreload" fetchpriority="low"');
}
