import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAppManifest } from '../../android-twa/app-manifest.ts';
import { made, moduleFolder } from '../../android-twa/folders.ts';
import { shieldTools } from '../../android-twa/shield/make-apk.ts';
import { readApk } from '../../android-twa/shield/read-apk.ts';
import { verifyApk } from '../../android-twa/signing.ts';
import { findTools, run, type Tools } from '../../android-twa/tools.ts';
import { reasonToSkipApk } from '../support/android.ts';

const reason = await reasonToSkipApk('the APK that warns of callers');

/** It travels over slow networks to phones that are full: twice what it is today. */
const largest = 200_000;

describe.skipIf(reason !== undefined)('the APK that warns of callers', () => {
  let tools: Tools;
  let folder: string;
  let apk: string;
  let printed: string;

  beforeAll(() => {
    tools = findTools(shieldTools);
    folder = mkdtempSync(join(tmpdir(), 'jasmine-apk-'));
    apk = join(folder, 'first.apk');
    printed = make(apk);
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function command(words: readonly string[], environment: Readonly<Record<string, string>> = {}): { readonly status: number | null; readonly output: string } {
    const plain = { PUBLIC_ORIGIN: '', JASMINE_SIGNING_KEYSTORE: '', JASMINE_SIGNING_PASSWORD: '', JASMINE_SIGNING_PASSWORD_FILE: '', JASMINE_SIGNING_ALIAS: '' };
    const { status, stdout, stderr } = spawnSync(process.execPath, ['android-twa/shield.ts', ...words], { encoding: 'utf8', env: { ...process.env, ...plain, ...environment } });
    return { status, output: stdout + stderr };
  }

  function make(to: string, origin = 'https://jasmine.test', environment: Readonly<Record<string, string>> = {}): string {
    const { status, output } = command([`--origin=${origin}`, `--to=${to}`], environment);
    expect(status, output).toBe(0);
    return output;
  }

  test('is signed with the schemes of Android 7 and later, and aligned', () => {
    const { schemes, fingerprint } = verifyApk(tools, apk);
    expect(schemes).toEqual(['v2', 'v3']);
    expect(printed).toContain(`fingerprint ${fingerprint}`);
    expect(printed).toContain('signed with the development key');
    run(tools.zipalign, ['-c', '-p', '4', apk]);
  });

  test('asks for these permissions and no other', () => {
    expect(readApk(tools, apk).permissions).toEqual(
      ['ACCESS_NETWORK_STATE', 'INTERNET', 'POST_NOTIFICATIONS', 'READ_CONTACTS', 'SYSTEM_ALERT_WINDOW'].map((name) => `android.permission.${name}`)
    );
  });

  test('opens to other apps its icon, the return of a code, and to the telephone its look at calls', () => {
    expect(readApk(tools, apk).components.filter(({ exported }) => exported)).toEqual([
      { kind: 'service', name: 'app.jasmine.callshield.CallShieldService', exported: true, permission: 'android.permission.BIND_SCREENING_SERVICE' },
      { kind: 'activity', name: 'app.jasmine.callshield.LinkActivity', exported: true, permission: undefined },
      { kind: 'activity', name: 'app.jasmine.callshield.OpenActivity', exported: true, permission: undefined }
    ]);
  });

  test('is for Android 7 and later, closed to debuggers, and no part of backups', async () => {
    const app = await readAppManifest();
    expect(readApk(tools, apk)).toMatchObject({
      packageId: app.packageId,
      version: app.appVersionName,
      minSdk: 24,
      targetSdk: 34,
      debuggable: false,
      allowBackup: false
    });
  });

  test('is small', () => {
    expect(statSync(apk).size).toBeLessThan(largest);
    expect(printed).toContain(`${statSync(apk).size} bytes, SHA-256 `);
  });

  test('holds every class that its manifest names, and none of tests', () => {
    // `jar` comes with every JDK. A class stands in the names of what phones run.
    run('jar', ['--extract', `--file=${apk}`, 'classes.dex'], { folder });
    const classes = readFileSync(join(folder, 'classes.dex'), 'latin1');
    for (const { name } of readApk(tools, apk).components) expect(classes).toContain(`L${name.replaceAll('.', '/')};`);
    expect(classes).not.toMatch(/Lorg\/(junit|robolectric)|Test;/);
  });

  test('is the same bytes each time', () => {
    const second = join(folder, 'second.apk');
    make(second, 'https://jasmine.test', { TZ: 'Pacific/Noumea' });
    expect(readFileSync(second).equals(readFileSync(apk))).toBe(true);
  });

  test('no longer verifies when a byte of it is changed', () => {
    const changed = join(folder, 'changed.apk');
    const bytes = readFileSync(apk);
    // The middle of `classes.dex`, by far the largest part.
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(changed, bytes);
    expect(() => verifyApk(tools, changed)).toThrow('DOES NOT VERIFY');
  });

  test('speaks to the server that was said, and is signed with the operator\'s key, whose password nothing shows', () => {
    const keystore = join(folder, 'operator.keystore');
    const words = ['-keystore', keystore, '-storetype', 'PKCS12', '-storepass:env', 'PASS', '-alias', 'jasmine', '-keyalg', 'RSA', '-dname', 'CN=Operator'];
    run(tools.keytool, ['-genkeypair', ...words], { environment: { PASS: 'unguessed' } });
    const password = join(folder, 'password');
    writeFileSync(password, 'unguessed\n');
    const other = join(folder, 'other.apk');
    const output = make(other, 'https://other.test', { JASMINE_SIGNING_KEYSTORE: keystore, JASMINE_SIGNING_PASSWORD_FILE: password, JASMINE_SIGNING_ALIAS: 'jasmine' });
    expect(output).toContain(`signed with ${keystore}`);
    expect(output).not.toContain('unguessed');
    expect(verifyApk(tools, other).fingerprint).not.toBe(verifyApk(tools, apk).fingerprint);
    expect([originIn(apk), originIn(other)]).toEqual(['https://jasmine.test', 'https://other.test']);
  });

  test('is not signed with a key that lies in the repository, is not there, or has another password', () => {
    const inside = join(made, 'debug.keystore');
    const outside = join(folder, 'copy.keystore');
    copyFileSync(inside, outside);
    const never = [`--to=${join(folder, 'never.apk')}`, '--origin=https://jasmine.test'];
    expect(command(never, { JASMINE_SIGNING_KEYSTORE: inside, JASMINE_SIGNING_PASSWORD: 'development' })).toEqual({ status: 1, output: expect.stringContaining('lies in the repository') as string });
    expect(command(never, { JASMINE_SIGNING_KEYSTORE: join(folder, 'none'), JASMINE_SIGNING_PASSWORD: 'x' })).toEqual({ status: 1, output: expect.stringContaining('there is no file') as string });
    expect(command(never, { JASMINE_SIGNING_KEYSTORE: outside })).toEqual({ status: 1, output: expect.stringContaining('JASMINE_SIGNING_PASSWORD') as string });
    expect(command(never, { JASMINE_SIGNING_KEYSTORE: outside, JASMINE_SIGNING_PASSWORD: 'mistaken' })).toEqual({ status: 1, output: expect.stringContaining('password') as string });
    expect(() => statSync(join(folder, 'never.apk'))).toThrow('ENOENT');
  });

  function originIn(file: string): string | undefined {
    return /string\/callshield_origin\n\s+\(\) "([^"]*)"/.exec(run(tools.aapt2, ['dump', 'resources', file]))?.[1];
  }
});

