import { csvRows, headerNames } from './csv-rows.ts';
import { hoursOfText } from './french-hours.ts';
import { accepted, excluded, refused, type Importer, type ImportFile, type RawOrganisation, type ReadRow } from './importer.ts';
import { isFields, textOf } from './json-fields.ts';
import { jsonItems } from './json-items.ts';
import type { ExclusionReason } from './reasons.ts';

/**
 * The ministry of the Interior's lists of gendarmerie units and police services that receive the public: CSV with `;`,
 * quotes and a byte-order mark, or the same rows as JSON. They carry the hours that DILA's base lacks, as free text, and
 * no date, so the file's own date is when they were last checked.
 */
export const interiorCsv: Importer = {
  format: 'interior-csv',
  detect: (head) => (/^\s*\[/.test(head) ? head.includes('"geocodage_x_GPS"') : isInteriorHeader(headerNames(head))),
  read: async function* (files) {
    for (const file of files) yield* readFile(file);
  }
};

async function* readFile(file: ImportFile): AsyncGenerator<ReadRow> {
  try {
    for await (const [row, get] of rowsOf(file)) yield readUnit(file, row, get);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error || error instanceof SyntaxError)) throw error;
    yield refused(file, 0, 'unreadable-file');
  }
}

async function* rowsOf(file: ImportFile): AsyncGenerator<[number, (name: string) => string]> {
  if (!(await isJson(file))) {
    for (const { line, get } of await csvRows(file)) yield [line, get];
    return;
  }
  let row = 0;
  for await (const item of jsonItems(file.open(), [])) {
    row += 1;
    const fields = new Map(isFields(item) ? Object.entries(item).map(([key, value]) => [key.toLowerCase(), textOf(value)]) : []);
    yield [row, (name) => fields.get(name) ?? ''];
  }
}

function readUnit(file: ImportFile, row: number, get: (name: string) => string): ReadRow {
  const service = get('service');
  if (service === '') return refused(file, row, 'no-name');
  const kind = kindOf(service);
  if (kind === null) return excluded(file, row, exclusionOf(service));
  const source = `interior-${kind}`;
  const unit = get('identifiant_public_unite') || slug(`${service} ${get('code_commune_insee')}`);
  const hours = hoursOfText(get('horaires_accueil'));
  const raw: RawOrganisation = {
    source,
    id: `${source}:${unit}`,
    name: service,
    subCategory: kind,
    insee: get('code_commune_insee'),
    streets: [get('voie')],
    postcode: get('code_postal'),
    town: get('commune'),
    position: { latitude: get('geocodage_y_gps'), longitude: get('geocodage_x_gps'), precision: 'address' },
    phones: [get('telephone')],
    website: get('url'),
    ...(hours.hours === undefined ? {} : { openingHours: hours.hours }),
    ...(hours.note === undefined ? {} : { hoursNote: hours.note }),
    publisher,
    checked: file.date,
    confidence: 'high',
    repairs: hours.repairs
  };
  return accepted(file, row, raw);
}

function kindOf(service: string): 'gendarmerie' | 'police' | null {
  if (recruits.test(service) || onTheRoad.test(service)) return null;
  if (/gendarmerie|brigade|peloton/i.test(service)) return 'gendarmerie';
  return /police|commissariat/i.test(service) ? 'police' : null;
}

function exclusionOf(service: string): ExclusionReason {
  if (recruits.test(service)) return 'recruitment-centre';
  return onTheRoad.test(service) ? 'motorised-unit' : 'other-service';
}

function isInteriorHeader(names: ReadonlySet<string>): boolean {
  return names.has('service') && names.has('geocodage_x_gps') && names.has('geocodage_y_gps');
}

async function isJson(file: ImportFile): Promise<boolean> {
  for await (const chunk of file.open()) return /^\uFEFF?\s*\[/.test(new TextDecoder().decode(chunk.subarray(0, 64)));
  return false;
}

function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const recruits = /centre d['’]information et de recrutement|recrutement/i;
const onTheRoad = /motoris|autoroutier|rapide d['’]intervention/i;

const publisher = {
  name: "Ministère de l'Intérieur, unités accueillant du public",
  url: 'https://www.data.gouv.fr/fr/datasets/liste-des-unites-de-gendarmerie-accueillant-du-public-comprenant-leur-geolocalisation-et-leurs-horaires-douverture/'
};
