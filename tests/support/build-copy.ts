import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDir } from '../../scripts/build/build-dir.ts';

/** The built site in a folder of its own, so that a test can put the next version in its place. */
export interface BuildCopy {
  readonly folder: string;
  /** Replaces a file, together with its compressed twins. */
  replace(file: string, change: (content: string) => string): void;
  /** What a deployment does: the old scripts are gone, and the worker lists other files. */
  deployNext(): void;
  [Symbol.dispose](): void;
}

export function copyBuild(): BuildCopy {
  const folder = mkdtempSync(join(tmpdir(), 'jasmine-build-'));
  cpSync(buildDir, folder, { recursive: true });
  const replace: BuildCopy['replace'] = (file, change) => {
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
    for (const twin of ['.br', '.gz']) rmSync(join(folder, file + twin), { force: true });
  };
  return {
    folder,
    replace,
    deployNext: () => {
      replace('reader.js', (script) => `${script}\n// the next version`);
      // Names of chunks are hashes of their content: the next version's server has none of these.
      const gone = globSync('_app/immutable/{chunks,nodes}/*.js', { cwd: folder });
      for (const file of gone) for (const twin of ['', '.br', '.gz']) rmSync(join(folder, file + twin), { force: true });
      replace('service-worker.js', (worker) =>
        worker.replace(/\[\{"url":.*?\}\]/, (list) => {
          const entries = (JSON.parse(list) as { url: string; revision: string | null }[]).filter(({ url }) => !gone.includes(url.slice(1)));
          return JSON.stringify(entries.map((entry) => (entry.url === '/reader.js' ? { ...entry, revision: 'next' } : entry)));
        })
      );
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true })
  };
}
