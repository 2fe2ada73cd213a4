import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { StreetsEntry } from '../../src/domain/pack-manifest.ts';
import { streetsPath } from '../../src/domain/streets-file.ts';

/** The operator's street map, as it was when the server started. */
export interface StreetsFile extends StreetsEntry {
  /** Where it lies on the disk. */
  readonly path: string;
  readonly tag: string;
}

/** The file cannot be drawn by any phone; the message says why, to follow the setting's name. */
export class UnusableStreetsError extends Error {}

/** The tag is of the content, not of the date: several copies of the server then agree on the address. */
export function readStreetsFile(path: string): StreetsFile {
  const { start, bytes } = readStart(path);
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) throw new UnusableStreetsError(`${path} is not a PMTiles file of version 3`);
  const [directories, tiles, kind] = start.subarray(COMPRESSIONS, HEADER);
  if (kind !== VECTOR) throw new UnusableStreetsError(`${path} holds pictures: it must hold vector tiles (MVT)`);
  if (!readable(directories) || !readable(tiles)) throw new UnusableStreetsError(`${path} is packed in a way that browsers cannot read: it must use gzip`);
  const tag = createHash('sha256').update(start).update(String(bytes)).digest('hex').slice(0, 12);
  return { path, tag, bytes, url: streetsPath(tag) };
}

function readStart(path: string): { start: Buffer; bytes: number } {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    throw new UnusableStreetsError(`${path} is not there, or may not be read`);
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new UnusableStreetsError(`${path} is not a file`);
    const start = Buffer.alloc(Math.min(START, stat.size));
    readSync(file, start, 0, start.length, 0);
    return { start, bytes: stat.size };
  } finally {
    closeSync(file);
  }
}

/** None or gzip; others (brotli, zstd) no browser unpacks for a script. */
function readable(compression: number | undefined): boolean {
  return compression === 1 || compression === 2;
}

/** https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md, section 3. */
const MAGIC = Buffer.from('PMTiles\u0003');
const COMPRESSIONS = 97;
const HEADER = 100;
const VECTOR = 1;

/** The header and the root directory, with the lengths of the parts, lie within: other content changes them. */
const START = 16_384;
