import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import type { PackEntry, PackManifest } from '../../src/domain/pack-manifest.ts';
import { encodeTowns, type Town } from '../../src/domain/town-pack.ts';
import { buildDir } from './build-dir.ts';
import { locateTowns } from './locate-towns.ts';

/** Writes the two town packs: `main` comes with the first search, `rest` when a small town is looked for. */
export async function buildTowns(): Promise<PackManifest['towns']> {
  const towns = await locateTowns();
  return {
    main: await writePack('main', towns.filter(({ population }) => population >= MAIN_POPULATION)),
    rest: await writePack('rest', towns.filter(({ population }) => population < MAIN_POPULATION))
  };
}

async function writePack(name: 'main' | 'rest', towns: readonly Town[]): Promise<PackEntry> {
  const bytes = Buffer.from(JSON.stringify(encodeTowns(towns.map(coarse))));
  return writeHashed(`towns.${name}`, bytes);
}

/** `build/packs/{name}.{hash}.json`, and what the manifest says of it. */
export async function writeHashed(name: string, bytes: Buffer): Promise<PackEntry> {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const url = `/packs/${name}.${hash}.json`;
  await mkdir(`${buildDir}/packs`, { recursive: true });
  await writeFile(`${buildDir}${url}`, bytes);
  return { url, hash, bytes: brotliCompressSync(bytes).length };
}

/** What is not known finely is not written finely: populations by two figures, guessed positions by a kilometre. */
function coarse(town: Town): Town {
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, town.population))) - 1);
  // Down, so that 4,999 does not become a town of 5,000.
  const population = Math.floor(town.population / digits) * digits;
  if (!town.approximate) return { ...town, population };
  const hundredth = (degrees: number): number => Math.round(degrees * 100) / 100;
  return { ...town, population, latitude: hundredth(town.latitude), longitude: hundredth(town.longitude) };
}

/** 5,600 towns: nine people of ten look for one of these, and the pack stays under 100 KB. */
const MAIN_POPULATION = 2000;
