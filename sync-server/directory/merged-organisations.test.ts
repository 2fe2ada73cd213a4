import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Organisation } from '../../src/domain/organisation.ts';
import { firstDirectorySource } from './first-directory-source.ts';
import { mergeOrganisations } from './merged-organisations.ts';

describe('what stands in two sources', () => {
  test('is published once by name and phone, however the name is written; the first list yields', () => {
    const listed = make({ id: 'list:1', sourceId: firstDirectorySource, name: 'Commissariat de Saint-Étienne', checked: '2026-11-24' });
    const official = make({ id: 'dila:1', sourceId: 'dila', name: 'COMMISSARIAT DE ST ETIENNE', checked: '2021-01-05' });
    const { organisations, merged } = mergeOrganisations([listed, official]);
    expect(organisations).toEqual([official]);
    expect(merged).toEqual([['dila:1', 'list:1']]);
  });

  test('is published once by name and postcode where one has no phone, completed by what the other knows, under both names', () => {
    const listed = make({ id: 'list:1', sourceId: firstDirectorySource, phones: [], offers: ['Écoute'], source: { name: 'Liste' }, checked: '2026-11-24', ...at('75010') });
    const official = make({ id: 'dila:1', sourceId: 'dila', source: { name: 'DILA', url: 'https://dila.example/' }, checked: '2021-01-05', ...at('75010') });
    expect(mergeOrganisations([listed, official]).organisations).toEqual([
      { ...official, offers: ['Écoute'], source: { name: 'DILA ; Liste', url: 'https://dila.example/' }, checked: '2021-01-05' }
    ]);
  });

  test('is published once by the number of the establishment, whatever it is called', () => {
    const listed = make({ id: 'list-first-directory:urgences-2A0004842', sourceId: firstDirectorySource, name: 'Centre hospitalier : urgences', phones: [], offers: ['Jour et nuit'] });
    const official = make({ id: 'sae-emergency:2A0004842', sourceId: 'sae-emergency', name: 'CH Notre-Dame', phones: [] });
    expect(mergeOrganisations([listed, official]).organisations).toMatchObject([{ id: 'sae-emergency:2A0004842', name: 'CH Notre-Dame', offers: ['Jour et nuit'] }]);
  });

  test('of two official sources, the one checked last is kept', () => {
    const older = make({ id: 'a:1', sourceId: 'a', checked: '2021-01-05' });
    const newer = make({ id: 'b:1', sourceId: 'b', checked: '2024-01-05' });
    expect(mergeOrganisations([older, newer]).organisations).toEqual([newer]);
  });

  test.each([
    ['in one source', { sourceId: 'dila' }],
    ['of another kind', { subCategory: 'gendarmerie' }],
    ['of another department', { department: '42' }],
    ['of another name', { name: 'Commissariat du Nord' }],
    ['with neither phone nor postcode in common', { phones: ['+33477000000'], ...at('42100') }],
    ['far apart', { position: { latitude: 45.5, longitude: 4.4, precision: 'address' } }]
  ] as const)('is left alone: %s', (_what, other) => {
    const one = make({ id: 'dila:1', sourceId: 'dila', position: { latitude: 45.43, longitude: 4.39, precision: 'address' }, ...at('42000') });
    const { organisations, merged } = mergeOrganisations([one, { ...one, id: 'list:1', sourceId: 'list', ...other }]);
    expect(organisations).toHaveLength(2);
    expect(merged).toEqual([]);
  });

  test('comes out the same in whatever order it is read, and nothing is lost but what is counted', () => {
    const some = fc.array(
      fc.record({ name: fc.constantFrom('A', 'B'), phone: fc.constantFrom('+331', '+332', ''), postcode: fc.constantFrom('75010', '75011'), source: fc.constantFrom('a', 'b', firstDirectorySource), checked: fc.constantFrom('2021-01-01', '2024-01-01') }),
      { maxLength: 8 }
    );
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 7 }), (rows, turn) => {
        const all = rows.map(({ name, phone, postcode, source, checked }, index) =>
          make({ id: `${source}:${String(index)}`, sourceId: source, name, checked, phones: phone === '' ? [] : [phone], ...at(postcode) })
        );
        const once = mergeOrganisations(all);
        expect(mergeOrganisations([...all.slice(turn), ...all.slice(0, turn)])).toEqual(once);
        expect([...once.organisations.map(({ id }) => id), ...once.merged.map(([, gone]) => gone)].sort()).toEqual(all.map(({ id }) => id).sort());
      })
    );
  });
});

function at(postcode: string): Pick<Organisation, 'address'> {
  return { address: { street: '1 rue de la Paix', postcode, town: 'Ville' } };
}

function make(own: Partial<Organisation> & { id: string; sourceId: string }): Organisation & { sourceId: string } {
  return { name: 'Commissariat', subCategory: 'police', department: '75', phones: ['+33140000000'], source: { name: 'Un test' }, checked: '2026-01-01', confidence: 'high', ...own };
}
