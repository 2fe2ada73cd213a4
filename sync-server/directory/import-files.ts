import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import type { ImportFile } from './importers/importer.ts';

/** Files and whole folders from disk, in one order whatever the file system's. Hidden files are passed over. */
export async function openImportFiles(paths: readonly string[]): Promise<ImportFile[]> {
  const files: ImportFile[] = [];
  for (const path of paths) {
    const { mtime } = await stat(path);
    if (!(await stat(path)).isDirectory()) {
      files.push(importFile(path, basename(path), mtime));
      continue;
    }
    const inside = await readdir(path, { recursive: true, withFileTypes: true });
    const names = inside.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => join(entry.parentPath, entry.name));
    for (const name of names.sort()) files.push(importFile(name, relative(path, name), (await stat(name)).mtime));
  }
  return files;
}

/** For what is already in memory: tests, and the directory that ships with the product. */
export function memoryFile(name: string, content: string | Uint8Array, date: string): ImportFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    date,
    open: () => Readable.from([bytes])
  };
}

function importFile(path: string, name: string, modified: Date): ImportFile {
  return { name, date: dateInName(basename(name)) ?? modified.toISOString().slice(0, 10), open: () => createReadStream(path) };
}

/** `...-20260512-0339.csv`, `2026-05-12...`. */
function dateInName(name: string): string | undefined {
  const match = /(20\d\d)-?([01]\d)-?([0-3]\d)/.exec(name);
  if (match === null) return undefined;
  const day = `${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}`;
  return Number.isNaN(Date.parse(day)) ? undefined : day;
}
