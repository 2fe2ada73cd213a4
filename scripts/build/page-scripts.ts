import { copyFile, mkdir } from 'node:fs/promises';
import { build } from 'vite';
import { buildDir } from './build-dir.ts';

const made = '.cache/page-scripts';

/** Compiles the two small scripts that public pages carry: the exit, inside each page, and the reader, a file. */
export async function buildPageScripts(): Promise<void> {
  await mkdir(made, { recursive: true });
  await compile('src/lib/exit/exit-script.ts', 'exit.js');
  await compile('src/lib/offline/reader.ts', 'reader.js');
}

export async function placeReaderScript(): Promise<void> {
  await copyFile(`${made}/reader.js`, `${buildDir}/reader.js`);
}

async function compile(entry: string, name: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: made,
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'page', fileName: () => name },
      rolldownOptions: { output: { extend: true } }
    }
  });
}
