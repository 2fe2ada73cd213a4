import { XMLParser } from 'fast-xml-parser';
import { emergencyWords } from './dila-json.ts';
import { dilaIdentity, dilaKind, dilaPrecision, dilaPublisher, dilaWheelchair } from './dila-pivots.ts';
import { hoursOfTable, type HoursLine } from './french-hours.ts';
import { accepted, excluded, refused, type Importer, type ImportFile, type RawOrganisation, type ReadRow } from './importer.ts';
import { fieldsIn, isFields, listOf, textOf, type Fields } from './json-fields.ts';
import { readText } from './text-decoding.ts';

/** DILA's base until 2022: one XML file per service, in a folder per department. The row is the file's place in its folder. */
export const dilaXml: Importer = {
  format: 'dila-xml',
  detect: (head) => /^\s*(?:<\?xml[^>]*\?>)?\s*<Organisme[\s>]/.test(head),
  read: async function* (files) {
    for (const file of files) yield readOrganisme(file, await readText(file));
  }
};

function readOrganisme(file: ImportFile, text: string): ReadRow {
  const document = parsed(text.replace(/^\uFEFF/, ''));
  if (document === null) return refused(file, 1, 'unreadable-file');
  const organisme = isFields(document) ? document['Organisme'] : undefined;
  if (!isFields(organisme)) return refused(file, 1, 'unreadable-row');
  const pivot = textOf(organisme['@pivotLocal']);
  const kind = dilaKind(pivot);
  if (typeof kind === 'string') return excluded(file, 1, kind);
  return accepted(file, 1, { ...kind, ...dilaIdentity(pivot, textOf(organisme['@id']), ''), ...contents(organisme) });
}

/** Null when the file is cut or not XML: the parser itself forgives what is missing at the end. */
function parsed(xml: string): unknown {
  if (!/<\/Organisme>\s*$/.test(xml)) return null;
  try {
    return parser.parse(xml);
  } catch {
    return null;
  }
}

function contents(organisme: Fields): Omit<RawOrganisation, 'source' | 'id' | 'subCategory' | 'confidence'> {
  const { address, twice } = visitorsAddress(fieldsIn(organisme['Adresse']));
  const location = fieldsIn(address?.['Localisation'])[0];
  const contact = fieldsIn(organisme['CoordonnéesNum'])[0] ?? {};
  const phones = listOf(contact['Téléphone']);
  const table = hoursOfTable(fieldsIn(organisme['Ouverture']).flatMap((opening) => fieldsIn(opening['PlageJ']).map(hoursLine)));
  const access = fieldsIn(address?.['Accessibilité'])[0];
  return {
    name: textOf(organisme['Nom']),
    insee: textOf(organisme['@codeInsee']),
    streets: listOf(address?.['Ligne']).map(contentOf),
    postcode: contentOf(address?.['CodePostal']),
    town: contentOf(address?.['NomCommune']),
    ...(location === undefined
      ? {}
      : {
          position: {
            latitude: contentOf(location['Latitude']),
            longitude: contentOf(location['Longitude']),
            precision: dilaPrecision(contentOf(location['Précision']))
          }
        }),
    phones: phones.map(contentOf),
    ...emergencyWords(phones.map((phone) => (isFields(phone) ? textOf(phone['@coût']) : ''))),
    email: contentOf(listOf(contact['Email'])[0]),
    website: contentOf(listOf(contact['Url'])[0]),
    ...(table.hours === undefined ? {} : { openingHours: table.hours }),
    hoursNote: table.note ?? '',
    ...dilaWheelchair(textOf(access?.['@type'])),
    publisher: dilaPublisher,
    checked: textOf(organisme['@dateMiseAJour']),
    repairs: [...table.repairs, ...(twice ? ['address-twice' as const] : [])]
  };
}

/** The ministry of Justice's records give each address twice, once without coordinates. */
function visitorsAddress(addresses: readonly Fields[]): { address: Fields | undefined; twice: boolean } {
  const visited = addresses.filter((address) => textOf(address['@type']) !== 'postale');
  const candidates = visited.length > 0 ? visited : addresses;
  const address = candidates.find((candidate) => candidate['Localisation'] !== undefined) ?? candidates[0];
  const place = (candidate: Fields): string => JSON.stringify([candidate['Ligne'], candidate['CodePostal']]);
  return { address, twice: candidates.some((other) => other !== address && address !== undefined && place(other) === place(address)) };
}

function hoursLine(line: Fields): HoursLine {
  const times = fieldsIn(line['PlageH']).map((hours) => ({ from: textOf(hours['@début']), to: textOf(hours['@fin']) }));
  return { firstDay: textOf(line['@début']), lastDay: textOf(line['@fin']), times, note: contentOf(line['Note']) };
}

function contentOf(value: unknown): string {
  return isFields(value) ? textOf(value['#text']) : textOf(value);
}

/** Values stay text: `01053` is a code. Entities beyond XML's five are not expanded, whatever a DOCTYPE says. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  processEntities: true,
  htmlEntities: false
});
