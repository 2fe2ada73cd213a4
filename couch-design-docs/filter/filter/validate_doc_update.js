function (newDoc, oldDoc, userCtx) {
  // Of reported numbers only what is sealed; of the file only what it is, named by its hash and never changed.
  if (newDoc._deleted || newDoc._id.indexOf('_design/') === 0) return;
  var kinds = {
    generation: { id: /^generation$/, fields: ['number', 'begins', 'capacity', 'without'] },
    entry: { id: /^entry:[A-Za-z0-9_-]{22}$/, fields: ['generation', 'sealed'] },
    current: { id: /^current$/, fields: ['etag', 'generation', 'builtAt'] },
    file: { id: /^file:[A-Za-z0-9_-]{43}$/, fields: ['bytes'] }
  };
  var kind = Object.prototype.hasOwnProperty.call(kinds, newDoc.type) ? kinds[newDoc.type] : null;
  if (!kind || !kind.id.test(newDoc._id)) throw { forbidden: 'unknown kind of document' };
  var known = ['_id', '_rev', '_revisions', 'type'].concat(kind.fields);
  Object.keys(newDoc).forEach(function (field) {
    if (known.indexOf(field) < 0) throw { forbidden: newDoc.type + ' has no field of this name' };
  });
  kind.fields.forEach(function (field) {
    if (newDoc[field] === undefined || newDoc[field] === null || newDoc[field] === '') throw { forbidden: newDoc.type + ' needs ' + field };
  });
  if (newDoc.type === 'entry' && !/^[A-Za-z0-9_-]{38,}$/.test(newDoc.sealed)) throw { forbidden: 'an entry is sealed' };
  if (newDoc.type === 'file' && oldDoc && !oldDoc._deleted) throw { forbidden: 'a file does not change' };
  if (newDoc.type === 'generation' && oldDoc && !oldDoc._deleted && newDoc.number < oldDoc.number) throw { forbidden: 'generations go forward' };
}
