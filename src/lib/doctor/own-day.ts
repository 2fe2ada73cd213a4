/** The reader's own day as ISO writes it. By hand: the browser's formatter costs a cheap phone a tenth of a second to make. */
export function ownDay(instant: number): string {
  const date = new Date(instant);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
