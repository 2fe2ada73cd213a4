/**
 * `npm run android:shield`: the module that warns of callers as an app of its own, `android-twa/build/shield/jasmine-shield.apk`. Needs a JDK, Maven and
 * Debian's packages `aapt zipalign apksigner`; no Android SDK. Words: `--origin=https://…` (else `PUBLIC_ORIGIN`), `--to=…` for another file.
 */
import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { readAppManifest } from './app-manifest.ts';
import { runCommand } from './fail.ts';
import { made } from './folders.ts';
import { sha256Of } from './shield/jars.ts';
import { makeShield, shieldTools } from './shield/make-apk.ts';
import { readApk, type Component } from './shield/read-apk.ts';
import { saySigner, signingKey } from './signing.ts';
import { findTools } from './tools.ts';
import { isThisMachine, readOrigin, readWords } from './words.ts';

await runCommand(async () => {
  const words = readWords(['origin', 'to']);
  const origin = readOrigin(words.origin, 'http://localhost:8080');
  const tools = findTools(shieldTools);
  const key = signingKey(tools);
  const apk = resolve(words.to ?? `${made}/shield/jasmine-shield.apk`);
  const { fingerprint } = await makeShield({ tools, app: await readAppManifest(), origin, key, apk });
  const facts = readApk(tools, apk);
  print(`${relative(process.cwd(), apk)}: ${facts.packageId} ${facts.version}, Android API ${facts.minSdk} to ${facts.targetSdk}`);
  print(`  ${statSync(apk).size} bytes, SHA-256 ${await sha256Of(apk)}`);
  print(`  server ${origin.origin}${isThisMachine(origin) ? ' (this machine: adb reverse tcp:8080 tcp:8080; yours: --origin=https://…)' : ''}`);
  print(`  signed with ${saySigner(key)}`);
  print(`  fingerprint ${fingerprint}`);
  for (const permission of facts.permissions) print(`  asks for ${permission}`);
  for (const component of facts.components) print(`  ${sayComponent(component)}`);
});

function sayComponent({ kind, name, exported, permission }: Component): string {
  if (!exported) return `${kind} ${name}`;
  return `${kind} ${name}, open to ${permission === undefined ? 'other apps' : `who holds ${permission}`}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
