import { describe, expect, test } from 'vitest';
import { parseSuggestion, suggestionDocument, type Suggestion } from './suggestions.ts';

describe('a suggestion', () => {
  test.each([
    { organisationId: 'dila:gendarmerie-01004-01', what: 'closed' },
    { organisationId: 'dila:gendarmerie-01004-01', what: 'other', text: "L'accueil a déménagé.\nDeux lignes." },
    { name: 'Une association', town: 'Lyon' },
    { name: 'Une association', town: 'Lyon', phone: '01 02 03 04 05', website: 'exemple.fr', text: 'Accueil le mardi' }
  ])('%j is taken as it is', (body) => {
    expect(parseSuggestion(body)).toEqual(body);
  });

  test.each([
    null,
    'closed',
    {},
    { organisationId: 'dila:gendarmerie-01004-01' },
    { organisationId: 'dila:gendarmerie-01004-01', what: 'other' },
    { organisationId: 'a b', what: 'closed' },
    { organisationId: 'dila:x', what: 'nonsense' },
    { name: 'Une association' },
    { name: ' ', town: 'Lyon' },
    { name: 'a'.repeat(121), town: 'Lyon' },
    { name: 'a', town: 'Lyon', text: 'a'.repeat(1001) },
    { name: 'a', town: 'Lyon', sender: 'x' },
    { organisationId: 'dila:x', what: 'closed', name: 'a', town: 'Lyon' }
  ])('%j is refused', (body) => {
    expect(parseSuggestion(body)).toBeNull();
  });

  test('empty fields of a form are no fields, and control characters are spaces', () => {
    expect(parseSuggestion({ name: ' A\u0007B ', town: 'Lyon', phone: '' })).toEqual({ name: 'A B', town: 'Lyon' });
  });

  test('is kept without any trace of the sender', () => {
    const suggestion: Suggestion = { name: 'A', town: 'Lyon' };
    const document = suggestionDocument(suggestion, new Date('2026-11-24T13:37:42Z'));
    expect(Object.keys(document).sort()).toEqual(['_id', 'kind', 'received', 'suggestion', 'type']);
    expect(document).toMatchObject({ kind: 'addition', received: '2026-11-24', suggestion });
    expect(document._id).toMatch(/^suggestion:[0-9a-f]{32}$/);
    expect(suggestionDocument(suggestion, new Date())._id).not.toBe(document._id);
  });
});
