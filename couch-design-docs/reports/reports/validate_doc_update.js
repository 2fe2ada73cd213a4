function (newDoc, oldDoc, userCtx) {
  // A report is what its phone has sealed, and what the team decided: no field of it can hold a name, a contact or a text in the clear.
  if (newDoc._id.indexOf('_design/') === 0) return;
  var madeId = /^[A-Za-z0-9_-]{22}$/;
  var accountId = /^[A-Za-z0-9_-]{8,64}$/;
  var digest = /^[A-Za-z0-9_-]{43}$/;
  var instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
  // base64url of "age-encryption.org/v1" and what follows it.
  var sealed = /^YWdlLWVuY3J5cHRpb24ub3JnL3Yx[A-Za-z0-9_-]+$/;
  var acts = {
    publish: { alert: madeId, part: /^(coded|whole)$/ },
    merge: { alert: madeId },
    ask: {},
    answer: {},
    transfer: { partner: accountId },
    refuse: { reason: /^(not-enough|duplicate|not-ours|unlikely|abusive)$/ },
    restrict: {},
    reopen: {}
  };
  var kinds = {
    report: {
      id: /^report:[A-Za-z0-9_-]{22}$/,
      fields: { receiptHash: digest, department: /^(\d\d|2[AB]|9[78]\d)$/, received: instant, due: instant, consents: isConsents, digest: digest, sealedTo: listOf(/^age1[02-9ac-hj-np-z]{58}$/), decisions: isDecisions, emptied: isTrue },
      mayLack: ['department', 'emptied']
    },
    body: { id: /^body:[A-Za-z0-9_-]{22}$/, fields: { sealed: sealed, digest: digest } },
    message: { id: /^message:[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]{22}$/, fields: { from: /^(team|reporter)$/, at: instant, sealed: sealed } },
    copy: { id: /^copy:[A-Za-z0-9_-]{8,64}:[A-Za-z0-9_-]{22}$/, fields: { sealed: sealed } },
    gone: { id: /^gone:[A-Za-z0-9_-]{22}$/, fields: { receiptHash: digest, digest: digest, received: instant, due: instant, expires: instant, copies: listOf(accountId) } }
  };
  if (newDoc._deleted) {
    // A store may keep what a deletion carries: nothing new (the embedded one shows the document as it was).
    Object.keys(newDoc).forEach(function (field) {
      if (['_id', '_rev', '_revisions', '_deleted'].indexOf(field) >= 0) return;
      if (!oldDoc || JSON.stringify(newDoc[field]) !== JSON.stringify(oldDoc[field])) throw { forbidden: 'a deletion says nothing' };
    });
    return;
  }
  var kind = Object.prototype.hasOwnProperty.call(kinds, newDoc.type) ? kinds[newDoc.type] : null;
  if (!kind) throw { forbidden: 'unknown kind of document' };
  if (!kind.id.test(newDoc._id)) throw { forbidden: 'the id does not fit the type' };
  if (!isRecord(strip(newDoc, ['_id', '_rev', '_revisions', 'type']), kind.fields, kind.mayLack || [])) throw { forbidden: newDoc.type + ' is not as it must be, or not sealed' };
  if (newDoc.type !== 'report' || !oldDoc || oldDoc._deleted) return;
  ['receiptHash', 'received', 'due', 'digest', 'department'].forEach(function (field) {
    if (newDoc[field] !== oldDoc[field]) throw { forbidden: field + ' does not change' };
  });
  if (JSON.stringify(newDoc.consents) !== JSON.stringify(oldDoc.consents)) throw { forbidden: 'consents do not change' };
  if (oldDoc.emptied && !newDoc.emptied) throw { forbidden: 'what had its time does not come back' };
  oldDoc.decisions.forEach(function (decision, index) {
    if (JSON.stringify(newDoc.decisions[index]) !== JSON.stringify(decision)) throw { forbidden: 'decisions are only added' };
  });

  /** Exactly these fields, each as its pattern or function says. */
  function isRecord(value, fields, mayLack) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    var known = Object.keys(value).every(function (field) {
      return Object.prototype.hasOwnProperty.call(fields, field) && fits(value[field], fields[field]);
    });
    return known && Object.keys(fields).every(function (field) {
      return value[field] !== undefined || (mayLack || []).indexOf(field) >= 0;
    });
  }
  function fits(value, rule) {
    return typeof rule === 'function' ? rule(value) === true : typeof value === 'string' && rule.test(value);
  }
  function listOf(pattern) {
    return function (value) {
      return Array.isArray(value) && value.every(function (one) { return fits(one, pattern); });
    };
  }
  function isTrue(value) {
    return value === true;
  }
  function isConsents(value) {
    return isRecord(value, { share: isTrue, transfer: function (agreed) { return typeof agreed === 'boolean'; } });
  }
  function isDecisions(value) {
    return Array.isArray(value) && value.every(function (decision) {
      return isRecord(decision, { id: madeId, at: instant, by: accountId, act: isAct });
    });
  }
  function isAct(value) {
    if (typeof value !== 'object' || value === null || !Object.prototype.hasOwnProperty.call(acts, value.kind)) return false;
    return isRecord(strip(value, ['kind']), acts[value.kind]);
  }
  function strip(value, fields) {
    var rest = {};
    Object.keys(value).forEach(function (field) {
      if (fields.indexOf(field) < 0) rest[field] = value[field];
    });
    return rest;
  }
}
