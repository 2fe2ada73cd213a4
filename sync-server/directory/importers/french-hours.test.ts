import { describe, expect, test } from 'vitest';
import { hoursOfTable, hoursOfText, ungluedNote } from './french-hours.ts';

describe("the ministry's free text", () => {
  test.each([
    [' Lundi : 8h00-12h00 14h00-18h00 Mardi : 8h00-12h00 14h00-18h00 Mercredi : 14h00-18h00', 'Mo,Tu 08:00-12:00,14:00-18:00; We 14:00-18:00'],
    ['Lundi : 8h00-12h00 Dimanche : fermé', 'Mo 08:00-12:00'],
    ['Lundi-vendredi : 9h-12h30, 13h30-17h', 'Mo-Fr 09:00-12:30,13:30-17:00'],
    ['Du lundi au jeudi de 9h à 13h et de 14h à 17h', 'Mo-Th 09:00-13:00,14:00-17:00'],
    ['Samedi : 9h00-12h00 Jours fériés : 9h00-12h00', 'Sa 09:00-12:00; PH 09:00-12:00'],
    ['Vendredi : 22h00-02h00', 'Fr 22:00-02:00']
  ])('%s', (text, hours) => {
    expect(hoursOfText(text)).toEqual({ hours, repairs: [] });
  });

  test.each(['Sur rendez-vous', 'Lundi : 8h00-12h00 sauf en août', 'Lundi : 8h00-8h00', 'Lundi : 8h75-12h00', '24h/24'])('%s stays a note', (text) => {
    expect(hoursOfText(text)).toEqual({ note: text, repairs: ['hours-to-note'] });
  });
});

describe("DILA's table", () => {
  test('days and halves become OSM hours', () => {
    const table = hoursOfTable([
      { firstDay: 'Mardi', lastDay: 'Mardi', times: [{ from: '09:00:00', to: '12:00:00' }, { from: '18:00:00', to: '19:00:00' }], note: 'Hors vacances.' },
      { firstDay: 'Mercredi', lastDay: 'Vendredi', times: [{ from: '09:00:00', to: '12:00:00' }] },
      { firstDay: 'jours_feries', lastDay: 'jours_feries', times: [{ from: '09:00:00', to: '10:00:00' }] }
    ]);
    expect(table).toEqual({ hours: 'Tu 09:00-12:00,18:00-19:00; We-Fr 09:00-12:00; PH 09:00-10:00', note: 'Hors vacances.', repairs: [] });
  });

  test('hours from 00:00 to 00:00 are a note broken in two', () => {
    const times = [{ from: '00:00:00', to: '00:00:00' }];
    expect(hoursOfTable([{ firstDay: 'mardi', lastDay: 'mardi', times, note: 's et mercredis après-midi' }])).toEqual({
      note: 'mardis et mercredis après-midi',
      repairs: ['hours-empty']
    });
    expect(hoursOfTable([{ firstDay: 'lundi', lastDay: 'dimanche', times, note: 'Sur rendez-vous' }]).note).toBe('Sur rendez-vous');
  });
});

test.each([
  ['lundi - dimancheUniquement sur rendez-vous', 'Uniquement sur rendez-vous', true],
  ['mardimatin pour les audiences', 'Mardi matin pour les audiences', true],
  ['mardis et mercredis', 'Mardis et mercredis', false],
  ['Sur rendez-vous.\nSur rendez-vous.', 'Sur rendez-vous.', false]
])('the note %j reads %j', (text, note, glued) => {
  expect(ungluedNote(text)).toEqual({ note, glued });
});
