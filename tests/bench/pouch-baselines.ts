import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';

/** PouchDB as it comes, as a script of a page. */
export async function pouchScript(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pouch-'));
  try {
    await build({
      configFile: false,
      logLevel: 'silent',
      define: { global: 'globalThis' },
      // Node's own would be left out.
      resolve: { alias: { events: 'events/' } },
      build: { outDir: folder, emptyOutDir: false, write: true, lib: { entry: new URL('./pouch-page.ts', import.meta.url).pathname, formats: ['iife'], name: 'pouch', fileName: () => 'pouch.js' } }
    });
    return await readFile(join(folder, 'pouch.js'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface PouchPage {
  stock: (area: string) => Promise<number>;
  inBatches: (area: string) => Promise<number>;
}

/** `stock`: `replicate.from`. `inBatches`: ids and revisions first, then a hundred documents at a time, three at once, as community health apps do it. Milliseconds. */
export async function timePouch(page: Page, script: string, how: keyof PouchPage, area: string): Promise<number> {
  await page.addScriptTag({ content: script });
  return page.evaluate(async ({ way, from }) => (window as unknown as { pouch: PouchPage }).pouch[way](from), { way: how, from: area });
}
