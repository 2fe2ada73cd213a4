function (doc) {
  if (doc.type !== 'alert') return;
  doc.reports.forEach(function (report) {
    emit(report, null);
  });
}
