import { globSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildDir } from '../../scripts/build/build-dir.ts';
import { appTests } from '../support/app-page.ts';

const { onPage } = appTests();

/** P3 of the budgets. */
const firstView = 60 * 1024;
const inAll = 150 * 1024;

test('the first view of /app takes at most 60 KB of JavaScript', async () => {
  await onPage(
    async (page) => {
      const scripts = new Set<string>();
      page.on('request', (request) => {
        if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname);
      });
      await page.goto('/app');
      await page.locator('.view h1').waitFor();
      const bytes = sizeOf([...scripts]);
      console.log(`first view of /app: ${bytes} bytes of JavaScript in ${scripts.size} files`);
      expect(bytes).toBeLessThanOrEqual(firstView);
    },
    { serviceWorkers: 'block' }
  );
});

test('all that /app may ever load is at most 150 KB of JavaScript', () => {
  const html = readFileSync(`${buildDir}/app.html`, 'utf8');
  const start = [...html.matchAll(/"\/(_app\/immutable\/[^"]+\.js)"/g)].map(([, file = '']) => `/${file}`);
  const files = new Set(['/reader.js', ...start]);
  const rest = [...files];
  const all = new Set(globSync('_app/immutable/**/*.js', { cwd: buildDir }).map((file) => `/${file}`));
  // The replica's worker, by its address.
  for (const file of all) if (file.startsWith('/_app/immutable/workers/')) files.add(file);
  for (let file = rest.pop(); file !== undefined; file = rest.pop()) {
    // The router's table names every page there is.
    if (/\/entry\/app\./.test(file)) continue;
    for (const [, name = ''] of readFileSync(`${buildDir}${file}`, 'utf8').matchAll(/["'`](?:\.\.?\/)+([\w./-]+\.js)["'`]/g)) {
      const found = [...all].find((one) => one.endsWith(`/${name}`));
      if (found === undefined || files.has(found)) continue;
      files.add(found);
      rest.push(found);
    }
  }
  const bytes = sizeOf([...files]);
  console.log(`all of /app: ${bytes} bytes of JavaScript in ${files.size} files`);
  expect(files.size).toBeGreaterThan(start.length + 15);
  expect(bytes).toBeLessThanOrEqual(inAll);
});

/** As they travel: brotli, at the strongest setting. */
function sizeOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + brotliCompressSync(readFileSync(`${buildDir}${path}`)).length, 0);
}
