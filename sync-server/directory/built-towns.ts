import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PackManifest } from '../../src/domain/pack-manifest.ts';
import { decodeTowns, type Town, type TownPack } from '../../src/domain/town-pack.ts';
import { townLookup, townsFromDecoupage, withPositions, type DecoupageCommune, type TownLookup } from './towns.ts';

/** INSEE's list with the positions that search uses; without any where the pages are not built. */
export function builtTowns(buildDir: string): TownLookup {
  const path = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json');
  const { towns, formerCodes } = townsFromDecoupage(JSON.parse(readFileSync(path, 'utf8')) as DecoupageCommune[]);
  return townLookup(withPositions(towns, locatedTowns(buildDir)), formerCodes);
}

function locatedTowns(buildDir: string): Town[] {
  const list = `${buildDir}/packs/built.json`;
  if (!existsSync(list)) return [];
  const { towns } = JSON.parse(readFileSync(list, 'utf8')) as Pick<PackManifest, 'towns'>;
  return [towns.main, towns.rest].flatMap(({ url }) => decodeTowns(JSON.parse(readFileSync(buildDir + url, 'utf8')) as TownPack));
}
