function (doc) {
  if (doc.type !== 'alert' || doc.erasing) return;
  doc.reports.forEach(function (report) {
    emit(report, null);
  });
}
