import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeDirectoryPack, encodeDirectoryPack, type DirectoryPack } from './directory-pack.ts';
import { subCategories, type Organisation } from './organisation.ts';

describe('directory pack', () => {
  test('what is decoded equals what was encoded, through JSON', () => {
    fc.assert(
      fc.property(fc.array(anyOrganisation, { maxLength: 12 }), (organisations) => {
        const pack = JSON.parse(JSON.stringify(encodeDirectoryPack('971', organisations))) as DirectoryPack;
        expect(decodeDirectoryPack(pack)).toEqual(organisations);
      })
    );
  });

  test('values that rows share are written once', () => {
    const source = { name: 'Une source partagée' };
    const organisations = ['a', 'b', 'c'].map((id): Organisation => ({ ...plain, id, source }));
    const text = JSON.stringify(encodeDirectoryPack('971', organisations));
    expect(text.split('Une source partagée')).toHaveLength(2);
  });

  test('another version is refused', () => {
    const pack = { ...encodeDirectoryPack('971', [plain]), version: 2 } as unknown as DirectoryPack;
    expect(() => decodeDirectoryPack(pack)).toThrow(TypeError);
  });

  test('a pack that was cut is refused', () => {
    const pack = { ...encodeDirectoryPack('971', [plain]), name: [] };
    expect(() => decodeDirectoryPack(pack)).toThrow(TypeError);
  });
});

const plain: Organisation = {
  id: 'dila:aav-97105-01',
  name: 'Initiative Eco',
  subCategory: 'victim-support',
  department: '971',
  phones: [],
  source: { name: 'DILA' },
  checked: '2021-09-14',
  confidence: 'high'
};

const text = fc.string({ minLength: 1, maxLength: 30 });
const degrees = (limit: number): fc.Arbitrary<number> => fc.integer({ min: -limit * 1e5, max: limit * 1e5 }).map((grid) => grid / 1e5 + 0);
const anyOrganisation: fc.Arbitrary<Organisation> = fc.record(
  {
    id: text,
    name: text,
    subCategory: fc.constantFrom(...subCategories),
    department: fc.constant('971'),
    address: fc.record({ street: text, postcode: text, town: text }, { requiredKeys: ['postcode', 'town'] }),
    position: fc.record({ latitude: degrees(90), longitude: degrees(180), precision: fc.constantFrom('address', 'street', 'town') }),
    phones: fc.array(fc.integer({ min: 10, max: 1e12 }).map((digits) => `+${String(digits)}`), { maxLength: 3 }),
    emergencyContact: text,
    email: text,
    website: text,
    openingHours: text,
    hoursNote: text,
    offers: fc.array(text, { minLength: 1, maxLength: 3 }),
    languages: fc.array(text, { minLength: 1, maxLength: 3 }),
    wheelchair: fc.constantFrom('yes', 'on-request', 'no'),
    source: fc.record({ name: text, url: text }, { requiredKeys: ['name'] }),
    checked: text,
    confidence: fc.constantFrom('high', 'medium', 'low')
  },
  { requiredKeys: ['id', 'name', 'subCategory', 'department', 'phones', 'source', 'checked', 'confidence'] }
);
