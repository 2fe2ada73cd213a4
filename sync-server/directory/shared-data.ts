import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { townLookup, townsFromDecoupage, townsFromTsv, type DecoupageCommune, type TownLookup } from './towns.ts';

/** For tests only: the real excerpts beside the project, which are not part of it. Where they are absent, tests skip. */
export const sharedData = new URL('../../../shared/data/', import.meta.url).pathname;

export const hasSharedData = existsSync(`${sharedData}SOURCES.md`);

export function sharedTowns(): TownLookup {
  const communes = createRequire(import.meta.url)('@etalab/decoupage-administratif/data/communes.json') as readonly DecoupageCommune[];
  const { formerCodes } = townsFromDecoupage(communes);
  return townLookup(townsFromTsv(readFileSync(`${sharedData}towns_fr_2026.tsv`, 'utf8')), formerCodes);
}
