import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveJars } from '../../android-twa/shield/jars.ts';
import { shieldTools } from '../../android-twa/shield/make-apk.ts';
import { readApk } from '../../android-twa/shield/read-apk.ts';
import { findTools, run } from '../../android-twa/tools.ts';
import { buildDir } from '../../scripts/build/build-dir.ts';
import { reasonToSkipApk } from '../support/android.ts';

const origin = 'https://jasmine.test';
let folder: string;
let project: string;
let printed: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jasmine-twa-'));
  project = join(folder, 'twa');
  const made = generate([`--origin=${origin}`, `--to=${project}`]);
  printed = made.output;
  expect(made.status, printed).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** With the network cut: what it needs is this machine's. */
function generate(words: readonly string[], environment: Readonly<Record<string, string>> = {}): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './tests/support/loopback-only.ts', 'android-twa/generate.ts', ...words], {
    encoding: 'utf8',
    env: { ...process.env, ANDROID_HOME: '', JAVA_HOME: '', PUBLIC_ORIGIN: '', ...environment }
  });
  return { status, output: stdout + stderr };
}

function read(file: string): string {
  return readFileSync(join(project, file), 'utf8');
}

function filesOf(folder: string): string[] {
  return globSync('**/*', { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile()).sort();
}

function sumsOf(folder: string): string[] {
  return filesOf(folder).map((file) => `${file} ${statSync(join(folder, file)).mode & 0o777} ${createHash('sha256').update(readFileSync(join(folder, file))).digest('hex')}`);
}

describe('the Gradle project of the app', () => {
  test('is made with the network cut', () => {
    expect(printed).toContain(`It opens ${origin}/app.`);
    const cut = spawnSync(process.execPath, ['--import', './tests/support/loopback-only.ts', '-e', "await fetch('http://192.0.2.1/')"], { encoding: 'utf8' });
    expect(cut.stderr).toContain('the network is cut: 192.0.2.1');
    const named = spawnSync(process.execPath, ['--import', './tests/support/loopback-only.ts', '-e', "await fetch('http://jasmine.test/')"], { encoding: 'utf8' });
    expect(named.stderr).toContain('the network is cut: jasmine.test');
  });

  test('is the same bytes each time, at another hour in another place', () => {
    const again = join(folder, 'again');
    expect(generate([`--to=${again}`], { PUBLIC_ORIGIN: origin, TZ: 'Pacific/Noumea', LANG: 'fr_FR.UTF-8' }).status).toBe(0);
    expect(sumsOf(again)).toEqual(sumsOf(project));
    expect(generate([`--to=${again}`, `--origin=${origin}`]).status).toBe(0);
    expect(sumsOf(again)).toEqual(sumsOf(project));
  });

  test('is whole: app, module, wrapper, and nothing else', () => {
    const sources = filesOf('android-twa/callshield/src/main').map((file) => `callshield/src/main/${file}`);
    const sizes = ['mdpi', 'hdpi', 'xhdpi', 'xxhdpi', 'xxxhdpi'];
    expect(filesOf(project).filter((file) => !/^callshield\/[a-z-]+\.pro$/.test(file))).toEqual(
      [
        ...['build.gradle', 'gradle.properties', 'gradlew', 'gradlew.bat', 'settings.gradle', 'store_icon.png'],
        ...['gradle/wrapper/gradle-wrapper.jar', 'gradle/wrapper/gradle-wrapper.properties'],
        'app/build.gradle',
        ...['AndroidManifest.xml', 'res/values/callshield_origin.xml', 'res/values/colors.xml', 'res/values/strings.xml'].map((file) => `app/src/main/${file}`),
        ...['xml/filepaths.xml', 'xml/shortcuts.xml', 'mipmap-anydpi-v26/ic_launcher.xml', 'drawable-anydpi/shortcut_legacy_background.xml'].map((file) => `app/src/main/res/${file}`),
        ...['Application', 'DelegationService', 'LauncherActivity'].map((name) => `app/src/main/java/app/jasmine/android/${name}.java`),
        ...sizes.flatMap((size) => [`drawable-${size}/splash.png`, `mipmap-${size}/ic_launcher.png`, `mipmap-${size}/ic_maskable.png`]).map((file) => `app/src/main/res/${file}`),
        'callshield/build.gradle',
        ...sources
      ].sort()
    );
    for (const file of filesOf(project)) expect(statSync(join(project, file)).size, file).toBeGreaterThan(0);
    expect(statSync(join(project, 'gradlew')).mode & 0o111).not.toBe(0);
  });

  test('holds the module, and takes libraries from where they are', () => {
    expect(read('settings.gradle').trim()).toBe("include ':app', ':callshield'");
    expect(read('app/build.gradle')).toContain("implementation project(':callshield')");
    expect(read('build.gradle')).not.toContain('jcenter');
    expect(read('build.gradle').match(/mavenCentral\(\)/g)).toHaveLength(2);
    expect(read('gradle/wrapper/gradle-wrapper.properties')).toMatch(/^distributionSha256Sum=[0-9a-f]{64}$/m);
  });

  test('opens our server and no other', () => {
    expect(read('app/build.gradle')).toContain("hostName: 'jasmine.test'");
    expect(read('app/build.gradle')).toContain("launchUrl: '/app'");
    expect(read('app/src/main/res/values/callshield_origin.xml')).toContain(`<string name="callshield_origin" translatable="false">${origin}</string>`);
    expect(read('app/src/main/res/values/strings.xml')).toContain(`\\"site\\": \\"${origin}\\"`);
    const texts = filesOf(project).filter((file) => /\.(gradle|xml|java|properties)$/.test(file) && !file.startsWith('callshield/'));
    // Neither the address that icons were fetched from nor the example's.
    expect(texts.filter((file) => /127\.0\.0\.1|jasmine\.example/.test(read(file)))).toEqual([]);
  });

  test('has the site\'s name and colours', () => {
    const site = JSON.parse(readFileSync(`${buildDir}/manifest.webmanifest`, 'utf8')) as Record<string, string>;
    const gradle = read('app/build.gradle').toLowerCase();
    expect(gradle).toContain(`launchername: '${site['short_name']?.toLowerCase() ?? ''}'`);
    expect(gradle).toContain(`themecolor: '${site['theme_color'] ?? ''}'`);
    expect(gradle).toContain(`backgroundcolor: '${site['background_color'] ?? ''}'`);
    expect(gradle).toContain("applicationid: 'app.jasmine.android'");
    expect(gradle).toContain('minsdkversion 24');
    expect(gradle).toContain("fallbacktype: 'customtabs'");
  });

  test('asks for nothing itself: neither position nor notifications nor backup', () => {
    const manifest = read('app/src/main/AndroidManifest.xml');
    expect(manifest).not.toContain('uses-permission');
    expect(manifest).toContain('android:allowBackup="false"');
    expect(manifest).not.toMatch(/LocationDelegation|NotificationPermissionRequest/);
    expect(manifest).toContain('android:dataExtractionRules="@xml/callshield_no_backup"');
    // Its service, which browsers would ask to show notifications, is off and closed.
    expect(read('app/build.gradle')).toContain('enableNotifications: false');
    expect(manifest).toMatch(/DelegationService"\s+android:enabled="@bool\/enableNotification"\s+android:exported="@bool\/enableNotification"/);
  });

  test('stays as it was when a new one cannot be written', () => {
    const site = join(folder, 'site');
    mkdirSync(join(site, 'icons'), { recursive: true });
    cpSync(`${buildDir}/manifest.webmanifest`, join(site, 'manifest.webmanifest'));
    cpSync(`${buildDir}/icons/umbrella-512.png`, join(site, 'icons/umbrella-512.png'));
    const before = sumsOf(project);
    const { status, output } = generate([`--to=${project}`, `--origin=${origin}`], { BUILD_DIR: site });
    expect([status, output]).toEqual([1, expect.stringMatching(/^Bubblewrap could not write the project: .*umbrella-maskable-512\.png.*\n$/)]);
    expect(sumsOf(project)).toEqual(before);
  });

  test.each([
    ['an address in clear', '--origin=http://jasmine.test', 'must begin with https'],
    ['this machine', '--origin=http://localhost:8080', 'opens an address with https'],
    ['a word that it does not know', '--orgin=https://jasmine.test', 'is not known here']
  ])('is not made of %s', (_case, word, sentence) => {
    const { status, output } = generate([word, `--to=${join(folder, 'never')}`]);
    expect([status, output]).toEqual([1, expect.stringContaining(sentence)]);
    expect(existsSync(join(folder, 'never'))).toBe(false);
  });

  test('does not replace a folder of something else', () => {
    const other = join(folder, 'other');
    mkdirSync(join(other, 'photos'), { recursive: true });
    const { status, output } = generate([`--to=${other}`, `--origin=${origin}`]);
    expect([status, output]).toEqual([1, expect.stringContaining('holds files that are no such project')]);
    expect(existsSync(join(other, 'photos'))).toBe(true);
  });
});

const reason = await reasonToSkipApk('whether the resources and manifests of the whole app fit together');

/** Gradle's part, done by hand: both manifests and both sets of resources as one. What the libraries of Google's repository add is not here. */
describe.skipIf(reason !== undefined)('the app and its module', () => {
  test('fit together, ask for these permissions, and open these parts to others', async () => {
    const tools = findTools(shieldTools);
    const { android } = await resolveJars(tools);
    const work = join(folder, 'linked');
    mkdirSync(join(work, 'gradle/values'), { recursive: true });
    writeFileSync(join(work, 'AndroidManifest.xml'), mergedManifest());
    writeFileSync(join(work, 'gradle/values/gradle.xml'), resourcesOf(read('app/build.gradle')));
    const compiled = [join(project, 'callshield/src/main/res'), join(project, 'app/src/main/res'), join(work, 'gradle')].map((resources, index) => {
      run(tools.aapt2, ['compile', '--dir', resources, '-o', join(work, `${index}.zip`)]);
      return join(work, `${index}.zip`);
    });
    const versions = ['--min-sdk-version', '24', '--target-sdk-version', '34'];
    const apk = join(work, 'linked.apk');
    run(tools.aapt2, ['link', '-o', apk, '-I', android, '--manifest', join(work, 'AndroidManifest.xml'), ...versions, '--auto-add-overlay', ...compiled.flatMap((file) => ['-R', file])]);

    const facts = readApk(tools, apk);
    expect(facts).toMatchObject({ packageId: 'app.jasmine.android', debuggable: false, allowBackup: false });
    expect(facts.permissions).toEqual(['ACCESS_NETWORK_STATE', 'INTERNET', 'POST_NOTIFICATIONS', 'READ_CONTACTS', 'SYSTEM_ALERT_WINDOW'].map((name) => `android.permission.${name}`));
    expect(facts.components.filter(({ exported }) => exported).map(({ name }) => name).sort()).toEqual([
      // Bubblewrap writes names of its own without the package.
      'LauncherActivity',
      'app.jasmine.callshield.CallShieldService',
      'app.jasmine.callshield.LinkActivity'
    ]);
    expect(run(tools.aapt2, ['dump', 'resources', apk])).toContain(`string/callshield_origin\n      () "${origin}"`);
  });

  function mergedManifest(): string {
    const module = read('callshield/src/main/AndroidManifest.xml').replaceAll(/<!--[\s\S]*?-->/g, '');
    const [, components = ''] = /<application[^>]*>([\s\S]*)<\/application>/.exec(module) ?? [];
    const permissions = (module.match(/<uses-permission[^>]*>/g) ?? []).join('\n');
    return read('app/src/main/AndroidManifest.xml').replace('<application', () => `${permissions}\n<application`).replace('</application>', () => `${components}</application>`);
  }

  /** What Gradle makes of `resValue`: here only that each is there. */
  function resourcesOf(gradle: string): string {
    const some: Record<string, string> = { string: 'text', color: '#ffffff', bool: 'false', integer: '0' };
    const values = [...gradle.matchAll(/resValue "(\w+)", "(\w+)", /g)].map(([, kind = '', name = '']) => `<${kind} name="${name}">${some[kind] ?? ''}</${kind}>`);
    return `<resources>${values.join('')}</resources>`;
  }
});
