import { cp, glob, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AppManifest } from '../app-manifest.ts';
import { failWith } from '../fail.ts';
import { moduleFolder } from '../folders.ts';
import { writeOrigin } from '../project/callshield.ts';
import { signApk, type SigningKey } from '../signing.ts';
import { run, type Tools } from '../tools.ts';
import { resolveJars } from './jars.ts';

/** The programs that make it. */
export const shieldTools = ['java', 'javac', 'keytool', 'mvn', 'aapt', 'aapt2', 'zipalign', 'apksigner'] as const;

/**
 * Makes the module that warns of callers an app of its own, signed and verified, in `apk`.
 * Equal sources, origin and programs give equal bytes, with the same (RSA) key those of the signature, too.
 */
export async function makeShield({ tools, app, origin, key, apk }: Order): Promise<{ readonly fingerprint: string }> {
  const jars = await resolveJars(tools);
  const work = await mkdtemp(join(tmpdir(), 'jasmine-shield-'));
  try {
    const unaligned = await linkResources(tools, app, origin, jars.android, work);
    await compileClasses(tools, jars.android, work);
    await addDex(tools, app, jars, unaligned, work);
    run(tools.zipalign, ['-f', '-p', '4', unaligned, `${work}/aligned.apk`]);
    const fingerprint = signApk(tools, key, `${work}/aligned.apk`, `${work}/signed.apk`);
    run(tools.zipalign, ['-c', '-p', '4', `${work}/signed.apk`]);
    await place(`${work}/signed.apk`, apk);
    return { fingerprint };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Resources and manifest as phones read them; `R.java` beside, for the compiler. */
async function linkResources(tools: Tools, app: AppManifest, origin: URL, android: string, work: string): Promise<string> {
  await writeOrigin(`${work}/origin`, origin);
  const standalone = `${moduleFolder}/src/standalone`;
  const folders = [`${moduleFolder}/src/main/res`, `${standalone}/res`, `${work}/origin`].filter((folder) => existsSync(folder));
  const compiled = folders.map((folder, index) => {
    const file = `${work}/resources-${index}.zip`;
    run(tools.aapt2, ['compile', '--dir', folder, '-o', file]);
    return file;
  });
  const apk = `${work}/unaligned.apk`;
  run(tools.aapt2, [
    'link',
    ...['-o', apk, '-I', android, '--manifest', `${standalone}/AndroidManifest.xml`],
    // The module's classes know their resources under the module's own name, whatever app they are in.
    ...['--java', `${work}/r`, '--custom-package', modulePackage],
    ...['--min-sdk-version', String(app.minSdkVersion), '--target-sdk-version', String(targetSdk)],
    ...['--version-code', String(app.appVersionCode), '--version-name', app.appVersionName, '--replace-version'],
    '--auto-add-overlay',
    ...compiled.flatMap((file) => ['-R', file])
  ]);
  return apk;
}

async function compileClasses(tools: Tools, android: string, work: string): Promise<void> {
  const sources = [...(await filesOf(`${moduleFolder}/src/main/java`, '.java')), ...(await filesOf(`${work}/r`, '.java'))];
  if (sources.length < 2) failWith(`There are no sources in ${moduleFolder}/src/main/java.`);
  // That Java 8 will one day no longer be a target is no news, and what the framework's own classes lack is not ours.
  run(tools.javac, ['--release', '8', '-Xlint:all,-options,-classfile', '-encoding', 'UTF-8', '-cp', android, '-d', `${work}/classes`, ...sources]);
}

async function addDex(tools: Tools, app: AppManifest, jars: Readonly<Record<'android' | 'r8', string>>, apk: string, work: string): Promise<void> {
  await mkdir(`${work}/dex`);
  const classes = await filesOf(`${work}/classes`, '.class');
  run(tools.java, [
    ...['-cp', jars.r8, 'com.android.tools.r8.D8', '--release', '--min-api', String(app.minSdkVersion)],
    ...['--lib', jars.android, '--output', `${work}/dex`, ...classes]
  ]);
  // Writes 1980 as the time of every entry, as aapt2 does: the hour of the build is not in it.
  run(tools.aapt, ['add', apk, 'classes.dex'], { folder: `${work}/dex` });
}

/** As a whole: a server that offers it meanwhile gives the one of before, or this one. */
async function place(from: string, apk: string): Promise<void> {
  await mkdir(dirname(apk), { recursive: true });
  await cp(from, `${apk}.new`);
  await rename(`${apk}.new`, apk);
}

/** Sorted, so that the same sources give the same bytes on every file system. */
async function filesOf(folder: string, ending: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(`**/*${ending}`, { cwd: folder })) files.push(`${folder}/${file}`);
  return files.sort();
}

const modulePackage = 'app.jasmine.callshield';

/** Android 14, whose framework it is compiled against. */
export const targetSdk = 34;

interface Order {
  readonly tools: Tools;
  readonly app: AppManifest;
  /** Of the server that lends the filter. */
  readonly origin: URL;
  readonly key: SigningKey;
  /** Path of what is made. */
  readonly apk: string;
}
