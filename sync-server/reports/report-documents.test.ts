import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readDesignDocument } from '../couch/design-documents.ts';

const folder = new URL('../../couch-design-docs/reports/reports', import.meta.url).pathname;
const { validate_doc_update: source = '' } = await readDesignDocument(folder);
const validate = runInNewContext(`(${source})`) as (newDoc: object, oldDoc: object | null) => void;

const id = 'AAAAAAAAAAAAAAAAAAAAAA';
const digest = 'B'.repeat(43);
const at = '2026-11-25T12:00:00.000Z';
const sealed = `${Buffer.from('age-encryption.org/v1').toString('base64url')}CgAAAA`;
const recipient = `age1${'q'.repeat(58)}`;
const decision = (act: object, more: object = {}): object => ({ id, at, by: 'moderator-1', act, ...more });
const asked = decision({ kind: 'ask' });

const report = { _id: `report:${id}`, type: 'report', receiptHash: digest, department: '2A', received: at, due: at, consents: { share: true, transfer: false }, digest, sealedTo: [recipient], decisions: [asked] };
const { department: _, ...nowhere } = report;
const body = { _id: `body:${id}`, type: 'body', sealed, digest };
const message = { _id: `message:${id}:${id}`, type: 'message', from: 'team', at, sealed };
const copy = { _id: `copy:partner-1:${id}`, type: 'copy', sealed };
const gone = { _id: `gone:${id}`, type: 'gone', receiptHash: digest, digest, received: at, due: at, expires: at, copies: ['partner-1'] };

const everyAct = [
  { kind: 'publish', alert: id, part: 'coded' },
  { kind: 'merge', alert: id },
  { kind: 'ask' },
  { kind: 'answer' },
  { kind: 'transfer', partner: 'partner-1' },
  { kind: 'refuse', reason: 'not-ours' },
  { kind: 'restrict' },
  { kind: 'reopen' }
];

describe('documents of reports', () => {
  it.each([
    ['a report', report, null],
    ['a report from nowhere', nowhere, null],
    ['its text', body, null],
    ['a message', message, null],
    ['a copy', copy, null],
    ['a tombstone', gone, null],
    ['a report with every kind of decision', { ...report, decisions: everyAct.map((act) => decision(act)) }, null],
    ['a report with one decision more', { ...report, decisions: [asked, decision({ kind: 'answer' }, { by: 'reporter' })] }, report],
    ['sealed for others', { ...report, sealedTo: [recipient, recipient] }, report],
    ['emptied', { ...report, sealedTo: [], emptied: true }, report],
    ['the end', { _id: report._id, _rev: '2-a', _deleted: true }, report],
    ['the end, as the embedded store shows it', { ...report, _deleted: true }, report]
  ])('may be %s', (_what, newDoc, oldDoc) => expect(() => validate(newDoc, oldDoc)).not.toThrow());

  it.each([
    ['of another kind', { _id: 'note:1', type: 'note' }, null],
    ['of a kind that every object has', { ...report, type: 'constructor' }, null],
    ['under an id of another kind', { ...report, _id: body._id }, null],
    ['under an id that says something', { ...report, _id: 'report:anonymous' }, null],
    ['with an account', { ...report, account: 'member-1' }, null],
    ['with a contact', { ...report, callBack: '+33639980001' }, null],
    ['with an attachment', { ...report, _attachments: {} }, null],
    ['with the receipt itself', { ...report, receiptHash: 'my receipt' }, null],
    ['without a receipt', { ...report, receiptHash: undefined }, null],
    ['with words for a department', { ...report, department: 'near the station' }, null],
    ['with words for a time', { ...report, received: 'yesterday' }, null],
    ['with words for a recipient', { ...report, sealedTo: ['Maria'] }, null],
    ['with words for a digest', { ...body, digest: 'in the clear' }, null],
    ['without the consent to share', { ...report, consents: { share: false, transfer: false } }, null],
    ['with a consent that holds words', { ...report, consents: { share: true, transfer: false, by: 'Maria' } }, null],
    ['with a decision that holds words', { ...report, decisions: [decision({ kind: 'refuse', reason: 'she lied' })] }, null],
    ['with a note beside a decision', { ...report, decisions: [decision({ kind: 'ask' }, { note: 'call her' })] }, null],
    ['with what was published', { ...report, decisions: [decision({ kind: 'merge', alert: id, content: {} })] }, null],
    ['with a decision of no known kind', { ...report, decisions: [decision({ kind: 'toString' })] }, null],
    ['without its decisions', { ...report, decisions: undefined }, null],
    ['an unsealed text', { ...body, sealed: 'in the clear' }, null],
    ['a text that only begins sealed', { ...body, sealed: `${sealed} and the rest` }, null],
    ['an unsealed message', { ...message, sealed: 'bonjour' }, null],
    ['a message from somebody by name', { ...message, from: 'Maria' }, null],
    ['an unsealed copy', { ...copy, sealed: '{}' }, null],
    ['a copy for words', { ...copy, _id: `copy:the police:${id}` }, null],
    ['a tombstone with words', { ...gone, copies: ['the police'] }, null],
    ['a tombstone with the text', { ...gone, sealed }, null],
    ['of another phone', { ...report, receiptHash: 'C'.repeat(43) }, report],
    ['received at another time', { ...report, received: '2026-11-26T12:00:00.000Z' }, report],
    ['agreed to afterwards', { ...report, consents: { share: true, transfer: true } }, report],
    ['without a decision that was taken', { ...report, decisions: [] }, report],
    ['with a decision that was changed', { ...report, decisions: [decision({ kind: 'reopen' })] }, report],
    ['filled again', report, { ...report, emptied: true }],
    ['a deletion that tells something', { _id: report._id, _deleted: true, why: 'she asked' }, report],
    ['a deletion of nothing that tells something', { _id: report._id, _deleted: true, why: 'she asked' }, null]
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
