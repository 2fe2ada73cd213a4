import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { failWith } from './fail.ts';
import { made, root } from './folders.ts';
import { run, type Tools } from './tools.ts';

/** A key that apps are signed with. A phone takes a new version only from who signed the one before. */
export interface SigningKey {
  readonly keystore: string;
  /** Needed where a keystore holds several. */
  readonly alias: string | undefined;
  /** The keystore's password, as the programs take it: in a variable of their environment. */
  readonly password: string;
  /** Made here, for trying out. */
  readonly development: boolean;
}

/**
 * `JASMINE_SIGNING_KEYSTORE` with `JASMINE_SIGNING_PASSWORD` or `JASMINE_SIGNING_PASSWORD_FILE`, and `JASMINE_SIGNING_ALIAS`.
 * Without: a development key in `folder`, made when there is none.
 */
export function signingKey(tools: Tools<'keytool'>, environment: Environment = process.env, folder: string = made): SigningKey {
  const path = environment['JASMINE_SIGNING_KEYSTORE'] ?? '';
  if (path === '') return developmentKey(tools, folder);
  const keystore = resolve(path);
  if (!existsSync(keystore) || !statSync(keystore).isFile()) failWith(`JASMINE_SIGNING_KEYSTORE: there is no file ${keystore}.`);
  if (!relative(root, keystore).startsWith('..')) failWith(`JASMINE_SIGNING_KEYSTORE: ${keystore} lies in the repository. Keep the key outside of it, where nobody can commit it.`);
  const key = { keystore, alias: (environment['JASMINE_SIGNING_ALIAS'] ?? '') || undefined, password: passwordOf(environment), development: false };
  // Now, and not after minutes of building: ends the command with the program's words when password or name is another.
  const named = key.alias === undefined ? [] : ['-alias', key.alias];
  run(tools.keytool, ['-list', '-keystore', keystore, '-storepass:env', passwordVariable, ...named], { environment: { [passwordVariable]: key.password } });
  return key;
}

export function saySigner(key: SigningKey): string {
  return key.development ? 'the development key, for trying out (JASMINE_SIGNING_KEYSTORE names yours)' : key.keystore;
}

/** For programs that need none of it. */
export const withoutSecrets = { JASMINE_SIGNING_PASSWORD: undefined, JASMINE_SIGNING_PASSWORD_FILE: undefined };

/** Signs an aligned APK with the schemes of Android 7 and later (v2, v3), verifies it, and gives the certificate's fingerprint. */
export function signApk(tools: Tools<'apksigner'>, key: SigningKey, unsigned: string, signed: string): string {
  const environment = { [passwordVariable]: key.password };
  run(
    tools.apksigner,
    [
      'sign',
      ...['--ks', key.keystore, '--ks-pass', `env:${passwordVariable}`],
      ...(key.alias === undefined ? [] : ['--ks-key-alias', key.alias]),
      ...['--v1-signing-enabled', 'false', '--v2-signing-enabled', 'true', '--v3-signing-enabled', 'true'],
      ...['--out', signed, unsigned]
    ],
    { environment }
  );
  return verifyApk(tools, signed).fingerprint;
}

/** What apksigner says of a signed APK. Ends the command if it does not verify. */
export function verifyApk(tools: Tools<'apksigner'>, apk: string): Verified {
  const said = run(tools.apksigner, ['verify', '--verbose', '--print-certs', apk]);
  const digest = /certificate SHA-256 digest: ([0-9a-f]{64})/.exec(said)?.[1] ?? failWith(`apksigner names no certificate of ${apk}.\n${said}`);
  const schemes = [...said.matchAll(/Verified using (v\d) scheme.*: true/g)].map((found) => found[1] ?? '');
  return { schemes, fingerprint: (digest.toUpperCase().match(/../g) ?? []).join(':') };
}

export interface Verified {
  /** `v2`, `v3` */
  readonly schemes: readonly string[];
  /** As `JASMINE_ANDROID_FINGERPRINTS` takes it: `AA:BB:…`. */
  readonly fingerprint: string;
}

function developmentKey(tools: Tools<'keytool'>, folder: string): SigningKey {
  const keystore = `${folder}/debug.keystore`;
  // No secret: whoever has the file has the key, and no phone of a member has an app that it signed.
  const key = { keystore, alias: 'development', password: 'development', development: true };
  if (existsSync(keystore)) return key;
  mkdirSync(folder, { recursive: true });
  run(
    tools.keytool,
    [
      '-genkeypair',
      ...['-keystore', keystore, '-storetype', 'PKCS12', '-storepass:env', passwordVariable],
      ...['-alias', key.alias, '-keyalg', 'RSA', '-keysize', '3072', '-validity', '10000', '-dname', 'CN=Jasmine development']
    ],
    { environment: { [passwordVariable]: key.password } }
  );
  chmodSync(keystore, 0o600);
  return key;
}

function passwordOf(environment: Environment): string {
  const said = environment['JASMINE_SIGNING_PASSWORD'] ?? '';
  if (said !== '') return said;
  const file = environment['JASMINE_SIGNING_PASSWORD_FILE'] ?? '';
  if (file === '') failWith('The signing key has a password: JASMINE_SIGNING_PASSWORD, or JASMINE_SIGNING_PASSWORD_FILE with the path of a file that holds it.');
  if (!existsSync(file)) failWith(`JASMINE_SIGNING_PASSWORD_FILE: there is no file ${file}.`);
  return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
}

const passwordVariable = 'JASMINE_KEYSTORE_PASSWORD';

type Environment = Readonly<Record<string, string | undefined>>;
