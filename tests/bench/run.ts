/**
 * `npm run bench`: the budgets, as ratios to a baseline in the same run. Prints a table and writes JSON. `--only=pages`, `lighthouse`, `accounts`,
 * `sync` or `filter`: one part of it.
 * Profile S: latency 562.5 ms, 1.47/0.675 Mbit/s, processor 4 times slower.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { statSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { PackManifest } from '../../src/domain/pack-manifest.ts';
import { buildDir } from '../../scripts/build/build-dir.ts';
import { hasSharedData, sharedData } from '../../sync-server/directory/shared-data.ts';
import { startBrowser, untilKept } from '../support/browser.ts';
import { installChromium } from '../support/chromium.ts';
import { startServer } from '../support/server.ts';
import type { Figure } from './figure.ts';
import { accountFigures } from './accounts.ts';
import { filterFigures } from './filter.ts';
import { syncFigures } from './sync.ts';
import { auditPages } from './lighthouse.ts';

const runs = 11;
const readingPage = '/en/guides/if-you-are-attacked/';
installChromium();
const browser = await startBrowser({ whole: true });
const server = await startServer();
const bare = await startBarePage();
const figures: Figure[] = [];
const only = /^--only=(\w+)$/.exec(process.argv[2] ?? '')?.[1];
const wanted = (part: string): boolean => only === undefined || only === part;
try {
  if (wanted('pages')) {
    await firstView();
    await paint();
    await kept();
  }
  // Each of the others has the machine to itself: beside a second browser some pages could not be measured.
  await browser.close();
  if (wanted('accounts')) figures.push(...(await accountFigures()));
  if (wanted('sync')) figures.push(...(await syncFigures()));
  if (wanted('filter')) figures.push(...(await filterFigures()));
  // Last: it gives way to the browser from then on.
  if (wanted('lighthouse')) figures.push(...(await auditPages(server)));
} finally {
  await browser.close();
  bare.close();
  await server[Symbol.asyncDispose]();
}
await mkdir('bench-results', { recursive: true });
await writeFile(`bench-results/${only ?? 'all'}.json`, JSON.stringify(figures, null, 2));
for (const { id, what, value, target } of figures) {
  console.log(`${id.padEnd(4)}${what.padEnd(78)}${value.toFixed(2).padStart(12)}  target at most ${String(target)}${value <= target ? '' : '   MISSED'}`);
}

/** P1: what the first view of a reading page costs. */
async function firstView(): Promise<void> {
  let most = { bytes: 0, requests: 0 };
  for (const path of ['/en/', '/fr/', '/en/guides/', '/en/help-numbers/', readingPage, '/fr/guides/legal-definitions/']) {
    await withProfile(browser, undefined, async (page, session) => {
      const sizes: number[] = [];
      session.on('Network.loadingFinished', ({ encodedDataLength }) => sizes.push(encodedDataLength));
      await page.goto(server.origin + path, { waitUntil: 'load' });
      most = { bytes: Math.max(most.bytes, sizes.reduce((sum, size) => sum + size, 0)), requests: Math.max(most.requests, sizes.length) };
    });
  }
  figures.push({ id: 'P1', what: 'bytes of the largest first view, headers included', value: most.bytes, target: 14 * 1024 });
  figures.push({ id: 'P1', what: 'requests of a first view', value: most.requests, target: 3 });
}

/** P2: largest paint on S against the same text as a bare page under the headers that a site of this kind has to send, in turns. */
async function paint(): Promise<void> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const sealed: number[] = [];
  let shift = 0;
  let blocked = 0;
  const bareOrigin = `http://127.0.0.1:${String((bare.address() as AddressInfo).port)}/`;
  for (let run = 0; run < runs; run++) {
    await withProfile(browser, 'S', async (page) => {
      await page.goto(server.origin + readingPage, { waitUntil: 'load' });
      const seen = await vitals(page);
      ours.push(seen.paint);
      shift = Math.max(shift, seen.shift);
      blocked = Math.max(blocked, seen.blocked);
    });
    for (const [address, paints] of [[bareOrigin, theirs], [`${bareOrigin}with-our-headers`, sealed]] as const) {
      await withProfile(browser, 'S', async (page) => {
        await page.goto(address, { waitUntil: 'load' });
        paints.push((await vitals(page)).paint);
      });
    }
  }
  figures.push({ id: 'P2', what: 'largest paint, as a ratio to a bare page with our security headers', value: median(ours) / median(sealed), target: 1.1 });
  console.log(`     P2: ${(median(ours) / median(theirs)).toFixed(3)} to a bare page without them; they alone cost ${(median(sealed) - median(theirs)).toFixed(0)} ms`);
  figures.push({ id: 'P2', what: 'total blocking time, ms, worst run', value: blocked, target: 0 });
  figures.push({ id: 'P2', what: 'layout shift', value: shift, target: 0 });
}

