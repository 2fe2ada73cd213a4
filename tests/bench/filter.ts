import { setTimeout } from 'node:timers/promises';
import { BloomFilter } from 'bloom-filters';
import { buildCallerFilter, filterSize, readCallerFilter, stretch, type Bytes, type FilterEntry, type FilterTerms } from '../../src/domain/caller-filter.ts';
import { dangerLevels } from '../../src/domain/danger-level.ts';
import { newAlert, newAlertId } from '../support/alerts.ts';
import { withOwnServer } from '../support/own-server.ts';
import type { Figure } from './figure.ts';

const ENTRIES = 20_000;
const RATE = 1e-4;
/** Enough for both to be compiled, which decides on such times. */
const runs = 501;
/** Asked about that nobody reported. Twenty millions take a quarter of an hour: `npm run bench -- --only=filter --numbers=20000000`. */
const numbers = Number(/^--numbers=(\d+)$/.exec(process.argv[3] ?? '')?.[1] ?? 1_000_000);

/** P12: how large the caller filter is, how often it is wrong, how fast it is asked; and how soon what is published is in it. */
export async function filterFigures(): Promise<Figure[]> {
  const key = new Uint8Array(32).fill(1);
  // Stretched by HMAC: the slow hash is the same for everybody, and would take days here.
  const terms: FilterTerms = { kdf: 0, iterations: 0, salt: new Uint8Array(16).fill(2), generation: 1, notBefore: 0, notAfter: 2 ** 31, ...filterSize(ENTRIES, RATE) };
  const entries = await Promise.all(Array.from({ length: ENTRIES }, async (_, at): Promise<FilterEntry> => ({ x: await stretch(mobile(at), terms), level: dangerLevels[at % dangerLevels.length] ?? 'risky' })));
  const begun = performance.now();
  const file = await buildCallerFilter(key, terms, entries);
  console.log(`     P12: ${String(ENTRIES)} numbers built in ${(performance.now() - begun).toFixed(0)} ms, without the slow hash; ${String(file.length)} bytes`);
  return [...(await size(file, key, terms)), ...(await againstBloomFilters(file, key, entries)), await untilInFilter()];
}

async function size(file: Bytes, key: Bytes, terms: FilterTerms): Promise<Figure[]> {
  const filter = await readCallerFilter(file, key, 1);
  let wrong = 0;
  for (let at = 0; at < numbers; at += 1) {
    if ((await filter.levelOfStretched(await stretch(mobile(ENTRIES + at), terms))) !== undefined) wrong += 1;
  }
  const rate = wrong / numbers;
  // A number and one of six levels: of what is told of nobody at this rate, no file can be smaller.
  const bound = Math.log2(1 / rate) + Math.log2(dangerLevels.length);
  console.log(`     P12: ${String(wrong)} of ${String(numbers)} numbers that nobody reported are taken for reported (stretched by HMAC)`);
  return [
    { id: 'P12', what: 'bits a number, as a ratio to the least at its false-alarm rate', value: (file.length * 8) / ENTRIES / bound, target: 1.5 },
    { id: 'P12', what: 'false alarms, as a ratio to one in ten thousand', value: rate / RATE, target: numbers >= 20_000_000 ? 1.05 : 1.3 }
  ];
}

/** What a phone does when it rings: it loads the file and asks once. The other gives no level, and is read from JSON, its only form. */
async function againstBloomFilters(file: Bytes, key: Bytes, entries: readonly FilterEntry[]): Promise<Figure[]> {
  const theirs = BloomFilter.from(Array.from({ length: ENTRIES }, (_, at) => mobile(at)), RATE);
  const text = JSON.stringify(theirs.saveAsJSON());
  const times = { ours: [] as number[], theirs: [] as number[], ask: [] as number[], theirAsk: [] as number[] };
  for (let run = 0; run < runs; run++) {
    const x = entries[run]?.x ?? key;
    let from = performance.now();
    const filter = await readCallerFilter(file, key, 1);
    let loaded = performance.now();
    if ((await filter.levelOfStretched(x)) === undefined) throw new Error('a reported number is not found');
    times.ours.push(performance.now() - from);
    times.ask.push(performance.now() - loaded);
    from = performance.now();
    const other = BloomFilter.fromJSON(JSON.parse(text) as Parameters<typeof BloomFilter.fromJSON>[0]) as BloomFilter;
    loaded = performance.now();
    if (!other.has(mobile(run))) throw new Error('bloom-filters does not find a number');
    times.theirs.push(performance.now() - from);
    times.theirAsk.push(performance.now() - loaded);
  }
  const [ours, others, ask, theirAsk] = [times.ours, times.theirs, times.ask, times.theirAsk].map(median) as [number, number, number, number];
  console.log(`     P12: load and ask once ${ours.toFixed(2)} ms, bloom-filters ${others.toFixed(2)} ms; of that the question ${ask.toFixed(3)} ms, bloom-filters ${theirAsk.toFixed(3)} ms; ${String(file.length)} bytes, bloom-filters ${String(text.length)} without levels`);
  return [
    { id: 'P12', what: 'load and ask once, as a ratio to npm bloom-filters', value: ours / others, target: 1 },
    { id: 'P12', what: 'bytes, as a ratio to npm bloom-filters', value: file.length / text.length, target: 1 }
  ];
}

/** Seconds, on a server that runs: the worst of three alerts of the two levels for which minutes count. */
async function untilInFilter(): Promise<Figure> {
  let worst = 0;
  await withOwnServer(async ({ context }) => {
    const { filter, alerts } = context;
    context.start();
    const has = async (number: string): Promise<boolean> => {
      const current = await filter.files.current();
      const bytes = current && (await filter.files.bytes(current.etag));
      if (!bytes) return false;
      return (await (await readCallerFilter(bytes, filter.generations.key(current.generation), Date.now() / 1000)).levelOf(number)) === 'dangerous';
    };
    for (let alert = 0; alert < 3; alert++) {
      const number = `+3361234${String(1000 + alert)}`;
      const from = performance.now();
      await alerts.store.publish(newAlertId(), newAlert({ level: 'dangerous', identifiers: [{ kind: 'phone', value: number }] }), newAlertId());
      while (!(await has(number))) await setTimeout(200);
      worst = Math.max(worst, (performance.now() - from) / 1000);
    }
  });
  return { id: 'P12', what: 'seconds from publication to the file, at the two top levels', value: worst, target: 60 };
}

function mobile(at: number): string {
  return `+33${String(600_000_000 + at)}`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
