/**
 * `node tests/callshield/write-probes.ts <dir>`: what the Java of the app is held to in bulk. `filter.csf1` and `filter.key` (base64url), stretched by
 * HMAC so that it takes seconds; `probes.bin`, each 32 bytes of a stretched number and a byte of its level (0: none; 1: the most severe); `numbers.tsv`,
 * what is typed, a tab, and the numbers that it may be. The same bytes each time, but for the file's time: it is good for a year from now on.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64Url } from '../../src/domain/base64url.ts';
import { buildCallerFilter, filterSize, readCallerFilter, type Bytes, type FilterEntry, type FilterTerms } from '../../src/domain/caller-filter.ts';
import { readCallerNumber } from '../../src/domain/caller-number.ts';
import { dangerLevels } from '../../src/domain/danger-level.ts';
import { writtenNumbers } from './written-numbers.ts';

const [dir] = process.argv.slice(2);
if (dir === undefined) throw new Error('Say the folder to write to: node tests/callshield/write-probes.ts <dir>');
mkdirSync(dir, { recursive: true });

const PROBES = 1_000_000;
const ENTRIES = 20_000;
/** One probe in so many is of an entry. */
const STRIDE = 10;
/** A hundred times that of the real file, so that two thousand probes hit what nobody entered, and Java has to be wrong about the same ones. */
const RATE = 1e-2;
const SEED = 20_261_125;

const stretched = (number: number): Bytes => new Uint8Array(createHash('sha256').update(`probe ${String(number)}`).digest());
const key = new Uint8Array(createHash('sha256').update('key').digest());
const now = Math.floor(Date.now() / 1000);
const terms: FilterTerms = { kdf: 0, iterations: 0, salt: new Uint8Array(16).fill(7), generation: 1, notBefore: now - 86_400, notAfter: now + 366 * 86_400, ...filterSize(ENTRIES, RATE) };
const entries = Array.from({ length: ENTRIES }, (_, at): FilterEntry => ({ x: stretched(at * STRIDE), level: dangerLevels[at % dangerLevels.length] ?? 'risky' }));
const file = await buildCallerFilter(key, terms, entries);
writeFileSync(join(dir, 'filter.csf1'), file);
writeFileSync(join(dir, 'filter.key'), toBase64Url(key));

const filter = await readCallerFilter(file, key, now);
const probes = new Uint8Array(PROBES * 33);
const counts = new Array<number>(dangerLevels.length + 1).fill(0);
for (let at = 0; at < PROBES; at += 1) {
  const x = stretched(at);
  const found = await filter.levelOfStretched(x);
  const level = found === undefined ? 0 : dangerLevels.indexOf(found) + 1;
  probes.set(x, at * 33);
  probes[at * 33 + 32] = level;
  counts[level] = (counts[level] ?? 0) + 1;
}
writeFileSync(join(dir, 'probes.bin'), probes);

const numbers = writtenNumbers(90_000, SEED).map(({ typed }) => `${typed}\t${readCallerNumber(typed).join(',')}\n`);
writeFileSync(join(dir, 'numbers.tsv'), numbers.join(''));
console.log(`${String(PROBES)} probes, by level from none on: ${counts.join(' ')}; ${String(numbers.length)} numbers; ${String(file.length)} bytes of filter; into ${dir}`);
