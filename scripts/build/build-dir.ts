import { existsSync, readdirSync } from 'node:fs';

/** The built site: `BUILD_DIR`, else `build`. svelte.config.js and sync-server/config.ts read the same setting. */
export const buildDir = (process.env['BUILD_DIR'] ?? '') || 'build';

/** The build begins by emptying its folder: a setting that names another folder by mistake must not empty that one. */
export function refuseForeignFolder(): void {
  const foreign = existsSync(buildDir) && readdirSync(buildDir).length > 0 && !madeHere.some((name) => existsSync(`${buildDir}/${name}`));
  if (foreign) throw new Error(`BUILD_DIR: ${buildDir} holds files that no build made. Name an empty folder, or a new one.`);
}

/** The first is there as soon as pages are written, the second after a unit test has made a pack. */
const madeHere = ['_app', 'packs'];
