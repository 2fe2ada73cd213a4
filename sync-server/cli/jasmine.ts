import { readConfig, type Config } from '../config.ts';
import { connectCouch } from '../couch/connection.ts';
import { createAccount, dropSecondFactor, eraseSubject, exportSubject, freeze, rotateKeys, unfreeze } from './account-verbs.ts';
import { checkInstallation } from './check-installation.ts';
import { importFiles, listSuggestions, removeDirectorySource, removeSuggestion } from './directory-verbs.ts';
import type { Verb } from './verb.ts';

/** `npm run jasmine -- <verb>`: what the operator does by hand. A verb is listed from the day it works. */
const verbs: Readonly<Record<string, Verb>> = {
  doctor: checkInstallation,
  'create-account': createAccount,
  'freeze-branch': freeze,
  unfreeze,
  'drop-second-factor': dropSecondFactor,
  'export-subject': exportSubject,
  'erase-subject': eraseSubject,
  'rotate-keys': rotateKeys,
  'import-directory': importFiles,
  'remove-source': removeDirectorySource,
  'list-suggestions': listSuggestions,
  'remove-suggestion': removeSuggestion
};

const [name = '', ...rest] = process.argv.slice(2);
const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
if (!verb) {
  process.stderr.write(`Verbs:\n${Object.entries(verbs).map(([key, { usage, does }]) => `  ${`${key} ${usage}`.padEnd(50)}${does}`).join('\n')}\n`);
  process.exit(2);
}
const stop = new AbortController();
// The first Ctrl-C ends cleanly, with what is written kept whole; the second ends at once.
process.once('SIGINT', () => stop.abort());
try {
  process.exitCode = await run(verb, readConfig(process.env, 'https://example.org/'), rest);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
// The embedded store leaves handles open.
process.exit();

async function run(chosen: Verb, config: Config, words: readonly string[]): Promise<number> {
  const couch = await connectCouch(config, new URL('../../couch-design-docs', import.meta.url).pathname);
  try {
    return await chosen.run({ couch, config, words, signal: stop.signal, print: (line) => process.stdout.write(`${line}\n`) });
  } finally {
    await couch.stop();
  }
}
