function (doc) {
  if (doc.type !== 'alert' || doc.erasing) return;
  doc.areas.forEach(function (area) {
    emit([area, doc.updatedOn, doc._id], { level: doc.level, deletedOn: doc.deletedOn, hidden: doc.hidden });
  });
}
