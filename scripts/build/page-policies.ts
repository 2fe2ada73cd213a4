import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { glob } from 'node:fs/promises';
import { contentSecurityPolicy } from '../../src/domain/content-security-policy.ts';
import { buildDir } from './build-dir.ts';

/** Path of a page in `build/` to its Content-Security-Policy. */
export type PagePolicies = Readonly<Record<string, string>>;

/** Every page names the hashes of its own inline scripts and styles; written to `build/policies.json` for the server. */
export async function buildPagePolicies(): Promise<PagePolicies> {
  const policies: Record<string, string> = {};
  for await (const file of glob('**/*.html', { cwd: buildDir })) {
    const html = await readFile(`${buildDir}/${file}`, 'utf8');
    policies[file] = contentSecurityPolicy({
      scripts: hashesOf(html, /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g),
      styles: hashesOf(html, /<style[^>]*>([\s\S]*?)<\/style>/g)
    });
    refuseInlineAttributes(file, html);
  }
  await writeFile(`${buildDir}/policies.json`, JSON.stringify(policies));
  return policies;
}

function hashesOf(html: string, element: RegExp): string[] {
  const hashes = new Set<string>();
  for (const [, content = ''] of html.matchAll(element)) {
    hashes.add(`sha256-${createHash('sha256').update(content).digest('base64')}`);
  }
  return [...hashes];
}

/** A style attribute or an inline handler would be refused by the browser: better that the build says so. */
function refuseInlineAttributes(file: string, html: string): void {
  const markup = html.replaceAll(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');
  const found = /<[^>]+\s(style|on[a-z]+)="/.exec(markup);
  if (found) throw new Error(`${file}: inline ${found[1] ?? ''} attribute: ${found[0].slice(0, 120)}`);
}