test('where a program is missing, the command says which before it begins', () => {
  const { status, stderr } = spawnSync(process.execPath, ['android-twa/shield.ts'], { encoding: 'utf8', env: { PATH: '/nowhere' } });
  expect([status, stderr]).toEqual([1, expect.stringContaining('Missing here: java, javac, keytool, mvn, aapt, aapt2, zipalign, apksigner. Debian and Ubuntu: apt-get install -y')]);
});

describe('the module as an app and as a part of the whole one', () => {
  const manifest = (variant: string): string => readFileSync(`${moduleFolder}/src/${variant}/AndroidManifest.xml`, 'utf8').replaceAll(/<!--[\s\S]*?-->/g, '');
  const parts = (text: string): string[] => (text.match(/<uses-permission[^>]*>|<(?:activity|service|receiver|provider)\b[^>]*[^/]>[\s\S]*?<\/(?:activity|service|receiver|provider)>|<(?:activity|service|receiver|provider)\b[^>]*\/>/g) ?? []).map((part) => part.replaceAll(/\s+/g, ' '));

  test('ask for the same and hold the same, but for the icon', () => {
    const [alone, within] = [parts(manifest('standalone')), parts(manifest('main'))];
    expect(within.length).toBeGreaterThan(5);
    expect(alone.filter((part) => !part.includes('OpenActivity'))).toEqual(within);
  });

  test('never ask for messages, the call log, the telephone\'s state, or to read the screen', () => {
    for (const variant of ['main', 'standalone']) expect(manifest(variant)).not.toMatch(/SMS|CALL_LOG|PHONE_STATE|READ_PHONE|ACCESSIBILITY|NOTIFICATION_LISTENER|FULL_SCREEN_INTENT|QUERY_ALL_PACKAGES/);
  });

  test('have shortcuts into the app that there is', async () => {
    const { packageId } = await readAppManifest();
    const shortcuts = readFileSync(`${moduleFolder}/src/main/res/xml/callshield_shortcuts.xml`, 'utf8');
    expect([...shortcuts.matchAll(/targetPackage="([^"]+)"/g)].map((found) => found[1])).toEqual([packageId]);
  });
});
