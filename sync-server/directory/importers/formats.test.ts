import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { memoryFile } from '../import-files.ts';
import { noTowns } from '../towns.ts';
import { readOrganisations, type ReadResult } from '../read-organisations.ts';
import { detectFormat } from './formats.ts';
import type { ImportFile } from './importer.ts';
import { jsonItems } from './json-items.ts';

describe('DILA, XML', () => {
  test('an address given twice counts once, with its coordinates', async () => {
    const result = await read(xml('aav-31483-01', { address: address(true) + address(false), contact: '<Email>mailto:a@exemple.fr</Email>' }));
    expect(only(result)).toMatchObject({ position: { latitude: 43.10218, longitude: 0.71266, precision: 'street' }, email: 'a@exemple.fr' });
    expect(result.repaired).toMatchObject({ 'address-twice': 1, 'email-mailto': 1 });
  });

  test('a longitude that repeats the latitude, and a web address as e-mail', async () => {
    const wrong = address(true).replace('0.712658', '43.102177');
    const result = await read(xml('gendarmerie-30130-01', { address: wrong, contact: '<Email>https://exemple.fr</Email>' }));
    expect(only(result).position).toBeUndefined();
    expect(only(result)).toMatchObject({ subCategory: 'gendarmerie', website: 'https://exemple.fr' });
    expect(result.repaired).toMatchObject({ 'longitude-equals-latitude': 1, 'url-in-email': 1 });
  });

  test('hours from 00:00 to 00:00 with the text broken into the note', async () => {
    const opening =
      '<Ouverture><PlageJ début="mardi" fin="mardi"><PlageH début="00:00:00" fin="00:00:00"/><Note>s et mercredis après-midi</Note></PlageJ></Ouverture>';
    const result = await read(xml('bav-01053-01', { opening }));
    expect(only(result).openingHours).toBeUndefined();
    expect(only(result).hoursNote).toBe('Mardis et mercredis après-midi');
    expect(result.repaired).toMatchObject({ 'hours-empty': 1 });
  });

  test('a short number, and the words about emergencies beside it', async () => {
    const contact = `<Téléphone coût="numéro non surtaxé, appeler le 17 ou 112 en cas d'urgence">3430</Téléphone>`;
    expect(only(await read(xml('commissariat_police-75101-01', { contact })))).toMatchObject({
      subCategory: 'police',
      phones: ['3430'],
      emergencyContact: "Appeler le 17 ou 112 en cas d'urgence"
    });
  });

  test('services of other kinds are left out, and cut files refused', async () => {
    const result = await read(xml('gendarmerie_moto-01053-01'), xml('cirgn-01053-01'), xml('mairie-01053-01'), file('cut.xml', '<?xml version="1.0"?><Organisme id="a'));
    expect(result.excluded).toEqual({ 'motorised-unit': 1, 'recruitment-centre': 1, 'other-service': 1 });
    expect(result.refused).toContainEqual({ file: 'cut.xml', row: 1, reason: 'unreadable-file' });
    expect(result.sources.size).toBe(0);
  });
});

