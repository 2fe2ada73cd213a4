/**
 * `npm run android:generate`: the Gradle project of the Android app, in `android-twa/build/twa/`. It is the web app in the phone's browser
 * without the browser's bars (Bubblewrap), with the module that warns of callers. Needs Node and the built site; no JDK, no SDK, no network.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { buildDir } from '../scripts/build/build-dir.ts';
import { readAppManifest, twaManifest } from './app-manifest.ts';
import { failWith, runCommand } from './fail.ts';
import { made, projectFolder, root } from './folders.ts';
import { isThisMachine, readOrigin } from './origin.ts';
import { writeProject } from './project/bubblewrap.ts';
import { copyModule, writeOrigin } from './project/callshield.ts';
import { applyPatches } from './project/patches.ts';
import { serveSiteIcons } from './project/site-icons.ts';

await runCommand(async () => {
  const app = await readAppManifest();
  const origin = readOrigin(`https://${app.host}`);
  if (isThisMachine(origin)) failWith(`The app opens an address with https. ${origin.origin} is this machine: PUBLIC_ORIGIN=https://… npm run android:generate`);
  process.chdir(root);
  if (!existsSync(`${buildDir}/icons/umbrella-512.png`)) await import('../scripts/build.ts');

  const folder = `${made}/twa.new`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await using icons = await serveSiteIcons();
  await writeProject(folder, await twaManifest(app, origin.host, icons.address));
  await applyPatches(folder);
  await copyModule(folder);
  await writeOrigin(`${folder}/app/src/main/res`, origin);
  // In its place as a whole: whoever builds finds the project of before, or this one.
  await rm(projectFolder, { recursive: true, force: true });
  await rename(folder, projectFolder);

  process.stdout.write(`The Gradle project of ${app.packageId} ${app.appVersionName} is in android-twa/build/twa. It opens ${origin.origin}${app.startUrl}.\n`);
  if (origin.host === app.host) process.stdout.write('That is the example\'s address. Yours: PUBLIC_ORIGIN=https://… npm run android:generate\n');
});
