function (doc) {
  if (doc.type !== 'alert' || doc.erasing || doc.hidden) return;
  var untold = doc.areas.filter(function (area) {
    return doc.told.indexOf(area) < 0;
  });
  if (untold.length > 0) emit(null, untold);
}
