import { spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { failWith } from './fail.ts';

/** What comes in which of Debian's packages; the build tools of an Android SDK hold the first four as well. */
const packages = {
  aapt: 'aapt',
  aapt2: 'aapt',
  zipalign: 'zipalign',
  apksigner: 'apksigner',
  java: 'default-jdk-headless',
  javac: 'default-jdk-headless',
  keytool: 'default-jdk-headless',
  mvn: 'maven'
} as const;

export type Tool = keyof typeof packages;

/** Programs by name, with the path of each. */
export type Tools<Name extends Tool = Tool> = Readonly<Record<Name, string>>;

/** Looks for all of them before anything is begun. Missing ones are named together, with how to get them. */
export function findTools<Name extends Tool>(names: readonly Name[], environment: Environment = process.env): Tools<Name> {
  const missing = missingTools(names, environment);
  if (missing.length > 0) {
    const install = [...new Set(missing.map((name) => packages[name]))].sort();
    failWith(`Missing here: ${missing.join(', ')}. Debian and Ubuntu: apt-get install -y ${install.join(' ')}`);
  }
  return Object.fromEntries(names.map((name) => [name, findTool(name, environment)])) as Tools<Name>;
}

export function missingTools<Name extends Tool>(names: readonly Name[], environment: Environment = process.env): Name[] {
  return names.filter((name) => findTool(name, environment) === undefined);
}

/** Folder of an Android SDK, if somebody says where one is. */
export function sdkFolder(environment: Environment = process.env): string | undefined {
  return (environment['ANDROID_HOME'] ?? '') || (environment['ANDROID_SDK_ROOT'] ?? '') || undefined;
}

/**
 * Runs a program and gives what it printed. If it fails, the command ends with the program's own words.
 * Secrets go by `environment`: everybody on a machine can read the words of its processes.
 */
export function run(program: string, words: readonly string[], { environment = {}, folder, aloud = false }: RunIn = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: 'utf8',
    env: { ...process.env, ...plain, ...environment },
    maxBuffer: 64 * 1024 * 1024,
    stdio: aloud ? 'inherit' : 'pipe',
    ...(folder === undefined ? {} : { cwd: folder })
  });
  if (error) throw error;
  if (status !== 0) failWith(`${program} ${words[0] ?? ''} failed.\n${aloud ? '' : stdout + stderr}`.trimEnd());
  return aloud ? '' : stdout;
}

/** Words that can be read back, in English, and times that are the same everywhere: zip archives hold local ones. */
const plain = { TZ: 'UTC', LC_ALL: 'C.UTF-8' };

function findTool(name: Tool, environment: Environment): string | undefined {
  const folders = [...(environment['PATH'] ?? '').split(':'), ...buildTools(environment)];
  return folders.filter((folder) => folder !== '').map((folder) => `${folder}/${name}`).find(isProgram);
}

/** Newest first. */
function buildTools(environment: Environment): string[] {
  const sdk = sdkFolder(environment);
  if (sdk === undefined) return [];
  try {
    const versions = readdirSync(`${sdk}/build-tools`).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    return versions.map((version) => `${sdk}/build-tools/${version}`);
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

interface RunIn {
  readonly environment?: Environment;
  readonly folder?: string;
  /** What takes minutes prints as it goes. */
  readonly aloud?: boolean;
}
