import { builtTowns } from '../directory/built-towns.ts';
import { couchDirectoryStore } from '../directory/directory-store.ts';
import { importDirectory, removeSource, type ImportOutcome, type ImportProgress } from '../directory/import-directory.ts';
import { openImportFiles } from '../directory/import-files.ts';
import { couchSuggestions } from '../directory/suggestions.ts';
import type { Call, Verb } from './verb.ts';

export const importFiles: Verb = {
  usage: '[--force] <file or folder>...',
  does: 'takes official files and association lists into the directory',
  async run({ couch, config, words, signal, print }) {
    const paths = words.filter((word) => word !== '--force');
    if (paths.length === 0) return 2;
    const store = couchDirectoryStore(couch.database('directory'));
    const outcome = await importDirectory(await openImportFiles(paths), store, {
      towns: builtTowns(config.buildDir),
      now: () => new Date(),
      force: words.includes('--force'),
      signal,
      onProgress: showProgress()
    });
    printOutcome(outcome, print);
    return outcome.refusedSources.length === 0 ? 0 : 1;
  }
};

export const removeDirectorySource: Verb = {
  usage: '<source>',
  does: 'takes all organisations of one source out of the directory',
  async run({ couch, words: [source], signal, print }) {
    if (source === undefined) return 2;
    const removed = await removeSource(source, couchDirectoryStore(couch.database('directory')), { now: () => new Date(), signal });
    print(`${removed} organisations removed`);
    return 0;
  }
};

export const listSuggestions: Verb = {
  usage: '',
  does: 'shows what readers say about the directory',
  async run({ couch, print }: Call) {
    const all = await couchSuggestions(couch.database('directory')).list();
    for (const { _id, received, suggestion } of all) print(`${received}  ${_id}\n  ${JSON.stringify(suggestion)}`);
    print(`${all.length} suggestions`);
    return 0;
  }
};

export const removeSuggestion: Verb = {
  usage: '<id>',
  does: 'forgets one suggestion, once it is dealt with',
  async run({ couch, words: [id] }) {
    if (id === undefined) return 2;
    await couchSuggestions(couch.database('directory')).remove(id);
    return 0;
  }
};

/** One line that is written over, where there is a person to see it. */
function showProgress(): (progress: ImportProgress) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (progress) => {
    const where = progress.step === 'reading' ? progress.file : progress.step === 'comparing' ? progress.source : '';
    const share = progress.step === 'comparing' ? '' : ` ${progress.done}${progress.step === 'writing' ? `/${progress.total}` : ''}`;
    process.stderr.write(`\r\u001b[K${progress.step} ${where}${share}`);
    if (progress.step === 'writing' && progress.done === progress.total) process.stderr.write('\n');
  };
}

function printOutcome(outcome: ImportOutcome, print: (line: string) => void): void {
  print(`read ${outcome.read}, written ${outcome.written}, unchanged ${outcome.unchanged}, removed ${outcome.removed}`);
  for (const [source, count] of Object.entries(outcome.sources)) print(`  ${source}: ${count} organisations`);
  for (const [reason, count] of Object.entries(outcome.repaired)) print(`  repaired, ${reason}: ${count}`);
  for (const [reason, count] of Object.entries(outcome.excluded)) print(`  left out, ${reason}: ${count}`);
  for (const { file, row, reason } of outcome.refused) print(`  refused, ${file}, row ${String(row)}: ${reason}`);
  for (const { source, sentence } of outcome.refusedSources) print(`  not imported, ${source}: ${sentence}`);
  if (outcome.merged > 0) print(`  in two sources, shown once: ${outcome.merged}`);
  if (outcome.possibleDuplicates.length > 0) print(`  look at these pairs, they may be the same place: ${outcome.possibleDuplicates.length}`);
  for (const [one, other] of outcome.possibleDuplicates) print(`    ${one}  ${other}`);
}
