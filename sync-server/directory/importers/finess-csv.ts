import { departmentOfInsee } from '../towns.ts';
import { finessKind, inseeOfFiness } from './finess-categories.ts';
import { wgs84OfFiness } from './finess-projections.ts';
import { accepted, excluded, joined, refused, type ImportContext, type Importer, type ImportFile, type RawOrganisation, type RawPosition, type ReadRow } from './importer.ts';
import { readText } from './text-decoding.ts';

/**
 * The historical FINESS extraction (`etalab-cs1100502`, and `cs1100507` with coordinates): a first line
 * `finess;etalab;...`, then untitled columns. `structureet` lines describe establishments, `geolocalisation` lines place
 * them, in the same file or in another; so all files of the format are read before any row is given.
 */
export const finessCsv: Importer = {
  format: 'finess-csv',
  detect: (head) => /^(?:finess;etalab;|structureet;|geolocalisation;)/.test(head),
  read: async function* (files, context) {
    const structures: Structure[] = [];
    const positions = new Map<string, Located>();
    for (const file of files) {
      for (const { line, record } of recordsOf(await readText(file))) {
        if (record[0] === 'structureet') {
          // Nine lines in ten are of no use here, and there are 100,000: they are not kept.
          if (kindOf(record) === null) yield excluded(file, line, 'other-service');
          else structures.push({ file, line, record });
        } else if (record[0] === 'geolocalisation') {
          positions.set(record[1] ?? '', { x: record[2] ?? '', y: record[3] ?? '', origin: record[4] ?? '' });
          yield joined(file, line);
        } else if (record[0] !== 'finess') yield refused(file, line, 'unreadable-row');
      }
    }
    for (const structure of structures) yield readStructure(structure, positions, context);
  }
};

function readStructure({ file, line, record }: Structure, positions: ReadonlyMap<string, Located>, context: ImportContext): ReadRow {
  const field = (index: number): string => (record[index] ?? '').trim();
  const finess = field(column.number);
  const kind = kindOf(record);
  if (kind === 'cut') return refused(file, line, 'unreadable-row');
  if (kind === null) return excluded(file, line, 'other-service');
  const insee = inseeOfFiness(field(column.department), field(column.commune));
  const position = located(positions.get(finess), departmentOfInsee(insee) ?? '');
  if (kind === 'hospital') {
    context.hospitals.set(finess, { ...(field(column.phone) === '' ? {} : { phone: field(column.phone) }), ...position });
    return excluded(file, line, 'hospital');
  }
  const [, postcode = '', town = ''] = /^(\d{5})\s+(.*)$/.exec(field(column.route)) ?? [];
  const raw: RawOrganisation = {
    ...kind,
    source: 'finess',
    id: finess === '' ? '' : `finess:${finess}`,
    name: field(column.longName) || field(column.name),
    insee,
    streets: [
      field(column.placeOrBox),
      `${field(column.houseNumber)}${field(column.houseSuffix)} ${field(column.way)} ${field(column.street)}`.trim()
    ],
    postcode,
    town,
    ...position,
    phones: [field(column.phone)],
    publisher: finessPublisher,
    checked: field(column.updated) || field(column.opened)
  };
  return accepted(file, line, raw);
}

function kindOf(record: readonly string[]): ReturnType<typeof finessKind> | 'cut' {
  const field = (index: number): string => (record[index] ?? '').trim();
  if (record.length <= column.category) return 'cut';
  return finessKind(field(column.category), `${field(column.name)} ${field(column.longName)} ${field(column.nameRest)}`);
}

function located(point: Located | undefined, department: string): { position?: RawPosition } {
  const position = point === undefined ? null : wgs84OfFiness(point.x, point.y, point.origin, department);
  return position === null ? {} : { position };
}

/** Not CSV in full: quotes in names quote nothing, and no field holds a line's end. */
function* recordsOf(text: string): Generator<{ line: number; record: string[] }> {
  let line = 0;
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const content = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
    start = end < 0 ? text.length : end + 1;
    line += 1;
    if (content !== '') yield { line, record: content.split(';') };
  }
}

export const finessPublisher = {
  name: 'FINESS, Agence du Numérique en Santé',
  url: 'https://www.data.gouv.fr/fr/datasets/finess-extraction-du-fichier-des-etablissements/'
};

/** Places of the untitled columns of a `structureet` line. */
const column = {
  number: 1,
  name: 3,
  longName: 4,
  nameRest: 5,
  houseNumber: 7,
  way: 8,
  street: 9,
  houseSuffix: 10,
  placeOrBox: 11,
  commune: 12,
  department: 13,
  route: 15,
  phone: 16,
  category: 18,
  opened: 28,
  updated: 30
} as const;

interface Structure {
  readonly file: ImportFile;
  readonly line: number;
  readonly record: readonly string[];
}

interface Located {
  readonly x: string;
  readonly y: string;
  readonly origin: string;
}
