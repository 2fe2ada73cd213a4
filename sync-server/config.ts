import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { appEntries, appSettings, type AppSettings } from './filter/app-settings.ts';
import { readStreetsFile, UnusableStreetsError, type StreetsFile } from './directory/streets-file.ts';
import { pushEntries, pushSettings, wrongPushSetting, type PushSettings } from './notifications/push-settings.ts';
import { missingProviderSetting, providerEntries, providerSettings, type ProviderSettings } from './notifications/provider-settings.ts';

/** Everything the operator can set, checked. The only file of the server that reads the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Where the outside reaches us; links in messages start with it. */
  readonly publicOrigin: string;
  readonly dataDir: string;
  /** Built pages and packs (`npm run build`). */
  readonly buildDir: string;
  /** With credentials; absent: the embedded store in `dataDir`. */
  readonly couchUrl: string | undefined;
  /** The key of tokens with which CouchDB lets the gate read one department; absent: the gate asks as the server. */
  readonly couchTokenKey: Uint8Array | undefined;
  /** Put before the name of every database, so that several installations can share one CouchDB. */
  readonly databasePrefix: string;
  readonly demo: boolean;
  /** The file with the keys that the database never sees, or its content. */
  readonly keyring: { readonly path: string } | { readonly text: string };
  /** Where quick exit leads without a script; the operator's file says it to the pages too. */
  readonly exitSite: string;
  /** Videos, posters and subtitles that `JASMINE_MEDIA_FILE` names. */
  readonly mediaDir: string;
  /** Street detail for the map, if the operator has any. */
  readonly streets: StreetsFile | undefined;
  /** Off: the next visit of each phone clears a worker that went wrong. */
  readonly worker: boolean;
  readonly logLevel: string;
  /** Set by a reverse proxy that we trust to tell the visitor's address. */
  readonly trustProxy: boolean;
  /** Text messages that may be asked for in a day, by everybody together. */
  readonly textsADay: number;
  /** Who sends mails and text messages. */
  readonly providers: ProviderSettings;
  /** How phones are told of news. */
  readonly push: PushSettings;
  readonly app: AppSettings;
}

/** A setting that cannot be right: the start stops with the sentence. */
export class ConfigError extends Error {}

export function readConfig(environment: Readonly<Record<string, string | undefined>>, exitSite: string): Config {
  const result = v.safeParse(Environment, withoutEmpty(environment));
  if (!result.success) {
    const sentences = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'environment'}: ${issue.message}`);
    throw new ConfigError(`The server does not start. ${sentences.join('. ')}.`);
  }
  const set = result.output;
  const missing = missingProviderSetting(set) ?? wrongPushSetting(set);
  if (missing !== null) throw new ConfigError(`The server does not start. ${missing}.`);
  const dataDir = resolve(set.DATA_DIR);
  const publicOrigin = set.PUBLIC_ORIGIN ?? `http://localhost:${set.PORT}`;
  return {
    host: set.HOST,
    port: set.PORT,
    publicOrigin,
    dataDir,
    // Beside the code, wherever the process was started.
    buildDir: set.BUILD_DIR === undefined ? new URL('../build', import.meta.url).pathname : resolve(set.BUILD_DIR),
    couchUrl: set.COUCHDB_URL,
    couchTokenKey: set.COUCHDB_JWT_SECRET,
    databasePrefix: set.COUCHDB_PREFIX,
    // Once the outside reaches it, demo accounts and a mailbox that everybody can read have to be asked for.
    demo: set.JASMINE_DEMO ?? isLoopback(set.PUBLIC_ORIGIN),
    keyring: set.JASMINE_KEYRING?.trimStart().startsWith('{') ? { text: set.JASMINE_KEYRING } : { path: resolve(set.JASMINE_KEYRING ?? `${dataDir}/keyring.json`) },
    exitSite,
    mediaDir: resolve(set.JASMINE_MEDIA_DIR ?? `${dataDir}/media`),
    streets: set.JASMINE_MAP_FILE,
    worker: set.JASMINE_WORKER,
    logLevel: set.LOG_LEVEL,
    trustProxy: set.TRUST_PROXY,
    textsADay: set.TEXTS_A_DAY,
    providers: providerSettings(set),
    push: pushSettings(set, publicOrigin),
    app: appSettings(set, dataDir, set.JASMINE_DEMO ?? isLoopback(set.PUBLIC_ORIGIN))
  };
}

/** A secret that lives as long as the process. */
export function newProcessSecret(): string {
  return randomBytes(24).toString('base64url');
}

function httpAddress(example: string) {
  return v.pipe(
    v.string(),
    v.check(
      (text) => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol),
      `must be an address such as ${example}`
    )
  );
}

function yesOrNo(standard: '0' | '1') {
  return v.pipe(
    v.optional(v.picklist(['0', '1'], 'must be 0 or 1'), standard),
    v.transform((text) => text === '1')
  );
}

function isLoopback(origin: string | undefined): boolean {
  return origin === undefined || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(origin).hostname);
}

function streetsFile() {
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }): StreetsFile => {
      try {
        return readStreetsFile(resolve(dataset.value));
      } catch (error) {
        if (!(error instanceof UnusableStreetsError)) throw error;
        addIssue({ message: error.message });
        return NEVER;
      }
    })
  );
}

/** `PORT=` in a shell means "not set". */
function withoutEmpty(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
  );
}

const Environment = v.object({
  PORT: v.pipe(
    v.optional(v.string(), '8080'),
    v.check((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65535, 'must be a whole number from 0 to 65535'),
    v.transform(Number)
  ),
  HOST: v.optional(v.string(), '127.0.0.1'),
  PUBLIC_ORIGIN: v.optional(
    v.pipe(
      httpAddress('https://jasmine.example'),
      v.check((text) => !URL.canParse(text) || new URL(text).origin === text, 'must be an origin, without a path or a slash at the end')
    )
  ),
  DATA_DIR: v.optional(v.string(), 'data'),
  BUILD_DIR: v.optional(v.string()),
  COUCHDB_URL: v.optional(httpAddress('http://user:password@127.0.0.1:5984')),
  COUCHDB_JWT_SECRET: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length >= 32, 'must be at least 32 bytes, written in base64'),
      v.transform((text): Uint8Array => Buffer.from(text, 'base64'))
    )
  ),
  COUCHDB_PREFIX: v.pipe(
    v.optional(v.string(), ''),
    v.regex(/^([a-z][a-z0-9_-]*)?$/, 'must start with a small letter and hold small letters, digits, _ and - only')
  ),
  JASMINE_DEMO: v.optional(yesOrNo('1')),
  JASMINE_KEYRING: v.optional(v.string()),
  JASMINE_MEDIA_DIR: v.optional(v.string()),
  JASMINE_MAP_FILE: v.optional(streetsFile()),
  JASMINE_WORKER: yesOrNo('1'),
  TRUST_PROXY: yesOrNo('0'),
  TEXTS_A_DAY: v.pipe(
    v.optional(v.string(), '300'),
    v.check((text) => /^[1-9]\d{0,5}$/.test(text), 'must be a whole number from 1 to 999999'),
    v.transform(Number)
  ),
  ...providerEntries,
  ...pushEntries,
  ...appEntries,
  LOG_LEVEL: v.optional(
    v.picklist(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent'),
    'info'
  )
});
