import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { subCategories, type Organisation } from '../../src/domain/organisation.ts';
import { encodeTowns, type Town } from '../../src/domain/town-pack.ts';
import { builtTowns } from './built-towns.ts';
import { importFirstDirectory } from './first-directory.ts';
import { openImportFiles } from './import-files.ts';
import { memoryDirectoryStore } from './memory-directory-store.ts';
import { readOrganisations, type ReadResult } from './read-organisations.ts';
import { noTowns } from './towns.ts';

describe('the directory that ships with the product', () => {
  test('passes whole through the associations’ format', () => {
    expect(result.refused).toEqual([]);
    expect(result.excluded).toEqual({});
    expect(Object.keys(result.repaired)).toEqual([]);
    expect([...result.sources.keys()]).toEqual(['list-first-directory']);
  });

  test('holds at least 85 organisations, of all nine sub-categories', () => {
    expect(organisations.length).toBeGreaterThanOrEqual(85);
    expect(new Set(organisations.map(({ subCategory }) => subCategory))).toEqual(new Set(subCategories));
  });

  test('gives each of the 18 regions an emergency room, police, gendarmerie and victim support', () => {
    expect(regions.size).toBe(18);
    for (const [region, departments] of regions) {
      const here = organisations.filter(({ department }) => departments.includes(department)).map(({ subCategory }) => subCategory);
      expect(here, region).toEqual(expect.arrayContaining(['emergency-room', 'police', 'gendarmerie', 'victim-support']));
    }
  });

  test('says for each who vouches for it and since when', () => {
    for (const { id, source, checked } of organisations) {
      expect(source.name, id).not.toBe('');
      expect(checked, id).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(checked <= '2026-11-24', id).toBe(true);
    }
  });

  test('publishes no address or hours of community and allied organisations', () => {
    const close = organisations.filter(({ subCategory }) => subCategory === 'community' || subCategory === 'allied');
    expect(close.length).toBeGreaterThanOrEqual(7);
    for (const organisation of close) {
      expect(organisation).not.toHaveProperty('address');
      expect(organisation).not.toHaveProperty('openingHours');
      expect(organisation.position?.precision ?? 'town', organisation.id).toBe('town');
      expect([organisation.email, organisation.website, ...organisation.phones].some(Boolean), organisation.id).toBe(true);
    }
  });

  test('can be reached: every organisation has a phone, an address, an e-mail or a website', () => {
    for (const { id, phones, address, email, website } of organisations) {
      expect([phones[0], address, email, website].some((way) => way !== undefined), id).toBe(true);
    }
  });

  test('puts what is known by its town where search finds that town', async () => {
    const build = mkdtempSync(join(tmpdir(), 'jasmine-towns-'));
    const lyon: Town = { code: '69123', name: 'Lyon', postcodes: ['69003'], population: 500_000, latitude: 45.5, longitude: 4.5, approximate: false };
    const pack = (name: string, towns: readonly Town[]) => {
      writeFileSync(join(build, 'packs', name), JSON.stringify(encodeTowns(towns)));
      return { url: `/packs/${name}` };
    };
    mkdirSync(join(build, 'packs'));
    writeFileSync(join(build, 'packs', 'built.json'), JSON.stringify({ towns: { main: pack('main.json', [lyon]), rest: pack('rest.json', []) } }));
    const store = memoryDirectoryStore();
    await importFirstDirectory(store, () => builtTowns(build), { info: () => undefined, warn: () => undefined });
    rmSync(build, { recursive: true });
    const known = (await store.listAll()).filter(({ position, address }) => position?.precision === 'town' && address?.town === 'Lyon');
    expect(known.length).toBeGreaterThan(0);
    for (const { position } of known) expect(position).toEqual({ latitude: 45.5, longitude: 4.5, precision: 'town' });
  });

  let result: ReadResult;
  let organisations: readonly Organisation[];

  beforeAll(async () => {
    const files = await openImportFiles([new URL('first-directory.csv', import.meta.url).pathname]);
    result = await readOrganisations(files, { towns: noTowns });
    organisations = result.sources.get('list-first-directory') ?? [];
  });
});

/** The 13 of metropolitan France and the 5 overseas, from the official list. */
const regions = new Map<string, string[]>();
const departments = createRequire(import.meta.url)('@etalab/decoupage-administratif/data/departements.json') as readonly { code: string; region: string; zone: string }[];
for (const { code, region, zone } of departments) {
  if (zone !== 'com') regions.set(region, [...(regions.get(region) ?? []), code]);
}
