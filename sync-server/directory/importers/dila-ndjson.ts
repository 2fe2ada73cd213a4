import { dilaIdentity, dilaKind, dilaPrecision, dilaPublisher, dilaWheelchair } from './dila-pivots.ts';
import { accepted, excluded, refused, type Importer, type ImportFile, type RawOrganisation, type ReadRow } from './importer.ts';
import { isFields, textOf, type Fields } from './json-fields.ts';
import { readText } from './text-decoding.ts';

/**
 * The excerpt of DILA's base made for this project from the XML of January 2022: one JSON object per line, hours
 * already in OSM's syntax, the text of empty hours already in `hours_note`. Not an official format; it serves tests
 * and a first filling.
 */
export const dilaNdjson: Importer = {
  format: 'dila-ndjson',
  detect: (head) => /^\s*\{\s*"id":\s*"[a-z_]+-\w{5}-\d+",\s*"type":\s*"[a-z_]+",\s*"name":/.test(head),
  read: async function* (files) {
    for (const file of files) {
      let row = 0;
      for (const line of (await readText(file)).split('\n')) {
        row += 1;
        if (line.trim() !== '') yield readLine(file, row, line);
      }
    }
  }
};

function readLine(file: ImportFile, row: number, line: string): ReadRow {
  const fields = parsed(line);
  if (fields === null) return refused(file, row, 'unreadable-row');
  const kind = dilaKind(textOf(fields['type']));
  if (typeof kind === 'string') return excluded(file, row, kind);
  return accepted(file, row, { ...kind, ...organisation(fields) });
}

function organisation(fields: Fields): Omit<RawOrganisation, 'subCategory' | 'confidence'> {
  const text = (key: string): string => textOf(fields[key]);
  const hasPosition = text('lat') !== '' || text('lon') !== '';
  return {
    ...dilaIdentity(text('type'), text('id'), ''),
    name: text('name'),
    insee: text('insee'),
    streets: [text('street')],
    postcode: text('postcode'),
    town: text('city'),
    ...(hasPosition ? { position: { latitude: text('lat'), longitude: text('lon'), precision: dilaPrecision(text('geo_prec')) } } : {}),
    phones: [text('phone')],
    email: text('email'),
    website: text('url'),
    openingHours: text('opening_hours'),
    hoursNote: text('hours_note'),
    ...dilaWheelchair(text('access')),
    publisher: dilaPublisher,
    checked: text('updated')
  };
}

function parsed(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}
