import { describe, expect, test } from 'vitest';
import type { Organisation } from '../../../src/domain/organisation.ts';
import { noTowns, townLookup, type TownLookup } from '../towns.ts';
import { finishOrganisation, isoDate } from './finish-organisation.ts';
import type { RawOrganisation } from './importer.ts';

describe('addresses', () => {
  test('CEDEX leaves the town, and its postcode becomes the commune’s own', () => {
    const { organisation, repairs } = finished({ insee: '12202', postcode: '12031', town: 'RODEZ CEDEX 9', streets: ['BP 12', '5 RUE DU TEST'] });
    expect(organisation.address).toEqual({ street: '5 rue du Test', postcode: '12000', town: 'Rodez' });
    expect(repairs).toEqual(expect.arrayContaining(['cedex-town', 'cedex-postcode', 'casing']));
  });

  test('a CEDEX postcode of a town with several is kept', () => {
    expect(finished({ insee: '69123', postcode: '69433', town: 'LYON CEDEX' }).organisation.address?.postcode).toBe('69433');
    expect(finished({ insee: '69123', postcode: '69433', town: 'LYON CEDEX 03' }).organisation.address?.postcode).toBe('69003');
  });

  test('a former commune is found by the code it had', () => {
    const { organisation, repairs } = finished({ insee: '01091', postcode: '01200', town: 'Châtillon-en-Michaille', position: undefined });
    expect(organisation.position).toEqual({ latitude: 46.11, longitude: 5.83, precision: 'town' });
    expect(repairs).toContain('merged-commune');
    expect(organisation.address?.town).toBe('Châtillon-en-Michaille');
  });

  test('without a town list the casing is sensible, and CEDEX is gone all the same', () => {
    const { organisation } = finished({ town: 'BOURG EN BRESSE CEDEX', postcode: '01011', insee: '' }, noTowns);
    expect(organisation.address).toEqual({ street: '1 rue du Test', postcode: '01011', town: 'Bourg-en-Bresse' });
    expect(organisation.department).toBe('01');
  });

  test('a hidden address leaves the town’s centre alone', () => {
    const { organisation } = finished({ addressHidden: true, position: { latitude: 44.3512, longitude: 2.5731, precision: 'address' } });
    expect(organisation.address).toBeUndefined();
    expect(organisation.position).toEqual({ latitude: 44.35, longitude: 2.57, precision: 'town' });
    expect(JSON.stringify(organisation)).not.toMatch(/rue du Test|12000|2\.5731/);
  });

  test('a hidden address with no town list has no position', () => {
    const { organisation } = finished({ addressHidden: true, phones: ['3430'], position: { latitude: 44.3512, longitude: 2.5731, precision: 'address' } }, noTowns);
    expect(organisation.position).toBeUndefined();
  });
});