describe('DILA, JSON', () => {
  test('nested fields as objects or as texts give the same organisation', async () => {
    const objects = await read(file('bulk.json', JSON.stringify({ service: [service()] })));
    const texts = Object.fromEntries(Object.entries(service()).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]));
    const fromApi = await read(file('records.json', JSON.stringify({ total_count: 1, results: [texts] })));
    const fromExport = await read(file('export.json', JSON.stringify([texts])));
    expect(only(objects)).toMatchObject({
      id: 'dila:aav-77188-01',
      openingHours: 'Tu 09:00-12:00,18:00-19:00; We 09:00-12:00',
      hoursNote: "Hors vacances scolaires l'après-midi.",
      wheelchair: 'on-request',
      checked: '2023-08-09',
      address: { street: '3 rue du Général-Roux', postcode: '77590', town: 'Fontaine-le-Port' }
    });
    expect(only(fromApi)).toEqual(only(objects));
    expect(only(fromExport)).toEqual(only(objects));
  });

  test('a service without an old code is known by its uuid', async () => {
    const result = await read(file('bulk.json', JSON.stringify({ service: [{ ...service(), ancien_code_pivot: '' }] })));
    expect(only(result).id).toBe('dila:aav-00007e4d-264c-43a0-b0b7-7f3b7dd995ab');
  });

  test('a file that ends early gives what came before, and says so', async () => {
    const whole = JSON.stringify({ service: [service(), { ...service(), ancien_code_pivot: 'aav-77188-02' }] });
    const result = await read(file('bulk.json', whole.slice(0, -30)));
    expect(result.refused).toContainEqual({ file: 'bulk.json', row: 2, reason: 'unreadable-file' });
  });

  test('items are found however the file is cut into chunks', async () => {
    const text = '{"a":"service\\"[","meta":{"service":[0]},"service":[{"x":"[,]}\\\\"},[1,2],"é,",3],"service2":[9]}';
    const bytes = new TextEncoder().encode(text);
    for (let size = 1; size < bytes.length; size += 1) {
      const items: unknown[] = [];
      for await (const item of jsonItems(chunked(bytes, size), ['service'])) items.push(item);
      expect(items).toEqual([{ x: '[,]}\\' }, [1, 2], 'é,', 3]);
    }
  });
});

describe('ministry of the Interior', () => {
  test('CSV with quotes and a mark; recruiters and road units are counted out', async () => {
    const header = 'identifiant_public_unite;service;telephone;code_commune_insee;voie;code_postal;commune;geocodage_x_GPS;geocodage_y_GPS;horaires_accueil;url';
    const rows = [
      `1;"Gendarmerie - Brigade d'Ornex";+33 4 50 40 59 30;01281;"124 Rue de Béjoud; bâtiment A";01210;Ornex;6.09523;46.27591;" Lundi : 8h00-12h00 14h00-18h00";https://exemple.fr/`,
      `2;"Centre d'information et de recrutement de la gendarmerie";;01281;;01210;Ornex;6.09;46.27;;`,
      `3;"Gendarmerie - Brigade motorisée";;01281;;01210;Ornex;6.09;46.27;;`,
      `;"Commissariat de police d'Oyonnax";04 74 77 47 33;01283;;01100;Oyonnax;5.65;46.25;;`
    ];
    const result = await read(file('unites.csv', `\uFEFF${[header, ...rows].join('\r\n')}`));
    expect(result.sources.get('interior-gendarmerie')).toMatchObject([
      { id: 'interior-gendarmerie:1', openingHours: 'Mo 08:00-12:00,14:00-18:00', address: { street: '124 Rue de Béjoud; bâtiment A' }, checked: '2026-01-02' }
    ]);
    expect(result.sources.get('interior-police')).toMatchObject([{ id: 'interior-police:commissariat-de-police-d-oyonnax-01283', subCategory: 'police' }]);
    expect(result.excluded).toEqual({ 'recruitment-centre': 1, 'motorised-unit': 1 });
  });
});

