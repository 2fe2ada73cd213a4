function (newDoc, oldDoc, userCtx) {
  // Append-only: what was decided stays as it was written.
  if (newDoc._id.indexOf('_design/') === 0) return;
  if (newDoc._deleted || (oldDoc && !oldDoc._deleted)) throw { forbidden: 'the audit is only added to' };
  if (newDoc.type !== 'audit' || newDoc._id.indexOf('audit:') !== 0) throw { forbidden: 'unknown kind of document' };
  ['at', 'what'].forEach(function (field) {
    if (!newDoc[field]) throw { forbidden: 'an entry needs ' + field };
  });
}
