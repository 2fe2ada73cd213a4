function (newDoc, oldDoc, userCtx) {
  // What a warning says stands in it sealed; what stands beside it says nothing of whom it is about or who reported.
  if (userCtx.roles.indexOf('_admin') < 0 && userCtx.roles.indexOf('publisher') < 0) throw { forbidden: 'only the publisher writes here' };
  if (newDoc._deleted || newDoc._id.indexOf('_design/') === 0) return;
  var fields = ['_id', '_rev', '_revisions', 'type', 'areas', 'placed', 'level', 'publishedOn', 'updatedOn', 'deletedOn', 'contested', 'hidden', 'reports', 'tokens', 'sealed', 'told', 'erasing'];
  if (newDoc.type !== 'alert' || !/^alert:[A-Za-z0-9_-]{22}$/.test(newDoc._id)) throw { forbidden: 'unknown kind of document' };
  Object.keys(newDoc).forEach(function (field) {
    if (fields.indexOf(field) < 0) throw { forbidden: 'an alert has no field of this name' };
  });
  if (typeof newDoc.sealed !== 'string' || !/^[A-Za-z0-9_-]{38,}$/.test(newDoc.sealed)) throw { forbidden: 'an alert is sealed' };
  ['areas', 'placed', 'reports', 'tokens', 'told'].forEach(function (list) {
    if (!Array.isArray(newDoc[list])) throw { forbidden: list + ' must be a list' };
  });
  newDoc.tokens.forEach(function (token) {
    if (!/^[A-Za-z0-9_-]{16}$/.test(token)) throw { forbidden: 'a token is 96 bits of a keyed hash' };
  });
  newDoc.reports.forEach(function (report) {
    if (!/^[A-Za-z0-9_-]{22}$/.test(report)) throw { forbidden: 'a report is named by a keyed hash' };
  });
  ['publishedOn', 'updatedOn', 'deletedOn'].forEach(function (day) {
    if (!/^\d{4}-\d\d-\d\d$/.test(newDoc[day] || '')) throw { forbidden: day + ' must be a day' };
  });
}
