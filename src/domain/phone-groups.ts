/** How a number was understood, for whoever typed it: with its country code and in groups, so that a slip is seen. */

/** `+33 6 12 34 56 78`, `+262 692 12 34 56`; of other countries the rest in threes. */
export function groupedPhone(number: string): string {
  const french = /^\+33(\d)(\d{8})$/.exec(number);
  if (french) return `+33 ${french[1] ?? ''} ${pairs(french[2] ?? '')}`;
  const overseas = /^\+(262|590|594|596)(\d{3})(\d{6})$/.exec(number);
  if (overseas) return `+${overseas[1] ?? ''} ${overseas[2] ?? ''} ${pairs(overseas[3] ?? '')}`;
  const [, code = '', rest = ''] = countryCode.exec(number) ?? [];
  return `+${code} ${(rest.match(/\d{1,3}/g) ?? []).join(' ')}`;
}

/** ITU-T E.164, annex D: one digit, two, or else three. */
const countryCode = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d*)$/;

function pairs(digits: string): string {
  return (digits.match(/\d\d/g) ?? []).join(' ');
}