describe('FINESS', () => {
  const line = (finess: string, category: string, department: string, commune: string, name: string): string =>
    `structureet;${finess};010780054;${name};${name};;;4;R;AUGUST NYMAN;;BP 12;${commune};${department};DEP;97133 ST BARTHELEMY;0590276027;;${category};Libelle;2202;Groupe;;;01;T;;;1964-01-01;1964-01-01;2019-02-15;`;

  test.each([
    ['01', '451', 'LAMBERT_93', '870215.9', '6569994.2', 46.2, 5.2],
    ['9A', '105', 'UTM_N20', '635000', '1770000', 16.0, -61.7],
    ['9B', '209', '', '708000', '1615000', 14.6, -61.1],
    ['9C', '302', '', '353000', '545000', 4.9, -52.3],
    ['9D', '411', '', '338000', '7690000', -20.9, 55.4],
    ['9E', '502', '', '560000', '5180000', 46.8, -56.2],
    ['9F', '611', '', '524000', '8587000', -12.8, 45.2],
    ['9J', '613', '', '587000', '8532000', -13.3, -176.2]
  ])('department %s, commune %s: %s %s, %s lies at %f, %f', async (department, commune, origin, x, y, latitude, longitude) => {
    const content = ['finess;etalab;111;2026-05-12', line('970102018', '228', department, commune, 'CPEF'), `geolocalisation;970102018;${x};${y};1,ATLASANTE,${origin};2026-01-01`];
    const { position } = only(await read(file('finess.csv', content.join('\n'))));
    expect(position?.latitude).toBeCloseTo(latitude, 0);
    expect(position?.longitude).toBeCloseTo(longitude, 0);
  });

  test('Lambert-93 agrees with the position that FINESS+ gives the same clinic', async () => {
    const content = [line('010780195', '228', '01', '053', 'CONVERT'), 'geolocalisation;010780195;873766.07;6570414.61;1,ATLASANTE,LAMBERT_93;2026-01-01'];
    expect(only(await read(file('finess.csv', content.join('\n')))).position).toEqual({ latitude: 46.21126, longitude: 5.2542, precision: 'address' });
  });

  test('Windows-1252, overseas codes, categories and names', async () => {
    const content = [
      'finess;etalab;111;2026-05-12',
      line('970102018', '223', '9A', '123', 'PMI SAINT BARTHELEMY'),
      line('590000001', '636', '59', '350', 'CEGIDD DU CENTRE É'),
      line('010000024', '355', '01', '451', 'CH DE FLEYRIAT'),
      line('010000025', '500', '01', '451', 'EHPAD')
    ].join('\n');
    const result = await read(file('finess.csv', Uint8Array.from(Buffer.from(content, 'latin1'))));
    expect(result.sources.get('finess')).toMatchObject([
      { id: 'finess:970102018', subCategory: 'family-planning', confidence: 'low', department: '977', address: { street: '4 rue August Nyman', postcode: '97133', town: 'Saint-Barthelemy' } },
      { id: 'finess:590000001', subCategory: 'screening', name: 'CeGIDD du Centre É' }
    ]);
    expect(result.excluded).toEqual({ hospital: 1, 'other-service': 1 });
  });

  test('FINESS+ takes open establishments, and hospitals give the SAE their phone and place', async () => {
    const plus = { schemaVersion: 'v1.0.0', pmej: [{ ege: [establishment('010780195', '365', 'A'), establishment('010000001', '228', 'A'), establishment('010000002', '228', 'I')] }] };
    const sae = 'finess,kind,name,street,bp,postcode,city,insee,town_lat,town_lon,finess_category,sector,emergency_staff_unit\n010780195,general,CLINIQUE CONVERT,62 AV DE JASSERON,BP 132,01000,BOURG EN BRESSE,01053,46.205,5.2456,365,2,0\n';
    const result = await read(file('emergency_rooms_sae2023.csv', sae), file('finess-structures-journalier-20260309.json', JSON.stringify(plus)));
    expect(result.sources.get('finess')).toHaveLength(1);
    expect(result.excluded).toEqual({ hospital: 1, closed: 1 });
    expect(result.sources.get('sae-emergency')).toMatchObject([
      { phones: ['+33428631234'], position: { latitude: 46.21126, longitude: 5.2542, precision: 'address' }, openingHours: '24/7', checked: '2023-12-31' }
    ]);
  });
});

