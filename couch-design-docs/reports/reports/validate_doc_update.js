function (newDoc, oldDoc, userCtx) {
  // A report is what its phone has sealed, and what the team decided: no field of it may say who, or what, in the clear.
  if (newDoc._deleted || newDoc._id.indexOf('_design/') === 0) return;
  var kinds = {
    report: { id: /^report:[A-Za-z0-9_-]{22}$/, fields: ['receiptHash', 'department', 'received', 'due', 'consents', 'digest', 'sealedTo', 'decisions'] },
    body: { id: /^body:[A-Za-z0-9_-]{22}$/, fields: ['sealed', 'digest'] },
    message: { id: /^message:[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]{22}$/, fields: ['from', 'at', 'sealed'] },
    copy: { id: /^copy:[A-Za-z0-9_-]{8,64}:[A-Za-z0-9_-]{22}$/, fields: ['sealed'] },
    gone: { id: /^gone:[A-Za-z0-9_-]{22}$/, fields: ['receiptHash', 'digest', 'received', 'due', 'expires', 'copies'] },
    job: { id: /^job:/, fields: ['until'] }
  };
  var kind = Object.prototype.hasOwnProperty.call(kinds, newDoc.type) ? kinds[newDoc.type] : null;
  if (!kind) throw { forbidden: 'unknown kind of document' };
  if (!kind.id.test(newDoc._id)) throw { forbidden: 'the id does not fit the type' };
  Object.keys(newDoc).forEach(function (field) {
    if (['_id', '_rev', '_revisions', 'type'].indexOf(field) < 0 && kind.fields.indexOf(field) < 0) throw { forbidden: 'there is no field of this name' };
  });
  if (kind.fields.indexOf('sealed') >= 0) {
    // base64url of "age-encryption.org/v1" and what follows it.
    if (typeof newDoc.sealed !== 'string' || newDoc.sealed.indexOf('YWdlLWVuY3J5cHRpb24ub3JnL3Yx') !== 0) throw { forbidden: 'it must be sealed' };
  }
  if (newDoc.type !== 'report') return;
  if (!/^[A-Za-z0-9_-]{43}$/.test(newDoc.receiptHash || '')) throw { forbidden: 'a receipt is kept as a hash' };
  if (!newDoc.consents || newDoc.consents.share !== true) throw { forbidden: 'there is no report without the consent to share it' };
  if (!Array.isArray(newDoc.decisions)) throw { forbidden: 'a report has its decisions' };
  if (!oldDoc || oldDoc._deleted) return;
  ['receiptHash', 'received', 'due', 'digest', 'department'].forEach(function (field) {
    if (newDoc[field] !== oldDoc[field]) throw { forbidden: field + ' does not change' };
  });
  oldDoc.decisions.forEach(function (decision, index) {
    if (!newDoc.decisions[index] || newDoc.decisions[index].id !== decision.id) throw { forbidden: 'decisions are only added' };
  });
}
