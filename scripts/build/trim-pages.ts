import { glob, readFile, writeFile } from 'node:fs/promises';
import { buildDir } from './build-dir.ts';

/**
 * Pages as a slow network wants them. A page that no framework will take over carries marks for one that would: comments
 * between its parts, and links to the styles that stand inside it already; they go. On the others, what can be read and
 * is drawn already does not wait for the scripts that make it move.
 */
export async function trimPages(): Promise<void> {
  for await (const file of glob('**/*.html', { cwd: buildDir })) {
    const html = await readFile(`${buildDir}/${file}`, 'utf8');
    await writeFile(`${buildDir}/${file}`, html.includes('kit.start(') ? paintFirst(html) : withoutMarks(html));
  }
}

function withoutMarks(html: string): string {
  return html.replaceAll(/\s*<link [^>]*\bdisabled media="\(max-width: 0\)"[^>]*>/g, '').replaceAll(/<!--[^>]*-->/g, '');
}

function paintFirst(html: string): string {
  return html.replaceAll('rel="modulepreload"', 'rel="modulepreload" fetchpriority="low"');
}
