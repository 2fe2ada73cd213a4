import { subCategories, type SubCategory } from '../../../src/domain/organisation.ts';
import { parseOpeningHours } from '../../../src/domain/opening-hours.ts';
import { csvRows, headerNames, type CsvRow } from './csv-rows.ts';
import { hoursOfText } from './french-hours.ts';
import { accepted, refused, type Importer, type ImportFile, type RawOrganisation, type ReadRow } from './importer.ts';

/**
 * Our own template, filled in by associations: `template.csv` beside this file says what goes in each column. Each file
 * names its list in every row; a later file of the same list replaces it, and touches no other association's.
 */
export const associationsCsv: Importer = {
  format: 'associations-csv',
  detect: (head) => ['list', 'id', 'name', 'category', 'confirmed'].every((name) => headerNames(head).has(name)),
  read: async function* (files) {
    for (const file of files) {
      try {
        for (const row of await csvRows(file)) yield readRow(file, row);
      } catch (error) {
        // csv-parse's errors carry a code; anything else is a fault of ours.
        if (!(error instanceof Error) || !('code' in error)) throw error;
        yield refused(file, 0, 'unreadable-file');
      }
    }
  }
};

function readRow(file: ImportFile, { line, get }: CsvRow): ReadRow {
  const list = get('list');
  const category = subCategories.find((name): name is SubCategory => name === get('category'));
  if (!/^[a-z0-9-]+$/.test(list) || !/^[\w.-]+$/.test(get('id'))) return refused(file, line, 'no-id');
  if (category === undefined) return refused(file, line, 'unknown-category');
  if (get('source') === '') return refused(file, line, 'no-source');
  const source = `list-${list}`;
  const raw: RawOrganisation = {
    source,
    id: `${source}:${get('id')}`,
    name: get('name'),
    subCategory: category,
    ...(get('department') === '' ? {} : { department: get('department').toUpperCase().replace(/^FR$/, 'fr') }),
    insee: get('insee'),
    streets: [get('street')],
    postcode: get('postcode'),
    town: get('town'),
    addressHidden: isYes(get('address_hidden')),
    ...(get('latitude') === '' && get('longitude') === ''
      ? {}
      : { position: { latitude: get('latitude'), longitude: get('longitude'), precision: precisionOf(get('precision')) } }),
    phones: get('phones').split('|'),
    emergencyContact: get('emergency_contact'),
    email: get('email'),
    website: get('website'),
    ...hoursOf(get('opening_hours'), get('hours_note')),
    offers: get('services').split('|'),
    languages: get('languages').split(/[|\s]+/).filter((tag) => /^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/.test(tag)),
    ...wheelchairOf(get('wheelchair')),
    publisher: { name: get('source'), ...(get('source_url') === '' ? {} : { url: get('source_url') }) },
    checked: get('confirmed'),
    confidence: confidenceOf(get('confidence'))
  };
  return accepted(file, line, raw);
}

/** OSM's writing, or words such as `Lundi-vendredi : 9h-12h30`; what is neither stays as a note. */
function hoursOf(text: string, note: string): Pick<RawOrganisation, 'openingHours' | 'hoursNote' | 'repairs'> {
  if (text === '' || parseOpeningHours(text) !== null) return { openingHours: text, hoursNote: note };
  const french = hoursOfText(text);
  return {
    ...(french.hours === undefined ? {} : { openingHours: french.hours }),
    hoursNote: [french.note ?? '', note].filter(Boolean).join(' '),
    repairs: french.repairs
  };
}

function precisionOf(text: string): 'address' | 'street' | 'town' {
  return text === 'street' || text === 'town' ? text : 'address';
}

function confidenceOf(text: string): RawOrganisation['confidence'] {
  return text === 'high' || text === 'low' ? text : 'medium';
}

function wheelchairOf(text: string): Pick<RawOrganisation, 'wheelchair'> {
  return text === 'yes' || text === 'no' || text === 'on-request' ? { wheelchair: text } : {};
}

function isYes(text: string): boolean {
  return /^(?:yes|oui|x|1)$/i.test(text);
}