describe('positions', () => {
  test.each([
    ['the latitude twice', 44.35, 44.35, 'longitude-equals-latitude'],
    ['nowhere', 0, 0, 'position-zero'],
    ['the other side of the world', 16.2, -61.5, 'position-outside-territory'],
    ['another region', 48.08, 7.36, 'position-too-far'],
    ["the geocoder's stand-in", 46.150749, 4.920676, 'position-placeholder']
  ])('%s is dropped for the town’s centre', (_, latitude, longitude, reason) => {
    const { organisation, repairs } = finished({ position: { latitude, longitude, precision: 'address' } });
    expect(organisation.position).toEqual({ latitude: 44.35, longitude: 2.57, precision: 'town' });
    expect(organisation.confidence).toBe('low');
    expect(repairs).toEqual(expect.arrayContaining([reason, 'position-from-town']));
  });

  test('one in a town 40 km off is dropped for the town’s centre', () => {
    const { organisation, repairs } = finished({ position: { latitude: '44,71', longitude: '2,57', precision: 'address' } });
    expect(organisation.position).toEqual({ latitude: 44.35, longitude: 2.57, precision: 'town' });
    expect(organisation.confidence).toBe('low');
    expect(repairs).toEqual(expect.arrayContaining(['position-in-another-town', 'position-from-town']));
  });

  test('one 14 km off is kept: communes are that wide', () => {
    const { organisation, repairs } = finished({ position: { latitude: 44.476, longitude: 2.57, precision: 'address' } });
    expect(organisation.position).toEqual({ latitude: 44.476, longitude: 2.57, precision: 'address' });
    expect(repairs).not.toContain('position-in-another-town');
  });

  test('one far from a town whose own position is a guess is kept, unless that cannot be', () => {
    const guessed = townLookup([{ code: '12202', name: 'Rodez', department: '12', postcodes: ['12000'], latitude: 44.35, longitude: 2.57, approximate: true }]);
    const at = (latitude: number) => finished({ position: { latitude, longitude: 2.57, precision: 'address' } }, guessed).organisation.position;
    expect(at(44.71)).toEqual({ latitude: 44.71, longitude: 2.57, precision: 'address' });
    expect(at(48.08)).toEqual({ latitude: 44.35, longitude: 2.57, precision: 'town' });
  });

  test('one in the town of the postcode is kept, when the code is another’s', () => {
    const { organisation } = finished({ insee: '01033', postcode: '69001', town: 'Lyon', position: { latitude: 45.76, longitude: 4.83, precision: 'address' } });
    expect(organisation.position).toEqual({ latitude: 45.76, longitude: 4.83, precision: 'address' });
  });

  test.each([
    ['13004', '13200', 43.676, 4.63, 43.4115, 4.7292, 'address'],
    ['97311', '97320', 5.5, -54.03, 5.2, -54.03, 'address'],
    ['97311', '97320', 5.5, -54.03, 3.6, -54.03, 'town']
  ] as const)('wide communes (%s) reach far', (insee, postcode, latitude, longitude, there, along, precision) => {
    const wide = townLookup([{ code: insee, name: 'Une commune', department: '', postcodes: [postcode], latitude, longitude }]);
    const { organisation } = finished({ insee, postcode, position: { latitude: there, longitude: along, precision: 'address' } }, wide);
    expect(organisation.position?.precision).toBe(precision);
  });

  test.each([
    ['69003', 'Lyon', 4.87],
    ['69437', 'LYON 3E ARRONDISSEMENT', 4.87],
    ['69437', 'LYON CEDEX 03', 4.87],
    ['69437', 'LYON CEDEX', 4.84]
  ])('in a large city the arrondissement is the town: %s %s', (postcode, town, longitude) => {
    const lyon = townLookup([
      { code: '69123', name: 'Lyon', department: '69', postcodes: ['69001', '69003'], latitude: 45.75, longitude: 4.84 },
      { code: '69383', name: 'Lyon 3e Arrondissement', department: '69', postcodes: ['69003'], latitude: 45.75, longitude: 4.87 }
    ]);
    const { organisation } = finished({ insee: '69123', postcode, town, position: undefined }, lyon);
    expect(organisation.position).toEqual({ latitude: 45.75, longitude, precision: 'town' });
  });

  test('a point that stands for the town gives way to the one that search uses', () => {
    const { organisation } = finished({ position: { latitude: 44.1, longitude: 2.9, precision: 'town' } });
    expect(organisation.position).toEqual({ latitude: 44.35, longitude: 2.57, precision: 'town' });
  });

  test('unless that one is a guess', () => {
    const guessed = townLookup([{ code: '12202', name: 'Rodez', department: '12', postcodes: ['12000'], latitude: 44.35, longitude: 2.57, approximate: true }]);
    const { organisation } = finished({ position: { latitude: 44.4, longitude: 2.6, precision: 'town' } }, guessed);
    expect(organisation.position).toEqual({ latitude: 44.4, longitude: 2.6, precision: 'town' });
  });

  test('swapped ones are put right', () => {
    const { organisation, repairs } = finished({ position: { latitude: 2.57, longitude: 44.35, precision: 'address' } });
    expect(organisation.position).toEqual({ latitude: 44.35, longitude: 2.57, precision: 'address' });
    expect(repairs).toContain('position-swapped');
  });

  test('without a town list a wrong position leaves none', () => {
    expect(finished({ position: { latitude: 44.35, longitude: 44.35, precision: 'address' } }, noTowns).organisation.position).toBeUndefined();
  });
});

