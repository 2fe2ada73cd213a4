import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { AlertContentSchema, type AlertContent } from '../../src/domain/alert.ts';
import { readIdentifierAs, type Identifier, type IdentifierKind } from '../../src/domain/identifier.ts';
import type { AlertStore } from './alert-store.ts';

/**
 * A dozen invented alerts, for a first look. Only where there is none yet. Their numbers are of the ranges that ARCEP keeps for
 * fiction, their plates (000) cannot be issued, their addresses end in `.example`: nobody has them.
 */
export async function makeDemoAlerts(store: AlertStore, now: Date): Promise<number> {
  if ((await store.ids()).length > 0) return 0;
  const alerts = demoAlerts(now);
  for (const content of alerts) {
    const id = randomBytes(16).toString('base64url');
    // As many reports as incidents.
    for (let report = 0; report < Math.max(1, content.incidents.length); report++) await store.publish(id, content, randomBytes(16).toString('base64url'));
  }
  return alerts.length;
}

export function demoAlerts(now: Date): readonly AlertContent[] {
  const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  return [
    {
      level: 'very-dangerous',
      areas: ['75', '69'],
      events: ['rape', 'strangling'],
      profile: ['false-client'],
      incidents: [daysAgo(4), daysAgo(31), daysAgo(80)],
      when: { date: daysAgo(4), partOfDay: 'night' },
      where: { department: '75', town: 'Paris', townCode: '75056', placeType: 'hotel' },
      appearance: { gender: 'man', age: '40s', height: 'tall', build: 'athletic', hair: ['shaved'], face: ['beard'], signs: ['scar'] },
      identifiers: [phone('01 99 00 12 34'), phone('06 39 98 47 11')],
      pseudonyms: ['Marco'],
      text: 'Réserve une nuit entière à l’hôtel, parle peu, devient violent dès que la porte est fermée. Plusieurs personnes l’ont signalé.',
      looks: 'Cicatrice au-dessus de l’œil gauche.',
      textLanguage: 'fr'
    },
    {
      level: 'very-dangerous',
      areas: ['13'],
      events: ['weapon', 'held', 'robbery'],
      profile: ['group'],
      people: 3,
      incidents: [daysAgo(12), daysAgo(45)],
      when: { date: daysAgo(12), partOfDay: 'evening' },
      where: { department: '13', town: 'Marseille', townCode: '13055', placeType: 'own-home' },
      appearance: { gender: 'man', age: '20s', face: ['mask'], signs: ['gloves'] },
      vehicle: { type: 'van', colour: 'white' },
      identifiers: [phone('04 65 71 20 08'), plate('AA-000-AA')],
      text: 'Un homme prend rendez-vous seul, deux autres entrent derrière lui. Ils prennent l’argent et les téléphones.',
      textLanguage: 'fr'
    },
    {
      level: 'dangerous',
      areas: ['75'],
      events: ['beating', 'money-taken-back'],
      profile: ['client'],
      incidents: [daysAgo(9)],
      when: { date: daysAgo(9), partOfDay: 'afternoon' },
      where: { department: '75', town: 'Paris', townCode: '75056', placeType: 'rented-flat' },
      appearance: { gender: 'man', age: '30s', height: 'medium', build: 'thin', hair: ['short'], hairColour: 'brown', face: ['glasses'] },
      identifiers: [phone('06 39 98 10 52'), email('un.client@courriel.example')],
      pseudonyms: ['Julien', 'JL'],
      text: 'Poli au téléphone. Demande à être remboursé après, puis frappe.',
      textLanguage: 'fr'
    },
    {
      level: 'dangerous',
      areas: ['69'],
      events: ['drugged', 'filmed'],
      profile: ['client'],
      incidents: [daysAgo(20), daysAgo(22)],
      when: { date: daysAgo(20), partOfDay: 'night' },
      where: { department: '69', town: 'Lyon', townCode: '69123', placeType: 'their-home' },
      appearance: { gender: 'man', age: '50s', hair: ['bald'] },
      identifiers: [phone('04 65 71 33 90')],
      links: ['https://profils.example/invente-69'],
      text: 'Insiste pour offrir un verre déjà servi. Un téléphone filme depuis une étagère.',
      textLanguage: 'fr'
    },
    {
      level: 'dangerous',
      areas: ['33'],
      events: ['condom-removed', 'threats'],
      profile: ['client'],
      when: { date: daysAgo(15).slice(0, 7) },
      where: { department: '33', town: 'Bordeaux', townCode: '33063', placeType: 'vehicle' },
      vehicle: { type: 'car', colour: 'grey', model: 'break' },
      identifiers: [plate('BB-000-BB'), phone('05 36 49 06 17')]
    },
    {
      level: 'risky',
      areas: ['75', '13'],
      events: ['impostor', 'blackmail'],
      profile: ['impostor-police'],
      people: 2,
      incidents: [daysAgo(6), daysAgo(7), daysAgo(30), daysAgo(51)],
      when: { date: daysAgo(6), partOfDay: 'afternoon' },
      where: { department: '75', town: 'Paris', townCode: '75056', placeType: 'massage-parlour' },
      appearance: { gender: 'man', age: '30s', signs: ['uniform'] },
      identifiers: [phone('01 99 00 77 00'), plate('0000 AA 75')],
      text: 'Deux hommes montrent une fausse carte de police et demandent de l’argent pour ne pas revenir.',
      textLanguage: 'fr'
    },
    {
      level: 'risky',
      areas: ['69'],
      events: ['stalking', 'harassment'],
      profile: ['known-person'],
      incidents: [daysAgo(60)],
      when: { date: daysAgo(60) },
      where: { department: '69', town: 'Villeurbanne', townCode: '69266', placeType: 'street' },
      identifiers: [phone('06 39 98 64 30'), email('toujours.la@courriel.example')],
      text: 'Attend en bas de l’immeuble et appelle de numéros différents après un refus.',
      textLanguage: 'fr'
    },
    {
      level: 'risky',
      areas: ['33'],
      events: ['robbery', 'forced-entry'],
      profile: ['false-client'],
      incidents: [daysAgo(3)],
      when: { date: daysAgo(3), partOfDay: 'morning' },
      where: { department: '33', town: 'Bordeaux', townCode: '33063', placeType: 'own-home' },
      appearance: { gender: 'man', age: 'under-20', hair: ['curly'] },
      identifiers: [phone('05 36 49 81 25')]
    },
    {
      level: 'unpleasant',
      areas: ['13'],
      events: ['limits-ignored', 'insults', 'drunk-or-drugged'],
      profile: ['client'],
      incidents: [daysAgo(25)],
      when: { date: daysAgo(25), partOfDay: 'night' },
      where: { department: '13', town: 'Aix-en-Provence', townCode: '13001', placeType: 'bar' },
      appearance: { signs: ['smell-of-alcohol', 'tattoo'] },
      identifiers: [phone('06 39 98 22 71')],
      text: 'Arrive ivre, n’écoute pas les refus, insulte en partant.',
      textLanguage: 'fr'
    },
    {
      level: 'unpleasant',
      areas: ['75'],
      events: ['condom-refused', 'haggling'],
      profile: ['client'],
      incidents: [daysAgo(40), daysAgo(41)],
      when: { date: daysAgo(40) },
      where: { department: '75', town: 'Paris', townCode: '75056', placeType: 'phone' },
      identifiers: [phone('01 99 00 45 45')],
      pseudonyms: ['Le Prof'],
      text: 'Asks for it without a condom, then bargains for an hour on the phone.',
      textLanguage: 'en'
    },
    {
      level: 'fantasist',
      areas: ['69', '33'],
      events: ['time-wasting', 'no-show'],
      profile: ['client'],
      incidents: [daysAgo(2), daysAgo(16), daysAgo(33)],
      when: { date: daysAgo(2) },
      where: { department: '69', placeType: 'online' },
      identifiers: [email('rendez.vous@courriel.example'), phone('02 61 91 03 76')],
      text: 'Prend rendez-vous, fait faire la route, ne vient pas.',
      textLanguage: 'fr'
    },
    {
      level: 'difficult-meeting',
      areas: ['13'],
      events: ['refused-payment', 'other'],
      profile: ['client'],
      incidents: [daysAgo(70)],
      when: { date: daysAgo(70) },
      where: { department: '13', town: 'Marseille', townCode: '13055', placeType: 'car-park' },
      identifiers: [phone('03 53 01 58 09')],
      text: 'A fini par payer après une longue discussion.',
      textLanguage: 'fr'
    }
  ].map((alert) => v.parse(AlertContentSchema, alert));
}

const phone = (typed: string): Identifier => known('phone', typed);
const plate = (typed: string): Identifier => known('plate', typed);
const email = (typed: string): Identifier => known('email', typed);

function known(kind: IdentifierKind, typed: string): Identifier {
  const identifier = readIdentifierAs(kind, typed);
  if (!identifier) throw new Error('an invented identifier is none');
  return identifier;
}
