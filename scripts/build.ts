/**
 * Makes `build/` (or `BUILD_DIR`): what the server serves. Steps run in order, each in a file of its own beside this one.
 */
import { rm } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { buildDir, refuseForeignFolder } from './build/build-dir.ts';
import { buildIcons } from './build/icons.ts';
import { buildPageScripts, placeReaderScript } from './build/page-scripts.ts';
import { placeIslands } from './build/place-islands.ts';
import { buildPagePolicies } from './build/page-policies.ts';
import { buildCommonPasswords } from './build/common-passwords.ts';
import { buildContentPacks } from './build/content-packs.ts';
import { buildServiceWorker } from './build/service-worker.ts';
import { compressFiles } from './build/compress.ts';
import { trimPages } from './build/trim-pages.ts';
import { markBuilt } from './build/stamp.ts';

refuseForeignFolder();
// Makes the generated tsconfig that every compile step reads.
run('node_modules/@sveltejs/kit/svelte-kit.js', 'sync');
await rm(buildDir, { recursive: true, force: true });
await buildPageScripts();
run('node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn');
await placeReaderScript();
await buildIcons();
await trimPages();
await placeIslands();
const policies = await buildPagePolicies();
await buildContentPacks(policies);
await buildCommonPasswords();
await buildServiceWorker();
await compressFiles();
await markBuilt();

function run(...command: string[]): void {
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status === 0) return;
  process.stderr.write('The build stopped. The reason is above.\n');
  process.exit(1);
}
