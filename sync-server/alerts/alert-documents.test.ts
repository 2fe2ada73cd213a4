import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readDesignDocument } from '../couch/design-documents.ts';

const id = 'alert:AAAAAAAAAAAAAAAAAAAAAA';
const sealed = 'A'.repeat(60);
const server = { name: 'jasmine', roles: ['_admin'] };
const publisher = { name: 'publisher', roles: ['publisher'] };
const member = { name: null, roles: ['area-75'] };

describe('documents of the master', async () => {
  const { validate, views } = await design('alerts/alerts');
  const alert = {
    _id: id,
    type: 'alert',
    areas: ['75', '69'],
    placed: ['75', '69'],
    level: 'risky',
    publishedOn: '2026-11-24',
    updatedOn: '2026-11-25',
    deletedOn: '2029-11-24',
    contested: false,
    hidden: false,
    reports: ['B'.repeat(22)],
    tokens: ['C'.repeat(16), 'D'.repeat(16)],
    told: ['75'],
    sealed
  };

  it('may be an alert, one that is being erased, and the end', () => {
    for (const document of [alert, { ...alert, erasing: true }, { _id: id, _deleted: true }]) for (const who of [server, publisher]) expect(refused(validate, document, who)).toBe(false);
  });

  it.each([
    ['of another kind', { ...alert, type: 'report' }],
    ['under an id that says something', { ...alert, _id: 'alert:+33199001234' }],
    ['with a field that is not sealed', { ...alert, text: 'x' }],
    ['unsealed', { ...alert, sealed: '{"text":"x"}' }],
    ['with a number for a token', { ...alert, tokens: ['+33199001234'] }],
    ['with the id of a report', { ...alert, reports: ['report:1'] }],
    ['without an end', { ...alert, deletedOn: undefined }]
  ])('are never %s', (_what, document) => expect(refused(validate, document, server)).toBe(true));

  it('are written and removed by the server alone', () => {
    for (const document of [alert, { _id: id, _deleted: true }, { _id: '_design/alerts' }]) expect(refused(validate, document, member)).toBe(true);
  });

  it('are found by token, report and area, and told once an area', () => {
    expect(views('by-token', alert).map(([key]) => key)).toEqual(alert.tokens);
    expect(views('by-report', alert).map(([key]) => key)).toEqual(alert.reports);
    expect(views('by-area', alert)).toEqual(['75', '69'].map((area) => [[area, '2026-11-25', id], { level: 'risky', deletedOn: '2029-11-24', hidden: false }]));
    expect(views('to-tell', alert)).toEqual([[null, ['69']]]);
    expect(views('to-tell', { ...alert, told: ['75', '69'] })).toEqual([]);
    expect(views('to-tell', { ...alert, hidden: true })).toEqual([]);
    for (const view of ['by-token', 'by-report', 'by-area', 'to-tell']) expect(views(view, { ...alert, erasing: true })).toEqual([]);
  });
});

describe('documents of an area', async () => {
  const { validate } = await design('alerts-area/area');
  const alert = { _id: id, keyId: '2A-2026-11', sealed, tokens: ['C'.repeat(16)] };

  it('may be a sealed alert, and the end', () => {
    for (const document of [alert, { _id: id, _deleted: true }]) for (const who of [server, publisher]) expect(refused(validate, document, who)).toBe(false);
  });

  it.each([
    ['under another id', { ...alert, _id: 'note:1' }],
    ['with more than that', { ...alert, level: 'risky' }],
    ['under a key that is none', { ...alert, keyId: 'all' }],
    ['unsealed', { ...alert, sealed: '{"text":"x"}' }],
    ['without tokens', { _id: id, keyId: '75-2026-11', sealed }]
  ])('are never %s', (_what, document) => expect(refused(validate, document, server)).toBe(true));

  it('are never written or removed by somebody who may read them', () => {
    for (const document of [alert, { _id: id, _deleted: true }, { _id: '_design/area' }]) expect(refused(validate, document, member)).toBe(true);
  });
});

type Validate = (newDoc: object, oldDoc: object | null, userCtx: object) => void;

async function design(folder: string): Promise<{ validate: Validate; views: (name: string, document: object) => [unknown, unknown][] }> {
  const document = await readDesignDocument(new URL(`../../couch-design-docs/${folder}`, import.meta.url).pathname);
  return {
    validate: runInNewContext(`(${document.validate_doc_update ?? ''})`) as Validate,
    views(name, of) {
      const emitted: [unknown, unknown][] = [];
      const emit = (key: unknown, value: unknown): void => void emitted.push(JSON.parse(JSON.stringify([key, value])) as [unknown, unknown]);
      (runInNewContext(`(${document.views?.[name]?.map ?? ''})`, { emit }) as (of: object) => void)(of);
      return emitted;
    }
  };
}

function refused(validate: Validate, document: object, who: object): boolean {
  try {
    validate(document, null, who);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ forbidden: expect.any(String) as string });
    return true;
  }
}
