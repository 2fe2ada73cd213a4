import type { Alert, AlertEntry } from '../../src/domain/alert.ts';
import type { AlertPage, Keys, LookupAnswer } from '../../src/domain/alert-api.ts';
import { dangerLevels, type DangerLevel } from '../../src/domain/danger-level.ts';
import { maskIdentifier, readIdentifier } from '../../src/domain/identifier.ts';
import { searchKey, searchToken } from '../../src/domain/search-token.ts';

/** An alert that says something of everything there is to say. */
export const fullAlert: Alert = {
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  level: 'very-dangerous',
  areas: ['69', '38'],
  events: ['strangling', 'robbery'],
  profile: ['false-client'],
  people: 2,
  when: { date: '2026-11-03', partOfDay: 'night' },
  where: { department: '69', town: 'Villeurbanne', townCode: '69266', placeType: 'car-park' },
  appearance: { gender: 'man', age: '40s', hair: ['short'], face: [], signs: ['tattoo'] },
  vehicle: { type: 'van', colour: 'white', model: 'Kangoo' },
  identifiers: [
    { kind: 'plate', value: 'AB123CD' },
    { kind: 'phone', value: '+33612345678' },
    { kind: 'email', value: 'somebody@example.org' }
  ],
  pseudonyms: ['Marco'],
  links: ['https://profiles.example/marco'],
  text: 'Il coupe le chauffage, puis il attend dehors.',
  looks: 'Une veste rouge.',
  textLanguage: 'fr',
  incidents: ['2026-11-03', '2026-09'],
  publishedOn: '2026-11-05',
  updatedOn: '2026-11-20',
  deletedOn: '2031-11-03',
  reports: 2,
  contested: true
};

export function entry(id: string, level: DangerLevel, more: Partial<AlertEntry> = {}): AlertEntry {
  const { areas, events, profile, where, when, pseudonyms, publishedOn, updatedOn, identifiers } = fullAlert;
  return { id, level, areas, events, profile, where, when, pseudonyms, publishedOn, updatedOn, reports: 1, contested: false, identifiers: identifiers.map((one) => ({ kind: one.kind, shown: maskIdentifier(one) })), ...more };
}

export function page(alerts: readonly AlertEntry[], counts: Partial<Record<DangerLevel, number>>, next?: string): AlertPage {
  return { alerts, counts: Object.fromEntries(dangerLevels.map((level) => [level, counts[level] ?? 0])) as AlertPage['counts'], ...(next === undefined ? {} : { next }) };
}

export const keys: Keys = { areas: {}, notes: Buffer.alloc(32, 'n').toString('base64url'), now: '2026-11-25T12:00:00.000Z', search: Buffer.alloc(32, 'q').toString('base64url'), until: '2099-01-01T00:00:00.000Z' };
export const found: LookupAnswer = { alerts: [fullAlert], left: 87 };

/** What the page must ask for it, under these keys. */
export async function tokenOf(typed: string): Promise<string> {
  const identifier = readIdentifier(typed);
  if (!identifier) throw new Error('this is no identifier');
  return searchToken(await searchKey(keys.search), identifier);
}
