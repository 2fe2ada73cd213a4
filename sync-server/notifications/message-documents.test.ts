import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readDesignDocument } from '../couch/design-documents.ts';

const folder = new URL('../../couch-design-docs/messages/messages', import.meta.url).pathname;
const { validate_doc_update: source = '' } = await readDesignDocument(folder);
const validate = runInNewContext(`(${source})`) as (newDoc: object, oldDoc: object | null) => void;
const waiting = { _id: 'message:01', type: 'message', state: 'waiting', attempts: 1, notBefore: 1, notAfter: 2, sealed: 'x' };

describe('documents of the queue', () => {
  it.each([
    ['a new message', waiting, null],
    ['a claim', { ...waiting, state: 'sending', attempts: 2 }, waiting],
    ['a message put back', { ...waiting, attempts: 2 }, { ...waiting, state: 'sending', attempts: 2 }],
    ['the end', { _id: 'message:01', _deleted: true }, waiting]
  ])('may be %s', (_what, newDoc, oldDoc) => expect(() => validate(newDoc, oldDoc)).not.toThrow());

  it.each([
    ['of another kind', { ...waiting, type: 'report' }, null],
    ['under another id', { ...waiting, _id: 'report:01' }, null],
    ['with a field that is not sealed', { ...waiting, to: 'x' }, null],
    ['of no known state', { ...waiting, state: 'sent' }, null],
    ['without an end', { ...waiting, notAfter: undefined }, null],
    ['unsealed', { ...waiting, sealed: '' }, null],
    ['sealed anew', { ...waiting, sealed: 'y' }, waiting],
    ['kept for longer', { ...waiting, notAfter: 3 }, waiting],
    ['that forget an attempt', { ...waiting, attempts: 0 }, waiting]
  ])('are never %s', (_what, newDoc, oldDoc) => {
    let thrown: unknown;
    try {
      validate(newDoc, oldDoc);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ forbidden: expect.any(String) as string });
  });
});
