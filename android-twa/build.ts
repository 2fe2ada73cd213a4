/**
 * `npm run android:build`: the whole Android app, `android-twa/build/jasmine.apk`, of the project that `npm run android:generate` wrote. Needs a JDK and an Android
 * SDK (`ANDROID_HOME`), and the network the first time: Gradle and its plugin come from Google's repository. Words: `--project=…` for a project
 * elsewhere, `--to=…` for another file.
 */
import { existsSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { failWith, runCommand } from './fail.ts';
import { made, projectFolder } from './folders.ts';
import { sha256Of } from './shield/jars.ts';
import { readApk } from './shield/read-apk.ts';
import { saySigner, signApk, signingKey, withoutSecrets } from './signing.ts';
import { findTools, run, sdkFolder } from './tools.ts';
import { readWords } from './words.ts';

const noSdk =
  'The whole app is built with an Android SDK, and ANDROID_HOME names none. Nothing was built.\n' +
  'Without one, npm run android:shield makes the app that warns of callers, and .github/workflows/android.yml builds this one.';

await runCommand(async () => {
  const words = readWords(['project', 'to']);
  const project = resolve(words.project ?? projectFolder);
  const apk = resolve(words.to ?? `${made}/jasmine.apk`);
  const sdk = sdkFolder() ?? failWith(noSdk);
  if (!existsSync(`${sdk}/build-tools`)) {
    failWith(`ANDROID_HOME: ${sdk} holds no Android SDK with build tools. Nothing was built. sdkmanager "platforms;android-36" "build-tools;36.0.0" fetches them.`);
  }
  if (!existsSync(`${project}/gradlew`)) failWith('There is no project to build yet: npm run android:generate');
  const tools = findTools(['java', 'keytool', 'zipalign', 'apksigner', 'aapt2']);
  const key = signingKey(tools);

  const unsigned = `${project}/app/build/outputs/apk/release/app-release-unsigned.apk`;
  // Of an earlier project: it must not be taken for what is built now.
  await rm(unsigned, { force: true });
  // No daemon: it would outlive the command. The key's password is nothing that Gradle needs.
  const environment = { ...withoutSecrets, ANDROID_HOME: sdk };
  run(`${project}/gradlew`, ['--no-daemon', ':app:assembleRelease'], { folder: project, environment, aloud: true });
  if (!existsSync(unsigned)) failWith(`Gradle ended well, and made no ${unsigned}.`);
  run(tools.zipalign, ['-c', '-p', '4', unsigned]);
  await mkdir(dirname(apk), { recursive: true });
  const fingerprint = signApk(tools, key, unsigned, `${apk}.new`);
  await rename(`${apk}.new`, apk);

  const facts = readApk(tools, apk);
  process.stdout.write(`${relative(process.cwd(), apk)}: ${facts.packageId} ${facts.version}, ${statSync(apk).size} bytes, SHA-256 ${await sha256Of(apk)}\n`);
  process.stdout.write(`  signed with ${saySigner(key)}\n  fingerprint ${fingerprint}\n`);
  for (const permission of facts.permissions) process.stdout.write(`  asks for ${permission}\n`);
});
