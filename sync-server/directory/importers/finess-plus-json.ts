import { finessKind } from './finess-categories.ts';
import { finessPublisher } from './finess-csv.ts';
import { accepted, excluded, refused, type ImportContext, type Importer, type ImportFile, type RawOrganisation, type RawPosition, type ReadRow } from './importer.ts';
import { fieldsIn, isFields, textOf, type Fields } from './json-fields.ts';
import { jsonItems } from './json-items.ts';

/**
 * FINESS+ of 2026 (`finess-structures-journalier-YYYYMMDD.json`): `pmej[]`, legal entities, each holding `ege[]`, its
 * establishments. `directionLatitude` and `directionLongitude` are WGS 84 in spite of their names; `coordonneeX` and `Y`
 * are the projected ones, the wrong way round. The row is the place of the establishment in the file.
 */
export const finessPlusJson: Importer = {
  format: 'finess-plus-json',
  detect: (head) => /^\s*\{/.test(head) && head.includes('"pmej"'),
  read: async function* (files, context) {
    for (const file of files) yield* readFile(file, context);
  }
};

async function* readFile(file: ImportFile, context: ImportContext): AsyncGenerator<ReadRow> {
  let row = 0;
  try {
    for await (const entity of jsonItems(file.open(), ['pmej'])) {
      for (const establishment of isFields(entity) ? fieldsIn(entity['ege']) : []) {
        row += 1;
        yield readEstablishment(file, row, establishment, context);
      }
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    yield refused(file, row + 1, 'unreadable-file');
  }
}

function readEstablishment(file: ImportFile, row: number, establishment: Fields, context: ImportContext): ReadRow {
  const general = fieldsIn(establishment['informationsGeneralesEGE'])[0];
  if (general === undefined) return refused(file, row, 'unreadable-row');
  if (textOf(establishment['etatObjet']) !== 'A') return excluded(file, row, 'closed');
  const finess = textOf(general['numFinessEge']);
  const name = textOf(general['nomEgeLong']) || textOf(general['nomEgeCourt']);
  const kind = finessKind(textOf(establishment['categorieentiteGeographiqueExercice']), `${name} ${textOf(general['nomEgeCourt'])}`);
  const address = fieldsIn(establishment['adresse'])[0] ?? {};
  const phone = fieldsIn(establishment['contact']).map((contact) => textOf(fieldsIn(contact['telecom'])[0]?.['telephone']))[0] ?? '';
  const position = positionOf(fieldsIn(address['coordonneesGeographique'])[0]);
  if (kind === 'hospital') {
    context.hospitals.set(finess, { ...(phone === '' ? {} : { phone }), ...position });
    return excluded(file, row, 'hospital');
  }
  if (kind === null) return excluded(file, row, 'other-service');
  const raw: RawOrganisation = {
    ...kind,
    source: 'finess',
    id: finess === '' ? '' : `finess:${finess}`,
    name,
    insee: textOf(address['cogCommune']),
    streets: [textOf(address['lieuDit']), textOf(address['ligneQuatre'])],
    postcode: textOf(address['codePostal']),
    town: textOf(address['ligneAcheminement']).replace(/^\d{5}\s+/, ''),
    ...position,
    phones: [phone],
    publisher: finessPublisher,
    checked: textOf(establishment['dateDerniereMaj']) || textOf(general['dateOuverture'])
  };
  return accepted(file, row, raw);
}

function positionOf(coordinates: Fields | undefined): { position?: RawPosition } {
  const latitude = textOf(coordinates?.['directionLatitude']);
  const longitude = textOf(coordinates?.['directionLongitude']);
  if (latitude === '' && longitude === '') return {};
  const isSure = Number(textOf(coordinates?.['scoreBAN']) || '1') >= SURE_SCORE;
  return { position: { latitude, longitude, precision: isSure ? 'address' : 'street' } };
}

/** Below this score the national address base has matched the street rather than the number. */
const SURE_SCORE = 0.8;
