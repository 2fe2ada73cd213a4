function (newDoc, oldDoc, userCtx) {
  // Runs on every write, by whatever way it comes: what names somebody never gets in unsealed.
  if (newDoc._id.indexOf('_design/') === 0 || newDoc._id === 'keyring') return;
  if (newDoc._deleted) return;
  var kinds = {
    account: { prefix: 'account:', sealed: ['username', 'password', 'contacts', 'profile'], needs: ['role', 'state'] },
    claim: { prefix: '', sealed: [], needs: ['account'] },
    'sign-up': { prefix: 'sign-up:', sealed: ['sealed'], needs: ['codeHash', 'expires'] },
    session: { prefix: 'session:', sealed: [], needs: ['secretHash', 'expires'] },
    sponsorship: { prefix: 'sponsorship:', sealed: ['sealed'], needs: ['state', 'since'] },
    sponsored: { prefix: 'sponsored:', sealed: ['sealed'], needs: [] },
    code: { prefix: 'code:', sealed: ['sealed'], needs: ['expires'] },
    reset: { prefix: 'reset:', sealed: ['sealed'], needs: ['expires'] },
    change: { prefix: 'change:', sealed: ['sealed'], needs: ['codeHash', 'expires'] },
    invitation: { prefix: 'invitation:', sealed: [], needs: ['role', 'expires'] },
    identity: { prefix: 'identity:', sealed: [], needs: ['recipient', 'wrapped'] },
    device: { prefix: 'device:', sealed: ['sealed'], needs: ['account', 'since'] },
    link: { prefix: 'link:', sealed: ['sealed'], needs: ['expires'] },
    'linked-device': { prefix: 'linked-device:', sealed: [], needs: ['account', 'password', 'expires'] },
    flag: { prefix: 'flag:', sealed: [], needs: ['day', 'expires'] },
    throttle: { prefix: 'throttle:', sealed: [], needs: ['expires'] },
    job: { prefix: 'job:', sealed: [], needs: [] }
  };
  var kind = Object.prototype.hasOwnProperty.call(kinds, newDoc.type) ? kinds[newDoc.type] : null;
  if (!kind) throw { forbidden: 'unknown kind of document' };
  if (newDoc.type === 'claim') {
    if (!/^(username|contact):[A-Za-z0-9_-]{22}$/.test(newDoc._id)) throw { forbidden: 'a claim is a keyed hash' };
  } else if (newDoc._id.indexOf(kind.prefix) !== 0) {
    throw { forbidden: 'the id does not fit the type' };
  }
  kind.sealed.forEach(function (field) {
    if (typeof newDoc[field] !== 'string' || !/^[0-9a-f]{8}\.[A-Za-z0-9_-]+$/.test(newDoc[field])) throw { forbidden: field + ' must be sealed' };
  });
  kind.needs.forEach(function (field) {
    if (newDoc[field] === undefined || newDoc[field] === null || newDoc[field] === '') throw { forbidden: newDoc.type + ' needs ' + field };
  });
  if (newDoc.type === 'account') {
    if (['member', 'partner', 'moderator', 'admin'].indexOf(newDoc.role) < 0) throw { forbidden: 'unknown role' };
    if (['waiting', 'active', 'suspended'].indexOf(newDoc.state) < 0) throw { forbidden: 'unknown state' };
    if (oldDoc && !oldDoc._deleted && oldDoc.role !== newDoc.role) throw { forbidden: 'a role does not change: make another account' };
    ['name', 'email', 'phone', 'birthDate'].forEach(function (field) {
      if (newDoc[field] !== undefined) throw { forbidden: field + ' must be sealed' };
    });
  }
}
