import { readFile } from 'node:fs/promises';

/** What Vite knows of its own work: each part, the file it is in, and what that needs at once and perhaps later. */
export type Chunks = Readonly<Record<string, Chunk>>;

export interface Chunk {
  readonly file: string;
  readonly name?: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}

export async function readChunks(): Promise<Chunks> {
  return JSON.parse(await readFile('.svelte-kit/output/client/.vite/manifest.json', 'utf8')) as Chunks;
}
