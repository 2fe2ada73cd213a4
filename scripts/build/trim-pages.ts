import { glob, readFile, writeFile } from 'node:fs/promises';
import { buildDir } from './build-dir.ts';

/**
 * A page that no framework will take over carries marks for one that would: comments between its parts, and links to the
 * styles that stand inside it already. On a slow network they are the reader's time, so they go.
 */
export async function trimPages(): Promise<void> {
  for await (const file of glob('**/*.html', { cwd: buildDir })) {
    const html = await readFile(`${buildDir}/${file}`, 'utf8');
    if (html.includes('kit.start(')) continue;
    const trimmed = html.replaceAll(/\s*<link [^>]*\bdisabled media="\(max-width: 0\)"[^>]*>/g, '').replaceAll(/<!--[^>]*-->/g, '');
    await writeFile(`${buildDir}/${file}`, trimmed);
  }
}
