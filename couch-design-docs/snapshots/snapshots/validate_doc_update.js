function (newDoc, oldDoc, userCtx) {
  if (newDoc._deleted || newDoc._id.indexOf('_design/') === 0) return;
  var area = '(\\d\\d|2[AB]|9[78]\\d)';
  if (newDoc.type === 'snapshot' && new RegExp('^snapshot:' + area + '$').test(newDoc._id)) return;
  // The content of a name never changes.
  if (newDoc.type === 'file' && new RegExp('^file:' + area + ':[A-Za-z0-9_-]{22}$').test(newDoc._id) && (!oldDoc || oldDoc._deleted)) return;
  throw { forbidden: 'unknown kind of document' };
}
