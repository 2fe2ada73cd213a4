function (doc) {
  if (doc.type !== 'alert') return;
  doc.tokens.forEach(function (token) {
    emit(token, null);
  });
}