/** P4: what a phone keeps, and a second visit with no network. */
async function kept(): Promise<void> {
  const manifest = (await (await fetch(`${server.origin}/packs/manifest.json`)).json()) as PackManifest;
  const worker = await readFile(`${buildDir}/service-worker.js`, 'utf8');
  // What draws streets comes with the operator's map alone, and what members need once somebody was signed in.
  const files = [...worker.matchAll(/"url":"([^"]+)","revision":(?:null|"\w+")(?:,"part":"(\w+)")?/g)];
  const bytesOf = (part: string | undefined): number => files.filter(([, , one]) => one === part).reduce((sum, [, url = '']) => sum + compressedSize(`${buildDir}${url === '/app' ? '/app.html' : url}`), 0);
  const everybody = bytesOf(undefined) + (manifest.guides['fr']?.bytes ?? 0);
  figures.push({ id: 'P4', what: 'shell and all French pages, bytes', value: everybody, target: 350 * 1024 });
  figures.push({ id: 'P4', what: 'the same on a phone where somebody was signed in', value: everybody + bytesOf('member'), target: 350 * 1024 });
  figures.push(bytesAnOrganisation('first directory, in small packs', manifest));
  const official = await manifestWithOfficialFiles();
  if (official) figures.push(bytesAnOrganisation('official files of ../shared/data', official));
  const first: number[] = [];
  const second: number[] = [];
  for (let run = 0; run < runs; run++) {
    await withProfile(browser, 'S', async (page) => {
      await page.goto(server.origin + readingPage, { waitUntil: 'load' });
      first.push((await vitals(page)).paint);
      await untilKept(page, 'en');
      await page.context().setOffline(true);
      await page.goto(server.origin + readingPage, { waitUntil: 'load' });
      second.push((await vitals(page)).paint);
    });
  }
  figures.push({ id: 'P4', what: 'second visit with no network, paint against the first', value: median(second) / median(first), target: 0.5 });
}

function bytesAnOrganisation(of: string, { directory }: PackManifest): Figure {
  const count = directory.reduce((sum, pack) => sum + pack.count, 0);
  const bytes = directory.reduce((sum, pack) => sum + pack.bytes, 0);
  return { id: 'P4', what: `bytes an organisation, ${String(count)} of the ${of}`, value: bytes / count, target: 120 };
}

/** What an operator has who has imported what France publishes; undefined where the excerpts are absent. */
async function manifestWithOfficialFiles(): Promise<PackManifest | undefined> {
  if (!hasSharedData) return undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'jasmine-bench-'));
  const files = ['dila2022_gendarmerie.ndjson', 'dila2022_police.ndjson', 'dila2022_victim_support.ndjson', 'dila2022_pmi.ndjson', 'emergency_rooms_sae2023.csv', 'hospital_abortion_units_sae2023.csv'];
  const environment = { DATA_DIR: dataDir, COUCHDB_PREFIX: 'bench-' };
  execFileSync(process.execPath, ['sync-server/cli/jasmine.ts', 'import-directory', ...files.map((file) => sharedData + file)], {
    env: { ...process.env, ...environment },
    stdio: 'ignore'
  });
  try {
    await using filled = await startServer(environment);
    return (await (await fetch(`${filled.origin}/packs/manifest.json`)).json()) as PackManifest;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function withProfile(from: Browser, profile: 'S' | undefined, run: (page: Page, session: CDPSession) => Promise<void>): Promise<void> {
  const context = await from.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  if (profile === 'S') {
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 562.5,
      downloadThroughput: (1.47 * 1_000_000) / 8,
      uploadThroughput: (0.675 * 1_000_000) / 8
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  await run(page, session);
  await context.close();
}

async function vitals(page: Page): Promise<{ paint: number; shift: number; blocked: number }> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        let shift = 0;
        let blocked = 0;
        new PerformanceObserver((list) => {
          // What a task takes beyond 50 ms keeps the reader waiting (total blocking time).
          for (const { duration } of list.getEntries()) blocked += Math.max(0, duration - 50);
        }).observe({ type: 'longtask', buffered: true });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        new PerformanceObserver((list) => {
          const paint = list.getEntries().at(-1)?.startTime ?? NaN;
          requestAnimationFrame(() => resolve({ paint, shift, blocked }));
        }).observe({ type: 'largest-contentful-paint', buffered: true });
      })
  );
}

/** The same words with no style, script, icon or link: what nobody can be faster than. */
async function startBarePage(): Promise<Server> {
  const html = await readFile(`${buildDir}${readingPage}index.html`, 'utf8');
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? '';
  const words = main.replace(/<svg[\s\S]*?<\/svg>/g, '').replace(/ (class|style)="[^"]*"/g, '');
  const page = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>x</title>${words}`;
  const body = brotliCompressSync(page);
  const { headers: ours } = await fetch(server.origin + readingPage);
  const security = Object.fromEntries([...ours].filter(([name]) => /^(cross-origin|strict|referrer|permissions|x-|origin-agent)/.test(name)));
  const listening = createServer((request, response) => {
    const own = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br', 'content-length': body.length };
    response.writeHead(200, request.url === '/' ? own : { ...own, ...security }).end(body);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return listening;
}

function compressedSize(file: string): number {
  try {
    return statSync(`${file}.br`).size;
  } catch {
    return statSync(file).size;
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
