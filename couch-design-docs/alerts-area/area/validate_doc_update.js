function (newDoc, oldDoc, userCtx) {
  // On CouchDB whoever may read a database may write to it: members read with the role of the area, so this refuses them.
  if (userCtx.roles.indexOf('_admin') < 0 && userCtx.roles.indexOf('publisher') < 0) throw { forbidden: 'only the publisher writes here' };
  if (newDoc._deleted || newDoc._id.indexOf('_design/') === 0) return;
  // Ids made on a phone may begin with an underscore, which the store keeps for itself: hence the prefix.
  if (!/^alert:[A-Za-z0-9_-]{22}$/.test(newDoc._id)) throw { forbidden: 'unknown kind of document' };
  Object.keys(newDoc).forEach(function (field) {
    if (['_id', '_rev', '_revisions', 'keyId', 'sealed', 'tokens'].indexOf(field) < 0) throw { forbidden: 'there is no field of this name' };
  });
  if (!/^(\d\d|2[AB]|9[78]\d)-\d{4}-\d\d$/.test(newDoc.keyId || '')) throw { forbidden: 'a key is named by area and month' };
  if (typeof newDoc.sealed !== 'string' || !/^[A-Za-z0-9_-]{38,}$/.test(newDoc.sealed)) throw { forbidden: 'it must be sealed' };
  if (!Array.isArray(newDoc.tokens)) throw { forbidden: 'tokens must be a list' };
}
