import { parseOpeningHours, renderOpeningHours } from '../../../src/domain/opening-hours.ts';
import { categories, type Organisation } from '../../../src/domain/organisation.ts';
import { arrondissementOf, type Town, type TownLookup } from '../towns.ts';
import { repairedPlace, type RepairedPlace } from './address-repair.ts';
import { repairedContact, repairedPhones } from './contact-repair.ts';
import { casedName, isShouted, withTownName } from './french-casing.ts';
import { ungluedNote } from './french-hours.ts';
import type { RawOrganisation } from './importer.ts';
import { checkedPosition, type ExpectedPlace } from './position-check.ts';
import type { RefusalReason, RepairReason } from './reasons.ts';
import { repairMojibake } from './text-decoding.ts';

/**
 * Turns what a source wrote into an organisation of the directory, or says why it cannot be one. Everything past this
 * point trusts the result. It depends on the row and the town list alone, so that the same file always gives the same
 * documents.
 */
export function finishOrganisation(written: RawOrganisation, towns: TownLookup): Finished {
  const { raw, mojibake } = decoded(written);
  const checked = isoDate(raw.checked);
  if (raw.id.trim() === '' || !raw.id.startsWith(raw.source)) return { refusal: 'no-id' };
  if (raw.name.trim() === '') return { refusal: 'no-name' };
  if (raw.publisher.name.trim() === '') return { refusal: 'no-source' };
  if (checked === null) return { refusal: 'bad-date' };
  if (!Object.values(categories).flat().includes(raw.subCategory)) return { refusal: 'unknown-category' };
  const place = repairedPlace(raw, towns);
  if (place === null) return { refusal: 'no-place' };
  const national = place.department === 'fr';
  // A hidden address must not come back as a point on the map: only the town's centre may stand for it.
  const position = raw.addressHidden === true && raw.position?.precision !== 'town' ? undefined : raw.position;
  const located = national ? { repairs: [], doubtful: false } : checkedPosition(position, expectedPlace(place, raw.town ?? '', towns));
  const contact = repairedContact(raw.email, raw.website);
  const { phones, repairs: phoneRepairs } = repairedPhones(raw.phones ?? [], national ? undefined : place.department);
  const hours = readHours(raw);
  const name = readableName(raw.name, place.address?.town);
  const reachable = phones.length > 0 || contact.email !== undefined || contact.website !== undefined;
  if (!reachable && place.address === undefined && located.position === undefined) return { refusal: 'no-contact' };
  const repairs: RepairReason[] = [...(raw.repairs ?? []), ...place.repairs, ...located.repairs];
  repairs.push(...contact.repairs, ...phoneRepairs, ...hours.repairs);
  if (mojibake) repairs.push('mojibake');
  if (name !== tidy(raw.name)) repairs.push('casing');
  return {
    organisation: {
      id: raw.id.trim(),
      name,
      subCategory: raw.subCategory,
      department: place.department,
      ...(place.address === undefined ? {} : { address: place.address }),
      ...(located.position === undefined ? {} : { position: located.position }),
      phones,
      ...optional('emergencyContact', raw.emergencyContact),
      ...optional('email', contact.email),
      ...optional('website', contact.website),
      ...optional('openingHours', hours.openingHours),
      ...optional('hoursNote', hours.hoursNote),
      ...lines('offers', raw.offers),
      ...lines('languages', raw.languages),
      ...(raw.wheelchair === undefined ? {} : { wheelchair: raw.wheelchair }),
      source: { name: tidy(raw.publisher.name), ...optional('url', raw.publisher.url) },
      checked,
      confidence: lowered(raw.confidence, located)
    },
    repairs: [...new Set(repairs)]
  };
}

function expectedPlace(place: RepairedPlace, written: string, towns: TownLookup): ExpectedPlace {
  const sharers = place.address === undefined ? [] : towns.byPostcode(place.address.postcode);
  return { town: districtOf(place, written, towns), sharers, department: place.department };
}

