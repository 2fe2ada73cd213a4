import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resolveJars } from '../../android-twa/shield/jars.ts';
import { shieldTools } from '../../android-twa/shield/make-apk.ts';
import { readApk } from '../../android-twa/shield/read-apk.ts';
import { verifyApk } from '../../android-twa/signing.ts';
import { findTools, run, type Tools } from '../../android-twa/tools.ts';
import { reasonToSkipApk } from '../support/android.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jasmine-build-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function build(environment: Readonly<Record<string, string>>, words: readonly string[] = []): { readonly status: number | null; readonly output: string } {
  const plain = { ANDROID_HOME: '', ANDROID_SDK_ROOT: '', JASMINE_SIGNING_KEYSTORE: '', JASMINE_SIGNING_PASSWORD: '', JASMINE_SIGNING_PASSWORD_FILE: '', JASMINE_SIGNING_ALIAS: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['android-twa/build.ts', ...words], { encoding: 'utf8', env: { ...process.env, ...plain, ...environment } });
  return { status, output: stdout + stderr };
}

/** With build tools, as far as the command looks; the programs themselves are this machine's. */
function sdk(): string {
  mkdirSync(join(folder, 'sdk/build-tools/36.0.0'), { recursive: true });
  return join(folder, 'sdk');
}

/** A project whose Gradle does what is said. */
function project(gradle: string): string {
  mkdirSync(join(folder, 'project'), { recursive: true });
  writeFileSync(join(folder, 'project/gradlew'), `#!/bin/sh\nset -e\n${gradle}\n`);
  chmodSync(join(folder, 'project/gradlew'), 0o755);
  return join(folder, 'project');
}

describe('building the whole app', () => {
  test('where no Android SDK is, says so and builds nothing', () => {
    expect(build({})).toEqual({ status: 1, output: expect.stringContaining('ANDROID_HOME names none. Nothing was built.') as string });
  });

  test('with a folder that is no SDK, says so', () => {
    expect(build({ ANDROID_HOME: folder })).toEqual({ status: 1, output: expect.stringContaining('holds no Android SDK with build tools') as string });
  });

  test('without a project, says how to make one', () => {
    const { status, output } = build({ ANDROID_HOME: sdk() }, [`--project=${join(folder, 'none')}`]);
    expect([status, output]).toEqual([1, 'There is no project to build yet: npm run android:generate\n']);
  });
});

const reason = await reasonToSkipApk('the signing of what Gradle builds');

/** Gradle and the SDK are stand-ins here; what they build with is not to be had without Google's repository. */
describe.skipIf(reason !== undefined)('what Gradle built', () => {
  let tools: Tools;
  beforeEach(() => {
    tools = findTools(shieldTools);
  });
  const output = 'app/build/outputs/apk/release';

  async function unsignedApk(): Promise<string> {
    const { android } = await resolveJars(tools);
    const manifest = join(folder, 'AndroidManifest.xml');
    writeFileSync(
      manifest,
      '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="app.jasmine.android"><uses-permission android:name="android.permission.INTERNET" /><application android:hasCode="false" /></manifest>'
    );
    const versions = ['--min-sdk-version', '24', '--target-sdk-version', '34', '--version-code', '1', '--version-name', '1.0.0'];
    run(tools.aapt2, ['link', '-o', join(folder, 'built.apk'), '-I', android, '--manifest', manifest, ...versions]);
    run(tools.zipalign, ['-f', '-p', '4', join(folder, 'built.apk'), join(folder, 'aligned.apk')]);
    return join(folder, 'aligned.apk');
  }

  test('is signed, told, and put in its place; Gradle hears of the SDK, and of no password', async () => {
    const keystore = join(folder, 'operator.keystore');
    run(tools.keytool, ['-genkeypair', '-keystore', keystore, '-storetype', 'PKCS12', '-storepass:env', 'PASS', '-alias', 'a', '-keyalg', 'RSA', '-dname', 'CN=Operator'], { environment: { PASS: 'unguessed' } });
    const gradle = `echo "$@" > words; env > environment; mkdir -p ${output}; cp ${await unsignedApk()} ${output}/app-release-unsigned.apk`;
    const apk = join(folder, 'made/jasmine.apk');
    const words = [`--project=${project(gradle)}`, `--to=${apk}`];
    const built = build({ ANDROID_HOME: sdk(), JASMINE_SIGNING_KEYSTORE: keystore, JASMINE_SIGNING_PASSWORD: 'unguessed' }, words);
    expect(built.status, built.output).toBe(0);
    expect(verifyApk(tools, apk).schemes).toEqual(['v2', 'v3']);
    expect(readApk(tools, apk)).toMatchObject({ packageId: 'app.jasmine.android', permissions: ['android.permission.INTERNET'] });
    expect(built.output).toContain(`fingerprint ${verifyApk(tools, apk).fingerprint}`);
    expect(built.output).toContain(`signed with ${keystore}`);
    expect(readFileSync(join(folder, 'project/words'), 'utf8')).toBe('--no-daemon :app:assembleRelease\n');
    const environment = readFileSync(join(folder, 'project/environment'), 'utf8');
    expect(environment).toContain(`ANDROID_HOME=${join(folder, 'sdk')}\n`);
    expect(environment).not.toContain('unguessed');
  });

  test('is not what an earlier build left, when Gradle makes nothing', async () => {
    const left = join(project('exit 0'), output);
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'app-release-unsigned.apk'), readFileSync(await unsignedApk()));
    const apk = join(folder, 'jasmine.apk');
    const { status, output: said } = build({ ANDROID_HOME: sdk() }, [`--project=${join(folder, 'project')}`, `--to=${apk}`]);
    expect([status, said]).toEqual([1, expect.stringContaining('Gradle ended well, and made no')]);
    expect(existsSync(apk)).toBe(false);
  });

  test('is nothing when Gradle fails: the command fails, and the app of before stays', () => {
    const apk = join(folder, 'jasmine.apk');
    writeFileSync(apk, 'of before');
    const { status, output: said } = build({ ANDROID_HOME: sdk() }, [`--project=${project('echo what went wrong; exit 3')}`, `--to=${apk}`]);
    expect([status, said]).toEqual([1, expect.stringContaining('what went wrong')]);
    expect(readFileSync(apk, 'utf8')).toBe('of before');
  });
});