describe('SAE', () => {
  test("DREES's own pair is joined on the FINESS number", async () => {
    const urgences = 'BOR;AN;FI;RS;FI_EJ;AUTSU;AUTGEN;AUTSAIS;AUTPED;EMG\nURG;2023;970100400;CH;970100186;1;0;0;1;0\nURG;2023;999999999;X;1;1;1;0;0;0\n';
    const id = 'fi;rs;cat;COMINSEE;NOMCOM;NUMVOI;TYPVOI;NOMVOI;BP;CPO\n970100400;C.H. LOUIS CONSTANT FLEMING;355;9A127;ST MARTIN;;;SPRING CONCORDIA;BP 381;97150\n';
    const result = await read(file('URGENCES_2023r.csv', urgences), file('ID_2023r.csv', Uint8Array.from(Buffer.from(id, 'latin1'))));
    expect(result.sources.get('sae-emergency')).toMatchObject([
      { id: 'sae-emergency:970100400', department: '978', offers: ['Urgences pédiatriques seulement'], address: { street: 'Spring Concordia', postcode: '97150' } }
    ]);
    expect(result.refused).toEqual([{ file: 'URGENCES_2023r.csv', row: 3, reason: 'not-joined' }]);
  });
});

describe('associations', () => {
  const header = readFileSync(new URL('template.csv', import.meta.url), 'utf8').trimEnd().split('\n').at(-1) ?? '';
  const names = header.split(';');
  const row = (fields: Record<string, string>): string => names.map((name) => fields[name] ?? '').join(';');
  const complete = { list: 'exemple', id: 'a', name: 'Le Parapluie imaginaire', category: 'community', department: '75', phones: '0102030405|0607080910', source: 'Courriel', confirmed: '31/01/2026' };

  test('the template itself holds no organisation', async () => {
    const template = readFileSync(new URL('template.csv', import.meta.url), 'utf8');
    const result = await read(file('template.csv', template));
    expect(result.refused).toEqual([{ file: 'template.csv', row: 0, reason: 'no-acceptable-row' }]);
  });

  test('its commented example is a row that passes', async () => {
    const template = readFileSync(new URL('template.csv', import.meta.url), 'utf8');
    const example = template.split('\n').find((line) => line.startsWith('# exemple;'))?.slice(2) ?? '';
    const result = await read(file('exemple.csv', `${header}\n${example}\n`));
    expect(result.refused).toEqual([]);
    expect(only(result)).toMatchObject({ id: 'list-exemple:parapluie-imaginaire', languages: ['fr', 'en'], confidence: 'high' });
    expect(only(result).address).toBeUndefined();
  });

  test('a row needs an identity, a category, a source and a date', async () => {
    const rows = [{ id: '' }, { category: 'amis' }, { source: '' }, { confirmed: '' }].map((part) => row({ ...complete, ...part }));
    const result = await read(file('liste.csv', [header, row(complete), ...rows].join('\n')));
    expect(result.refused.map(({ row: line, reason }) => [line, reason])).toEqual([
      [3, 'no-id'],
      [4, 'unknown-category'],
      [5, 'no-source'],
      [6, 'bad-date']
    ]);
    expect(only(result)).toMatchObject({ phones: ['+33102030405', '+33607080910'], checked: '2026-01-31', confidence: 'medium' });
  });

  test('hours in French words are read, commas as separators too', async () => {
    const commas = [names.join(','), names.map((name) => ({ ...complete, opening_hours: 'Lundi-vendredi : 9h-12h30' })[name] ?? '').join(',')];
    expect(only(await read(file('liste.csv', commas.join('\n')))).openingHours).toBe('Mo-Fr 09:00-12:30');
  });
});

describe('what is no format', () => {
  test.each([
    ['an archive', Uint8Array.of(0x1f, 0x8b, 8, 0), 'packed-file'],
    ['a page', new TextEncoder().encode('<!doctype html>'), 'unknown-format'],
    ['nothing', new Uint8Array(), 'unknown-format'],
    ['another table', new TextEncoder().encode('insee\tname\n01001\tX'), 'unknown-format']
  ])('%s', async (_, bytes, reason) => {
    expect(await detectFormat(file('x', bytes))).toBe(reason);
  });
});

function file(name: string, content: string | Uint8Array): ImportFile {
  return memoryFile(name, content, '2026-01-02');
}

function read(...files: ImportFile[]): Promise<ReadResult> {
  return readOrganisations(files, { towns: noTowns });
}

