function (newDoc, oldDoc, userCtx) {
  // What is sealed stays as it was sent; a write that counts attempts backwards would send without end.
  if (newDoc._deleted || newDoc._id.indexOf('_design/') === 0) return;
  var allowed = ['_id', '_rev', '_revisions', 'type', 'state', 'attempts', 'notBefore', 'notAfter', 'sealed'];
  if (newDoc.type !== 'message' || newDoc._id.indexOf('message:') !== 0) throw { forbidden: 'unknown kind of document' };
  Object.keys(newDoc).forEach(function (field) {
    if (allowed.indexOf(field) < 0) throw { forbidden: 'a message has no field of this name' };
  });
  if (newDoc.state !== 'waiting' && newDoc.state !== 'sending') throw { forbidden: 'a message is waiting or sending' };
  ['attempts', 'notBefore', 'notAfter'].forEach(function (field) {
    if (typeof newDoc[field] !== 'number') throw { forbidden: 'a message needs a number for ' + field };
  });
  if (typeof newDoc.sealed !== 'string' || newDoc.sealed === '') throw { forbidden: 'a message is sealed' };
  if (!oldDoc || oldDoc._deleted) return;
  if (newDoc.sealed !== oldDoc.sealed || newDoc.notAfter !== oldDoc.notAfter) throw { forbidden: 'what is sealed and its end do not change' };
  if (newDoc.attempts < oldDoc.attempts) throw { forbidden: 'attempts are not taken back' };
}
