import { describe, expect, test } from 'vitest';
import { buildDirectoryPacks } from './directory-packs.ts';
import { importFirstDirectory } from './first-directory.ts';
import { importDirectory, type ImportOutcome } from './import-directory.ts';
import { openImportFiles } from './import-files.ts';
import { mergeOrganisations } from './merged-organisations.ts';
import { memoryDirectoryStore, type MemoryDirectoryStore } from './memory-directory-store.ts';
import { hasSharedData, sharedData, sharedTowns } from './shared-data.ts';
import type { TownLookup } from './towns.ts';

describe.skipIf(!hasSharedData)('the real excerpts in ../shared/data (skipped where they are absent)', () => {
  test('are imported and counted', { timeout: 60_000 }, async () => {
    const { store, outcome } = await filled();
    expect(outcome.sources).toEqual({
      'dila:gendarmerie': 3054,
      'dila:commissariat_police': 606,
      'dila:aav': 216,
      'dila:bav': 169, // 182 rows, of which 13 stand twice
      'dila:cidf': 112,
      'dila:pmi': 1061,
      'interior-gendarmerie': 3,
      'sae-emergency': 620,
      'sae-abortion': 558,
      finess: 2
    });
    expect(outcome.excluded).toEqual({ hospital: 6, 'same-row-twice': 13 });
    expect(outcome.refusedSources).toEqual([]);
    expect(outcome.refused.filter(({ row }) => row > 0)).toEqual([]);
    expect(outcome.repaired).toMatchObject({
      'longitude-equals-latitude': 7,
      'merged-commune': 7,
      'note-glued': 17,
      'phone-overseas-prefix': 91,
      'position-placeholder': 7
    });
    // Hospitals of the FINESS excerpt lend their phone.
    const cayenne = (await store.listAll()).find(({ id }) => id === 'sae-emergency:970300026');
    expect(cayenne?.phones).toEqual(['+594594395050']);
    // The three units of the ministry's excerpt are DILA's too: told, not merged.
    expect(outcome.possibleDuplicates).toContainEqual(['dila:gendarmerie-01281-01', 'interior-gendarmerie:1008620']);
  });

  test('and the first list stand once, where both know a place', { timeout: 60_000 }, async () => {
    const { store } = await filled();
    const own = memoryDirectoryStore();
    await importFirstDirectory(own, sharedTowns, { info: () => undefined, warn: () => undefined });
    const { organisations, merged } = mergeOrganisations([...(await store.listAll()), ...(await own.listAll())]);
    const gone = merged.map(([, id]) => id).filter((id) => id.startsWith('list-first-directory:'));
    expect(gone.length).toBe(89);
    expect(organisations.length).toBe(6401 + 103 - merged.length);
  });

  test('are written once: the second import changes no document and no revision', async () => {
    const { store, outcome } = await filled();
    const writes = store.counters.writes;
    const before = [...store.organisations.values()];
    expect(await run(store, files)).toMatchObject({ written: 0, removed: 0, unchanged: outcome.written });
    expect(store.counters.writes).toBe(writes);
    expect([...store.organisations.values()]).toEqual(before);
  });

  test('need at most 120 bytes an organisation in packs', { timeout: 60_000 }, async () => {
    const { store } = await filled();
    const packs = [...(await buildDirectoryPacks(await store.listAll())).values()];
    const bytes = packs.reduce((sum, { entry }) => sum + entry.bytes, 0);
    const count = packs.reduce((sum, { entry }) => sum + entry.count, 0);
    expect(count).toBe(6401);
    expect(bytes / count).toBeLessThan(120);
  });

  test('raw XML gives what the excerpt made of it gives', async () => {
    const store = memoryDirectoryStore();
    const outcome = await run(store, ['dila_raw_xml']);
    expect(outcome).toMatchObject({ read: 12, written: 12 });
    expect(outcome.repaired).toMatchObject({ 'address-twice': 4, 'email-mailto': 4, 'hours-empty': 1, 'longitude-equals-latitude': 1, 'url-in-email': 2 });
    const known = new Map((await (await filled()).store.listAll()).map((organisation) => [organisation.id, organisation]));
    // Only XML has the words beside the phone; the excerpt's maker took the website of three gendarmeries from their e-mail field.
    for (const { website: _website, emergencyContact: _words, ...fromXml } of await store.listAll()) {
      expect(known.get(fromXml.id), fromXml.id).toMatchObject(fromXml);
    }
  });

  test('one file of a large source does not wipe out the rest', async () => {
    const { store } = await filled();
    const outcome = await run(store, ['dila_raw_xml/gendarmerie-01281-01.xml']);
    expect(outcome.refusedSources).toMatchObject([{ source: 'dila:gendarmerie', reason: 'would-remove-half' }]);
    expect(await store.listBySource('dila:gendarmerie')).toHaveLength(3054);
  });

  test('what is no directory is refused with a reason', async () => {
    const others = ['SOURCES.md', 'towns_fr_2026.tsv', 'help_numbers_fr.csv', 'community_orgs_leads.csv', 'departements_5pct.topo.json', 'fixture_orgs_small.json'];
    const outcome = await run(memoryDirectoryStore(), others);
    expect(outcome.refused).toEqual(others.map((file) => ({ file, row: 0, reason: 'unknown-format' })));
  });
});

const files = [
  'dila2022_gendarmerie.ndjson',
  'dila2022_police.ndjson',
  'dila2022_victim_support.ndjson',
  'dila2022_pmi.ndjson',
  'datagouv_gendarmerie_excerpt.json',
  'emergency_rooms_sae2023.csv',
  'hospital_abortion_units_sae2023.csv',
  'finess_etalab_cs1100502_excerpt.csv',
  'finess_plus_record_example.json'
];

let towns: TownLookup | undefined;
let everything: Promise<{ store: MemoryDirectoryStore; outcome: ImportOutcome }> | undefined;

/** All of it, imported once for the whole file. */
function filled(): Promise<{ store: MemoryDirectoryStore; outcome: ImportOutcome }> {
  const store = memoryDirectoryStore();
  everything ??= run(store, files).then((outcome) => ({ store, outcome }));
  return everything;
}

async function run(store: MemoryDirectoryStore, names: readonly string[]): Promise<ImportOutcome> {
  towns ??= sharedTowns();
  const opened = await openImportFiles(names.map((name) => sharedData + name));
  return importDirectory(opened, store, { towns, now: () => new Date('2026-11-24T12:00:00Z') });
}
