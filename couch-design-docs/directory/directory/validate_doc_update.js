function (newDoc, oldDoc, userCtx) {
  // Runs on every write, by whatever way it comes: a document of no known kind never gets in.
  if (newDoc._deleted || newDoc._id.indexOf('_design/') === 0) return;
  var kinds = { organisation: 'organisation:', import: 'import:', suggestion: 'suggestion:' };
  var prefix = kinds[newDoc.type];
  if (!prefix || newDoc._id.indexOf(prefix) !== 0) throw { forbidden: 'unknown kind of document' };
  if (newDoc.type === 'organisation') {
    ['name', 'subCategory', 'department', 'source', 'checked'].forEach(function (field) {
      if (!newDoc[field]) throw { forbidden: 'an organisation needs ' + field };
    });
  }
}
