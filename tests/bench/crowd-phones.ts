import { setTimeout } from 'node:timers/promises';
import type { SnapshotManifest } from '../../src/domain/sealed-block.ts';

const { origin, area, cookies, rounds, line } = JSON.parse(process.argv[2] ?? '') as { origin: string; area: string; cookies: string[]; rounds: number; line?: { latency: number; down: number } };

async function firstLoad(cookie: string): Promise<number> {
  const begun = performance.now();
  const ask = async (path: string): Promise<Buffer> => {
    const response = await fetch(origin + path, { headers: { cookie } });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
    const body = Buffer.from(await response.arrayBuffer());
    // Each phone has a line of its own.
    if (line) await setTimeout(line.latency + (body.length * 8000) / line.down);
    return body;
  };
  await ask('/api/keys');
  const { name, updateSeq } = JSON.parse((await ask(`/sync/${area}/snapshot`)).toString()) as SnapshotManifest;
  await ask(`/sync/${area}/snapshot/${name}`);
  await ask(`/sync/${area}/_changes?since=${encodeURIComponent(updateSeq)}&limit=1000`);
  return performance.now() - begun;
}

const times: number[] = [];
let failed = 0;
for (let round = 0; round < rounds; round += 1) {
  const ended = await Promise.allSettled(cookies.map(firstLoad));
  for (const one of ended) {
    if (one.status === 'fulfilled') times.push(one.value);
    else failed += 1;
  }
}
times.sort((one, other) => one - other);
process.stdout.write(JSON.stringify({ median: times[times.length >> 1] ?? 0, failed }));
