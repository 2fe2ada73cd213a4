/**
 * One form for one plate: letters and digits alone, in capitals. French plates since 2009 are two letters, three digits, two
 * letters (`AB123CD`; order of 9 February 2009); older ones digits, letters, department (`1234AB75`). Plates of other
 * countries have forms of their own: any 4 to 10 letters and digits, with at least one digit.
 */
export function normalisePlate(text: string): string | null {
  const plate = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.\-_\u2010-\u2015\u2212\u00b7\u2022|/]/g, '');
  if (!/^[A-Z0-9]{4,10}$/.test(plate) || !/\d/.test(plate)) return null;
  return plate;
}

/** As it stands on the car: `AB-123-CD`; others as they are. */
export function showPlate(plate: string): string {
  return plate.replace(/^([A-Z]{2})(\d{3})([A-Z]{2})$/, '$1-$2-$3').replace(/^(\d{1,4})([A-Z]{2,3})(\d{2}|2[AB]|97\d)$/, '$1 $2 $3');
}
