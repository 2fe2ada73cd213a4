import { csvRows, headerNames, type CsvRow } from './csv-rows.ts';
import { inseeOfFiness } from './finess-categories.ts';
import { accepted, joined, refused, type ImportContext, type Importer, type ImportFile, type RawOrganisation, type ReadRow } from './importer.ts';

/**
 * The yearly hospital statistics (SAE, DREES): which hospitals have an emergency room, and which do abortions. Two shapes:
 * the excerpts made for this project (`emergency_rooms_sae2023.csv`, `hospital_abortion_units_sae2023.csv`), and DREES's
 * own pair `URGENCES_<year>r.csv` + `ID_<year>r.csv`, joined on the FINESS number. An emergency room is open day and
 * night by definition. Where FINESS is in the same import it gives the phone and the exact place; else the town's centre.
 */
export const saeCsv: Importer = {
  format: 'sae-csv',
  detect: (head) => tableOf(headerNames(head)) !== null,
  read: async function* (files, context) {
    const identities = new Map<string, CsvRow>();
    const tables: { file: ImportFile; table: Table | null; rows: CsvRow[] }[] = [];
    for (const file of files) {
      const rows = await csvRows(file);
      const table = tableOf(rows[0]?.names ?? new Set());
      if (table === 'identities') for (const row of rows) identities.set(row.get('fi'), row);
      tables.push({ file, table, rows });
    }
    for (const { file, table, rows } of tables) {
      for (const row of rows) {
        if (table === 'emergencies' || table === 'abortions') yield readExcerpt(file, row, table, context);
        else if (table === 'departments') yield readDepartment(file, row, identities.get(row.get('fi')), context);
        else yield joined(file, row.line);
      }
    }
  }
};

function readExcerpt(file: ImportFile, row: CsvRow, table: 'emergencies' | 'abortions', context: ImportContext): ReadRow {
  const { get } = row;
  const hospital = context.hospitals.get(get('finess'));
  const centre = { latitude: get('town_lat'), longitude: get('town_lon'), precision: 'town' as const };
  const raw = {
    name: get('name'),
    insee: get('insee'),
    streets: [get('street'), get('bp')],
    postcode: get('postcode'),
    town: get('city'),
    position: hospital?.position ?? centre,
    phones: [hospital?.phone ?? ''],
    publisher,
    checked: lastDayOf(/sae(\d{4})/i.exec(file.name)?.[1], file),
    confidence: 'high' as const
  };
  const service = table === 'emergencies' ? emergencyRoom(get('finess'), get('kind')) : abortionUnit(get('finess'), Number(get('ivg_medical')) > 0);
  return accepted(file, row.line, { ...raw, ...service });
}

function readDepartment(file: ImportFile, { line, get }: CsvRow, identity: CsvRow | undefined, context: ImportContext): ReadRow {
  if (identity === undefined) return refused(file, line, 'not-joined');
  const hospital = context.hospitals.get(get('fi'));
  const of = identity.get;
  const code = of('cominsee');
  const kind = [get('autgen') === '1' ? 'general' : '', get('autped') === '1' ? 'paediatric' : ''].filter(Boolean).join('+');
  return accepted(file, line, {
    ...emergencyRoom(get('fi'), kind),
    name: of('rs') || get('rs'),
    insee: /^9[A-J]/.test(code) ? inseeOfFiness(code.slice(0, 2), code.slice(2)) : code,
    streets: [of('bp'), `${of('numvoi')} ${of('typvoi')} ${of('nomvoi')}`.trim()],
    postcode: of('cpo'),
    town: of('nomcom'),
    ...(hospital?.position === undefined ? {} : { position: hospital.position }),
    phones: [hospital?.phone ?? ''],
    publisher,
    checked: lastDayOf(get('an') || /(\d{4})r?\.csv$/i.exec(file.name)?.[1], file),
    confidence: 'high'
  });
}

/** A room for children only would turn an adult away: that is said first. */
function emergencyRoom(finess: string, kind: string): ServiceFields {
  const source = 'sae-emergency';
  const children = kind === 'paediatric' ? ['Urgences pédiatriques seulement'] : kind.includes('paediatric') ? ['Urgences adultes et pédiatriques'] : [];
  return { source, id: finess === '' ? '' : `${source}:${finess}`, subCategory: 'emergency-room', openingHours: '24/7', offers: children };
}

function abortionUnit(finess: string, medical: boolean): ServiceFields {
  const source = 'sae-abortion';
  const offers = ['Interruption volontaire de grossesse (IVG)', ...(medical ? ['IVG médicamenteuse'] : [])];
  return { source, id: finess === '' ? '' : `${source}:${finess}`, subCategory: 'family-planning', offers };
}

/** The survey describes a year; its last day is when what it says was last known to hold. */
function lastDayOf(year: string | undefined, file: ImportFile): string {
  return year !== undefined && /^20\d\d$/.test(year) ? `${year}-12-31` : file.date;
}

function tableOf(names: ReadonlySet<string>): Table | null {
  const hasAll = (...wanted: string[]): boolean => wanted.every((name) => names.has(name));
  if (hasAll('finess', 'town_lat', 'emergency_staff_unit')) return 'emergencies';
  if (hasAll('finess', 'town_lat', 'ivg_medical')) return 'abortions';
  if (hasAll('fi', 'autgen', 'autped')) return 'departments';
  return hasAll('fi', 'cominsee') ? 'identities' : null;
}

const publisher = { name: 'DREES, statistique annuelle des établissements de santé (SAE)', url: 'https://data.drees.solidarites-sante.gouv.fr/' };

type Table = 'emergencies' | 'abortions' | 'departments' | 'identities';
type ServiceFields = Pick<RawOrganisation, 'source' | 'id' | 'subCategory' | 'openingHours' | 'offers'>;
