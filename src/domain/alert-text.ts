import type { Alert } from './alert.ts';
import type { Listed } from './alert-list.ts';
import { foldText } from './folded-text.ts';
import { groupedPhone } from './phone-groups.ts';
import { normalisePhone } from './phone-number.ts';

/** What of an alert is searched by its parts, folded once; thousands of them are in a cheap phone's memory. */
export interface SearchableAlert extends Listed {
  readonly alert: Alert;
  /** All that is written, and plates; a space at each end. */
  readonly text: string;
  /** Of each number the digits, as dialled from abroad and at home; a space before each. */
  readonly numbers: string;
  /** E-mail addresses and links with their signs. */
  readonly addresses: string;
}

export function prepareAlert(alert: Alert): SearchableAlert {
  const { id, level, updatedOn, identifiers, pseudonyms, links, where, vehicle, text = '', looks = '' } = alert;
  const of = (kind: string): readonly string[] => identifiers.flatMap((one) => (one.kind === kind ? [one.value] : []));
  const written = [...pseudonyms, where.town ?? '', vehicle.model ?? '', text, looks, ...of('email'), ...links.map(bareAddress)].join('\n');
  const folded = foldText(written);
  const digits = folded.match(/\d(?: ?\d){5,}/g) ?? [];
  const named = digits.flatMap((run) => normalisePhone(run) ?? []);
  const joined = [...(written.match(compounds) ?? []), ...pseudonyms].map(foldText).concat(digits, folded.match(plates) ?? []);
  const closed = joined.flatMap((one) => (one.includes(' ') ? [one.replaceAll(' ', '')] : []));
  return {
    alert,
    id,
    level,
    updatedOn,
    text: ['', folded, ...of('plate').map((plate) => plate.toLowerCase()), ...new Set(closed), ''].join(' '),
    numbers: ['', ...new Set([...of('phone'), ...named].flatMap(writings))].join(' '),
    addresses: [...links.map(bareAddress), ...(written.includes('@') ? bareAddress(written).split(/\s+/).filter((word) => word.includes('@')) : [])].join(' ')
  };
}

/** As addresses and links are compared: nobody types how the browser gets there. */
export function bareAddress(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/https?:\/\/(?:www\.)?/g, '');
}

/** `0033612345678`, `0612345678`: where a country dials without the 0, one more does no harm. */
function writings(number: string): readonly string[] {
  return [`00${number.slice(1)}`, groupedPhone(number).replace(/^\+\d+ /, '0').replaceAll(' ', '')];
}

/** Typed as one word by many: `Jean-Marc`, `rendez-vous`. */
const compounds = /(?<!\p{L})\p{L}{2,}(?:[-\u2010\u2011]\p{L}{2,})+/gu;
/** French ones in a text, of since 2009 and before. */
const plates = /\b[a-z]{2} \d{3} [a-z]{2}\b|\b\d{3,4} [a-z]{2,3} \d\d\b/g;
