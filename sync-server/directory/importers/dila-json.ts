import { dilaIdentity, dilaKind, dilaPrecision, dilaPublisher, dilaWheelchair } from './dila-pivots.ts';
import { hoursOfTable, type HoursLine } from './french-hours.ts';
import { accepted, excluded, refused, type Importer, type ImportFile, type RawOrganisation, type ReadRow } from './importer.ts';
import { fieldsIn, isFields, listOf, textOf, type Fields } from './json-fields.ts';
import { jsonItems } from './json-items.ts';
import type { RepairReason } from './reasons.ts';

/**
 * DILA's current base: the bulk file (`{"service": [...]}`, over 63,000 services, read one at a time), and what its API
 * gives (`exports/json`: a list; `records`: `{"results": [...]}`), where nested fields are JSON texts.
 */
export const dilaJson: Importer = {
  format: 'dila-json',
  detect: (head) => /^\s*[[{]/.test(head) && /"plage_ouverture"|"ancien_code_pivot"|"code_insee_commune"/.test(head) && !/^\s*\{\s*"pmej"/.test(head),
  read: async function* (files) {
    for (const file of files) yield* readFile(file);
  }
};

async function* readFile(file: ImportFile): AsyncGenerator<ReadRow> {
  let row = 0;
  try {
    for await (const item of jsonItems(file.open(), ['service', 'results'])) {
      row += 1;
      yield isFields(item) ? readService(file, row, item) : refused(file, row, 'unreadable-row');
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    yield refused(file, row + 1, 'unreadable-file');
  }
}

function readService(file: ImportFile, row: number, service: Fields): ReadRow {
  const pivot = fieldsIn(service['pivot']).map((item) => textOf(item['type_service_local']))[0] ?? '';
  const oldCode = textOf(service['ancien_code_pivot']);
  const type = pivot === '' ? oldCode.replace(/-.*$/, '') : pivot;
  const kind = dilaKind(type);
  if (typeof kind === 'string') return excluded(file, row, kind);
  return accepted(file, row, { ...kind, ...dilaIdentity(type, oldCode, textOf(service['id'])), ...contents(service) });
}

function contents(service: Fields): Omit<RawOrganisation, 'source' | 'id' | 'subCategory' | 'confidence'> {
  const { address, twice } = visitorsAddress(fieldsIn(service['adresse']));
  const field = (key: string): string => textOf(address?.[key]);
  const phones = fieldsIn(service['telephone']);
  const table = hoursOfTable(fieldsIn(service['plage_ouverture']).map(hoursLine));
  const repairs: RepairReason[] = [...table.repairs, ...(twice ? ['address-twice' as const] : [])];
  const hasPosition = field('latitude') !== '' || field('longitude') !== '';
  return {
    name: textOf(service['nom']),
    insee: textOf(service['code_insee_commune']),
    streets: [field('complement1'), field('complement2'), field('numero_voie')],
    postcode: field('code_postal'),
    town: field('nom_commune'),
    ...(hasPosition ? { position: { latitude: field('latitude'), longitude: field('longitude'), precision: dilaPrecision('') } } : {}),
    phones: phones.map((phone) => textOf(phone['valeur'])),
    ...emergencyWords(phones.map((phone) => textOf(phone['description']))),
    email: textOf(listOf(service['adresse_courriel'])[0]),
    website: textOf(fieldsIn(service['site_internet'])[0]?.['valeur']),
    ...(table.hours === undefined ? {} : { openingHours: table.hours }),
    hoursNote: [table.note ?? '', textOf(service['commentaire_plage_ouverture'])].filter(Boolean).join(' '),
    ...dilaWheelchair(field('accessibilite')),
    publisher: dilaPublisher,
    checked: textOf(service['date_modification']) || textOf(service['date_creation']),
    repairs
  };
}

/** Of several addresses the one a person can go to, and of two such the one with coordinates. */
function visitorsAddress(addresses: readonly Fields[]): { address: Fields | undefined; twice: boolean } {
  const visited = addresses.filter((address) => textOf(address['type_adresse']).toLowerCase() !== 'adresse postale');
  const candidates = visited.length > 0 ? visited : addresses;
  const address = candidates.find((candidate) => textOf(candidate['latitude']) !== '') ?? candidates[0];
  const place = (candidate: Fields): string => textOf(candidate['numero_voie']) + textOf(candidate['code_postal']);
  return { address, twice: candidates.some((other) => other !== address && address !== undefined && place(other) === place(address)) };
}

function hoursLine(line: Fields): HoursLine {
  const field = (key: string): string => textOf(line[key]);
  const times = ['1', '2']
    .map((half) => ({ from: field(`valeur_heure_debut_${half}`), to: field(`valeur_heure_fin_${half}`) }))
    .filter(({ from, to }) => from !== '' || to !== '');
  return { firstDay: field('nom_jour_debut'), lastDay: field('nom_jour_fin'), times, note: field('commentaire') };
}

/** "appeler le 17 ou 112 en cas d'urgence" stands in the phone's description. */
export function emergencyWords(descriptions: readonly string[]): { emergencyContact?: string } {
  const words = /appeler le (?:15|17|18|112)[^,;.]*/i.exec(descriptions.join(', '))?.[0];
  return words === undefined ? {} : { emergencyContact: words.charAt(0).toUpperCase() + words.slice(1) };
}
