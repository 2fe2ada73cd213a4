import type { SnapshotManifest } from '../../src/domain/sealed-block.ts';

const { origin, area, cookies, rounds } = JSON.parse(process.argv[2] ?? '') as { origin: string; area: string; cookies: string[]; rounds: number };

async function firstLoad(cookie: string): Promise<number> {
  const begun = performance.now();
  const ask = async (path: string): Promise<Response> => {
    const response = await fetch(origin + path, { headers: { cookie } });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
    return response;
  };
  await (await ask('/api/keys')).json();
  const { name, updateSeq } = (await (await ask(`/sync/${area}/snapshot`)).json()) as SnapshotManifest;
  await (await ask(`/sync/${area}/snapshot/${name}`)).arrayBuffer();
  await (await ask(`/sync/${area}/_changes?since=${encodeURIComponent(updateSeq)}&limit=1000`)).json();
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
