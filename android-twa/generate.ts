/**
 * `npm run android:generate`: the Gradle project of the Android app, in `android-twa/build/twa/`. It is the web app in the phone's browser
 * without the browser's bars (Bubblewrap), with the module that warns of callers. Needs Node and the built site; no JDK, no SDK, no network.
 * Words: `--origin=https://…` (else `PUBLIC_ORIGIN`), `--to=…` for another folder, which is replaced.
 */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { buildDir } from '../scripts/build/build-dir.ts';
import { readAppManifest, twaManifest } from './app-manifest.ts';
import { failWith, runCommand } from './fail.ts';
import { projectFolder, root } from './folders.ts';
import { writeProject } from './project/bubblewrap.ts';
import { copyModule, writeOrigin } from './project/callshield.ts';
import { applyPatches } from './project/patches.ts';
import { serveSiteIcons } from './project/site-icons.ts';
import { isThisMachine, readOrigin, readWords } from './words.ts';

await runCommand(async () => {
  const app = await readAppManifest();
  const words = readWords(['origin', 'to']);
  const origin = readOrigin(words.origin, `https://${app.host}`);
  const target = resolve(words.to ?? projectFolder);
  if (isThisMachine(origin)) failWith(`The app opens an address with https. ${origin.origin} is this machine: PUBLIC_ORIGIN=https://… npm run android:generate`);
  refuseForeignFolder(target);
  process.chdir(root);
  if (!existsSync(`${buildDir}/icons/umbrella-512.png`)) await import('../scripts/build.ts');

  const folder = `${target}.new`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await using icons = await serveSiteIcons();
  await writeProject(folder, await twaManifest(app, origin.host, icons.address));
  await applyPatches(folder);
  await copyModule(folder);
  await writeOrigin(`${folder}/app/src/main/res`, origin);
  // In its place as a whole: whoever builds finds the project of before, or this one.
  await rm(target, { recursive: true, force: true });
  await rename(folder, target);

  process.stdout.write(`The Gradle project of ${app.packageId} ${app.appVersionName} is in ${relative(root, target)}. It opens ${origin.origin}${app.startUrl}.\n`);
  if (origin.host === app.host) process.stdout.write('That is the example\'s address. Yours: PUBLIC_ORIGIN=https://… npm run android:generate\n');
});

/** The folder is emptied: one that was named by mistake must not be. */
function refuseForeignFolder(folder: string): void {
  if (!existsSync(folder) || existsSync(`${folder}/gradlew`) || readdirSync(folder).length === 0) return;
  failWith(`--to: ${folder} holds files that are no such project. Name an empty folder, or a new one.`);
}
