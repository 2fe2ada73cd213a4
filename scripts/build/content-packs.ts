import { createHash } from 'node:crypto';
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { packPages, unpackPage, type Page } from '../../src/domain/guide-pack.ts';
import { languages } from '../../src/domain/language.ts';
import type { PackEntry, PackManifest } from '../../src/domain/pack-manifest.ts';
import { buildDir } from './build-dir.ts';
import { buildOutlines } from './outlines.ts';
import type { PagePolicies } from './page-policies.ts';
import { buildTowns } from './towns.ts';

/** What the build knows of the manifest; the server adds the directory's packs, which change while it runs. */
export type BuiltPacks = Omit<PackManifest, 'directory'>;

export async function buildContentPacks(policies: PagePolicies): Promise<void> {
  await removeRouterData();
  await mkdir(`${buildDir}/packs`, { recursive: true });
  const guides: Record<string, PackEntry> = {};
  for (const language of languages) guides[language] = await buildGuidePack(language, policies);
  const built: BuiltPacks = { guides, towns: await buildTowns(), outlines: await buildOutlines() };
  await writeFile(`${buildDir}/packs/built.json`, JSON.stringify(built));
}

async function buildGuidePack(language: string, policies: PagePolicies): Promise<PackEntry> {
  const pages: Record<string, Page> = {};
  for await (const file of glob(`${language}/**/index.html`, { cwd: buildDir })) {
    const policy = policies[file];
    if (policy === undefined) throw new Error(`${file} has no policy`);
    pages[`/${file.replace(/index\.html$/, '')}`] = { html: await readFile(`${buildDir}/${file}`, 'utf8'), policy };
  }
  const pack = packPages(language, pages);
  for (const [path, page] of Object.entries(pages)) {
    if (unpackPage(pack, path)?.html !== page.html) throw new Error(`${path} does not come out of its pack as it went in`);
  }
  const bytes = Buffer.from(JSON.stringify(pack));
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const url = `/packs/guides.${language}.${hash}.json`;
  await writeFile(`${buildDir}${url}`, bytes);
  return { url, hash, bytes: brotliCompressSync(bytes).length };
}

/** Kit writes data for its router; our links load whole pages, so nobody asks for it. */
async function removeRouterData(): Promise<void> {
  for await (const file of glob('**/__data.json*', { cwd: buildDir })) await rm(`${buildDir}/${file}`);
  for (const page of ['app', 'desk']) await rm(`${buildDir}/${page}`, { recursive: true, force: true });
}
