function (doc) {
  if (doc.type !== 'alert' || doc.erasing) return;
  doc.tokens.forEach(function (token) {
    emit(token, null);
  });
}
