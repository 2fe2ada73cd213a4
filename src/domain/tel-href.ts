/** The address (RFC 3966) that dials a number as people write it: `+33 1 44 92 15 15`, `+33 (0)1.44.92.15.15`, `39 19`. */
export function telHref(phone: string): string {
  return `tel:${phone.replace(/^((?:\+|00)[^(]*)\(0\)/, '$1').replace(/[^+\d]/g, '')}`;
}