/** The town as far as the address tells: in the three largest cities, the arrondissement. A hospital's postcode is its own: there the town's line says it. */
function districtOf({ town, address }: RepairedPlace, written: string, towns: TownLookup): Town | undefined {
  if (town === undefined || address === undefined) return town;
  const number = /^(?:paris|lyon|marseille)\s+(?:cedex\s+)?0?(\d{1,2})(?!\d)/i.exec(written.trim())?.[1];
  const postcodes = number === undefined ? [address.postcode] : [address.postcode, `${town.code.slice(0, 2)}0${number.padStart(2, '0')}`];
  const district = postcodes.map((postcode) => arrondissementOf(town.code, postcode)).find((code) => code !== town.code);
  return towns.byCode(district ?? '') ?? town;
}

/** `2021-06-07`, `09/08/2023 13:30:19`, `2021-10-18 00:00:00` → ISO day; null when it is no day of the calendar. */
export function isoDate(text: string): string | null {
  const match = /^(?:(\d{4})-(\d\d)-(\d\d)|(\d\d)\/(\d\d)\/(\d{4}))(?:[T ].*)?$/.exec(text.trim());
  if (match === null) return null;
  const day = match[1] === undefined ? [match[6], match[5], match[4]].join('-') : [match[1], match[2], match[3]].join('-');
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day;
}

function readHours(raw: RawOrganisation): { openingHours?: string; hoursNote?: string; repairs: RepairReason[] } {
  const repairs: RepairReason[] = [];
  const { note, glued } = ungluedNote(raw.hoursNote ?? '');
  if (glued) repairs.push('note-glued');
  const text = raw.openingHours?.trim() ?? '';
  if (text === '') return { ...optional('hoursNote', note), repairs };
  const hours = parseOpeningHours(text);
  if (hours === null) {
    return { hoursNote: [text, note].filter(Boolean).join(' '), repairs: [...repairs, 'hours-to-note'] };
  }
  const suspicious = hours.days.flat().some(({ from, to }) => from > 0 && from < NIGHT_ENDS && to > NOON && to <= 1440);
  if (suspicious) return { ...optional('hoursNote', note), repairs: [...repairs, 'hours-suspicious'] };
  return { openingHours: renderOpeningHours(hours), ...optional('hoursNote', note), repairs };
}

/** Only names in capitals are touched, and short ones are taken for acronyms (`APCE`). */
function readableName(name: string, town: string | undefined): string {
  const text = tidy(name);
  if (isShouted(text) && (text.includes(' ') || text.length > LONGEST_ACRONYM)) {
    return town === undefined ? casedName(text) : withTownName(casedName(text), town);
  }
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function decoded(raw: RawOrganisation): { raw: RawOrganisation; mojibake: boolean } {
  let mojibake = false;
  const repaired = JSON.parse(JSON.stringify(raw), (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    const text = repairMojibake(value);
    mojibake ||= text !== value;
    return text;
  }) as RawOrganisation;
  return { raw: repaired, mojibake };
}

function lowered(confidence: Organisation['confidence'], located: { position?: Organisation['position']; doubtful: boolean }): Organisation['confidence'] {
  if (located.doubtful) return 'low';
  return confidence === 'high' && located.position?.precision === 'town' ? 'medium' : confidence;
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function optional<Key extends string>(key: Key, text: string | undefined): Partial<Record<Key, string>> {
  const value = text === undefined ? '' : tidy(text);
  return (value === '' ? {} : { [key]: value }) as Partial<Record<Key, string>>;
}

function lines<Key extends string>(key: Key, texts: readonly string[] | undefined): Partial<Record<Key, readonly string[]>> {
  const values = (texts ?? []).map(tidy).filter(Boolean);
  const field: Partial<Record<string, readonly string[]>> = values.length === 0 ? {} : { [key]: values };
  return field;
}

/** A counter that opens between 0:01 and 5:00 and is still open at noon is a slip of the pen (`3h15` for `13h15`). */
const NIGHT_ENDS = 5 * 60;
const NOON = 12 * 60;
const LONGEST_ACRONYM = 8;

export type Finished =
  | { readonly organisation: Organisation; readonly repairs: readonly RepairReason[] }
  | { readonly refusal: RefusalReason };