describe('contacts', () => {
  test('mailto, several addresses, and web addresses in the e-mail field', () => {
    expect(finished({ email: 'mailto:a@exemple.fr' }).organisation.email).toBe('a@exemple.fr');
    expect(finished({ email: 'a@exemple.fr; b@exemple.fr' }).organisation.email).toBe('a@exemple.fr');
    const moved = finished({ email: 'https://exemple.fr/contact' });
    expect(moved.organisation).toMatchObject({ website: 'https://exemple.fr/contact' });
    expect(moved.organisation.email).toBeUndefined();
    expect(moved.repairs).toContain('url-in-email');
    expect(finished({ email: 'https://exemple.fr/contact', website: 'https://exemple.fr' }).organisation.website).toBe('https://exemple.fr');
  });

  test('what is no address is dropped', () => {
    expect(finished({ email: 'voir le site', website: 'javascript:alert(1)' }).repairs).toEqual(
      expect.arrayContaining(['email-unreadable', 'website-unreadable'])
    );
  });

  test('overseas numbers are completed', () => {
    const { organisation, repairs } = finished({ insee: '97301', postcode: '97390', town: 'Régina', position: undefined, phones: ['+594 28 09 07'] });
    expect(organisation.phones).toEqual(['+594594280907']);
    expect(repairs).toContain('phone-overseas-prefix');
  });
});

describe('hours', () => {
  test('are written in one way, and a slip of the pen is dropped', () => {
    expect(finished({ openingHours: 'Th 09:00-12:00; We 09:00-12:00' }).organisation.openingHours).toBe('We,Th 09:00-12:00');
    const slip = finished({ openingHours: 'Mo-Th 08:30-12:30,03:15-17:00', hoursNote: 'de 3h15 à 17h' });
    expect(slip.organisation.openingHours).toBeUndefined();
    expect(slip.organisation.hoursNote).toBe('De 3h15 à 17h');
    expect(slip.repairs).toContain('hours-suspicious');
  });

  test('what cannot be read is a note', () => {
    expect(finished({ openingHours: 'quand on peut' }).organisation.hoursNote).toBe('quand on peut');
  });
});

describe('refusals', () => {
  test.each([
    [{ name: ' ' }, 'no-name'],
    [{ id: '' }, 'no-id'],
    [{ id: 'other:1' }, 'no-id'],
    [{ publisher: { name: '' } }, 'no-source'],
    [{ checked: '' }, 'bad-date'],
    [{ checked: '2021-02-30' }, 'bad-date'],
    [{ insee: '', postcode: '' }, 'no-place'],
    [{ streets: [], postcode: '12000', town: '', insee: '', position: undefined }, 'no-contact']
  ] as const)('%j is refused: %s', (part, refusal) => {
    expect(finishOrganisation({ ...raw, ...part } as RawOrganisation, noTowns)).toEqual({ refusal });
  });
});

test('text read in the wrong encoding is put right', () => {
  const { organisation, repairs } = finished({ name: 'Centre de santÃ© de GÃ©nolhac' });
  expect(organisation.name).toBe('Centre de santé de Génolhac');
  expect(repairs).toContain('mojibake');
});

test('dates in both writings', () => {
  expect(isoDate('09/08/2023 13:30:19')).toBe('2023-08-09');
  expect(isoDate('2021-10-18 00:00:00')).toBe('2021-10-18');
  expect(isoDate('31/02/2023')).toBeNull();
});

const towns = townLookup(
  [
    { code: '12202', name: 'Rodez', department: '12', postcodes: ['12000'], latitude: 44.35, longitude: 2.57 },
    { code: '69123', name: 'Lyon', department: '69', postcodes: ['69001', '69002', '69003'], latitude: 45.75, longitude: 4.84 },
    { code: '01033', name: 'Valserhône', department: '01', postcodes: ['01200'], latitude: 46.11, longitude: 5.83 }
  ],
  new Map([['01091', '01033']])
);

const raw: RawOrganisation = {
  source: 'test',
  id: 'test:1',
  name: 'Une structure',
  subCategory: 'victim-support',
  insee: '12202',
  streets: ['1 rue du Test'],
  postcode: '12000',
  town: 'Rodez',
  position: { latitude: 44.3512, longitude: 2.5731, precision: 'address' },
  publisher: { name: 'Un test' },
  checked: '2024-01-31',
  confidence: 'high'
};

function finished(part: { [Key in keyof RawOrganisation]?: RawOrganisation[Key] | undefined }, lookup: TownLookup = towns): { organisation: Organisation; repairs: readonly string[] } {
  const result = finishOrganisation({ ...raw, ...part } as RawOrganisation, lookup);
  if ('refusal' in result) throw new Error(`refused: ${result.refusal}`);
  return result;
}
