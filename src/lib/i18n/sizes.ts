/** Of bytes: `60 KB`, `1.2 MB`; French counts octets. */
export function sizeText(language: string, bytes: number): string {
  const kilo = bytes / 1000;
  const [value, unit] = kilo < 1000 ? [Math.max(1, Math.round(kilo)), 'kilobyte'] : [kilo / 1000, 'megabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value);
}