function only(result: ReadResult) {
  const all = [...result.sources.values()].flat();
  const [organisation] = all;
  if (organisation === undefined || all.length > 1) throw new Error(`not one organisation: ${JSON.stringify(result)}`);
  return organisation;
}

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    await Promise.resolve();
    yield bytes.subarray(start, start + size);
  }
}

function address(located: boolean): string {
  const place = '<Localisation><Latitude>43.102177</Latitude><Longitude>0.712658</Longitude><Précision>6</Précision></Localisation>';
  return `<Adresse type="géopostale"><Ligne>place du Test</Ligne><CodePostal>31800</CodePostal><NomCommune>ST GAUDENS</NomCommune>${located ? place : ''}</Adresse>`;
}

function xml(id: string, parts: { address?: string; contact?: string; opening?: string } = {}): ImportFile {
  const pivot = id.replace(/-.*$/, '');
  const contact = parts.contact === undefined ? '' : `<CoordonnéesNum>${parts.contact}</CoordonnéesNum>`;
  return file(
    `${id}.xml`,
    `<?xml version="1.0" encoding="UTF-8"?>\n<Organisme codeInsee="31483" dateMiseAJour="2021-09-02" id="${id}" pivotLocal="${pivot}"><Nom>Service d'essai</Nom>${parts.address ?? address(true)}${contact}${parts.opening ?? ''}</Organisme>`
  );
}

function service(): Record<string, unknown> {
  return {
    id: '00007e4d-264c-43a0-b0b7-7f3b7dd995ab',
    ancien_code_pivot: 'aav-77188-01',
    nom: "Aide aux victimes d'essai",
    pivot: [{ type_service_local: 'aav', code_insee_commune: ['77188'] }],
    code_insee_commune: '77188',
    adresse: [
      { type_adresse: 'Adresse postale', numero_voie: 'BP 1', code_postal: '77591', nom_commune: 'Ailleurs' },
      { type_adresse: 'Adresse', numero_voie: '3 rue du Général-Roux', code_postal: '77590', nom_commune: 'Fontaine-le-Port', longitude: '2.75745', latitude: '48.48680', accessibilite: 'DEM' }
    ],
    telephone: [{ valeur: '01 64 38 30 52', description: '' }],
    adresse_courriel: ['a@exemple.fr'],
    site_internet: [{ libelle: '', valeur: 'http://exemple.fr' }],
    plage_ouverture: [
      { nom_jour_debut: 'Mardi', nom_jour_fin: 'Mardi', valeur_heure_debut_1: '09:00:00', valeur_heure_fin_1: '12:00:00', valeur_heure_debut_2: '18:00:00', valeur_heure_fin_2: '19:00:00', commentaire: "Hors vacances scolaires l'après-midi." },
      { nom_jour_debut: 'Mercredi', nom_jour_fin: 'Mercredi', valeur_heure_debut_1: '09:00:00', valeur_heure_fin_1: '12:00:00', valeur_heure_debut_2: '', valeur_heure_fin_2: '', commentaire: '' }
    ],
    date_modification: '09/08/2023 13:30:19'
  };
}

function establishment(finess: string, category: string, state: string): Record<string, unknown> {
  return {
    informationsGeneralesEGE: { numFinessEge: finess, nomEgeCourt: 'CLINIQUE CONVERT', nomEgeLong: 'CLINIQUE DOCTEUR CONVERT', dateOuverture: '1956-11-16' },
    categorieentiteGeographiqueExercice: category,
    adresse: [
      {
        cogCommune: '01053',
        ligneAcheminement: 'BOURG EN BRESSE',
        ligneQuatre: '62 AVENUE DE JASSERON',
        codePostal: '01000',
        coordonneesGeographique: { coordonneeX: '6570414.61', coordonneeY: '873766.07', directionLatitude: '46.211257', directionLongitude: '5.254203', scoreBAN: '0.97' }
      }
    ],
    contact: [{ telecom: { telephone: '0428631234' } }],
    etatObjet: state,
    dateDerniereMaj: '2021-10-18 00:00:00'
  };
}
