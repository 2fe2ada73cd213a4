import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { failWith } from '../fail.ts';
import { made } from '../folders.ts';
import { run, type Tools } from '../tools.ts';

/** What Maven Central has of Android, held to its sums. */
const jars = {
  /** The framework of Android 14 with its resources: to compile and link against. It does not come into the app. */
  android: {
    artifact: 'org.robolectric:android-all:14-robolectric-10818077',
    file: 'android-all-14-robolectric-10818077.jar',
    sha256: '6be2218c6a53fe3c57bc22ebdc723edcb7270a8a6f187545708aa5c0ed813977'
  },
  /** Holds D8, which makes of classes what phones run. */
  r8: {
    artifact: 'com.android.tools:r8:8.5.35',
    file: 'r8-8.5.35.jar',
    sha256: '4733945987ee0a840fafc34080b135259e01678412e07212b23f706334290294'
  }
} as const;

/** Paths of both, fetched by Maven when they are not there: from its local repository, else from the one it is set to. */
export async function resolveJars(tools: Tools<'mvn'>): Promise<Readonly<Record<keyof typeof jars, string>>> {
  return { android: await resolveJar(tools, jars.android), r8: await resolveJar(tools, jars.r8) };
}

async function resolveJar(tools: Tools<'mvn'>, jar: Jar): Promise<string> {
  const folder = `${made}/jars`;
  const path = `${folder}/${jar.file}`;
  if (!existsSync(path)) {
    await mkdir(folder, { recursive: true });
    // Elsewhere than in a project: which of Maven's plugins copies is said here, and nothing else is read.
    run(tools.mvn, ['-q', '-B', `${copyGoal}:copy`, `-Dartifact=${jar.artifact}`, `-DoutputDirectory=${folder}`], { folder: tmpdir() });
  }
  const sum = await sha256Of(path);
  if (sum === jar.sha256) return path;
  await rm(path);
  return failWith(`${jar.artifact} is not the file that it was: its SHA-256 is ${sum}, not ${jar.sha256}. Nothing was built with it.`);
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const copyGoal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';

type Jar = (typeof jars)[keyof typeof jars];
