import type { Address } from '../../../src/domain/organisation.ts';
import { departmentOfInsee, departmentOfPostcode, foldTownName, type Town, type TownLookup } from '../towns.ts';
import { casedStreet, casedTown, isShouted } from './french-casing.ts';
import type { RawOrganisation } from './importer.ts';
import type { RepairReason } from './reasons.ts';

/** Where an organisation is: department, commune (when the town list knows it) and an address a visitor can use. */
export function repairedPlace(raw: RawOrganisation, towns: TownLookup): RepairedPlace | null {
  const repairs: RepairReason[] = [];
  const postcode = raw.postcode?.replace(/\s/g, '') ?? '';
  const insee = collectivityCode(raw.insee?.trim().toUpperCase() ?? '');
  const department = raw.department ?? departmentOfInsee(insee) ?? departmentOfPostcode(postcode);
  if (department === undefined || !/^(?:\d\d|2[AB]|9[78]\d|fr)$/.test(department)) return null;
  const name = cleanTown(raw.town ?? '', repairs);
  const town = communeOf({ insee, postcode, name, department }, towns, repairs);
  if (raw.addressHidden === true || department === 'fr') return { department, town, repairs };
  const written = townName(name, town, department, towns, repairs);
  const usable = usablePostcode(postcode, raw.town ?? '', town, repairs);
  if (written === '' || !/^\d{5}$/.test(usable)) return { department, town, repairs };
  const street = streetLine(raw.streets ?? [], repairs);
  return { department, town, address: { ...(street === '' ? {} : { street }), postcode: usable, town: written }, repairs };
}

function communeOf(place: Place, towns: TownLookup, repairs: RepairReason[]): Town | undefined {
  const known = towns.byCode(place.insee);
  if (known !== undefined) {
    if (known.code !== place.insee) repairs.push('merged-commune');
    return known;
  }
  const named = place.name === '' ? undefined : towns.byName(place.department, place.name);
  const [only, ...others] = towns.byPostcode(place.postcode);
  const found = named ?? (others.length === 0 ? only : undefined);
  if (found !== undefined && place.insee !== '') repairs.push('merged-commune');
  return found;
}

/** `RODEZ CEDEX 9` → `RODEZ`; `MARSEILLE 8E ARRONDISSEMENT`, `Paris 01` → the town alone, as the postcode says the rest. */
function cleanTown(text: string, repairs: RepairReason[]): string {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  const town = trimmed.replace(/\s*\bcedex\b.*$/i, '').trim();
  if (town !== trimmed) repairs.push('cedex-town');
  return town.replace(/\s+\d{1,2}\s*(?:er?|e|ème|eme)?(?:\s+arrondissement)?$/i, '');
}

function townName(name: string, town: Town | undefined, department: string, towns: TownLookup, repairs: RepairReason[]): string {
  if (name === '') return town?.name ?? '';
  if (!isShouted(name)) return name;
  repairs.push('casing');
  if (town !== undefined && foldTownName(town.name) === foldTownName(name)) return town.name;
  return towns.byName(department, name)?.name ?? casedTown(name);
}

/** A CEDEX postcode finds no street on a map: the commune's own replaces it, when there is but one it could be. */
function usablePostcode(postcode: string, town: string, commune: Town | undefined, repairs: RepairReason[]): string {
  if (commune === undefined || commune.postcodes.includes(postcode)) return postcode;
  const arrondissement = /^(?:paris|lyon|marseille)\s+cedex\s+0?(\d{1,2})$/i.exec(town.trim())?.[1];
  const [only, ...others] = commune.postcodes;
  const candidate =
    others.length === 0
      ? only
      : commune.postcodes.find((code) => arrondissement !== undefined && code.endsWith(`0${arrondissement.padStart(2, '0')}`));
  if (candidate === undefined || candidate.slice(0, 2) !== postcode.slice(0, 2)) return postcode;
  if (!/cedex/i.test(town) && !isBusinessPostcode(postcode)) return postcode;
  repairs.push('cedex-postcode');
  return candidate;
}

/** CEDEX postcodes do not end in 0 (towns do, save in the big cities and a few more). */
function isBusinessPostcode(postcode: string): boolean {
  return !postcode.endsWith('0');
}

/** Post boxes are left out: they serve letters, and the reader is on the way there. */
function streetLine(lines: readonly string[], repairs: RepairReason[]): string {
  const kept: string[] = [];
  let shouted = false;
  for (const line of lines.flatMap((text) => text.split(/\s*,\s+|\n/))) {
    const street = line
      .replace(/\b(?:BP|B\.P\.|CS|TSA|CO|CP)\s*(?:N°\s*)?[A-Z]?\d[\d ]*(?:\s*-\s*)?/g, '')
      .replace(/\s+/g, ' ')
      .replace(/^[\s,;-]+|[\s,;-]+$/g, '');
    if (street === '') continue;
    const isCapitals = isShouted(street) && !/^Z\.?[AIC]/.test(street);
    shouted ||= isCapitals;
    const written = isCapitals ? casedStreet(street) : street;
    if (!kept.some((other) => other.toLowerCase() === written.toLowerCase())) kept.push(written);
  }
  if (shouted) repairs.push('casing');
  return kept.join(', ');
}

/** FINESS and the SAE still count the two northern islands as Guadeloupe's communes. */
function collectivityCode(insee: string): string {
  return insee === '97123' ? '97701' : insee === '97127' ? '97801' : insee;
}

interface Place {
  readonly insee: string;
  readonly postcode: string;
  readonly name: string;
  readonly department: string;
}

export interface RepairedPlace {
  readonly department: string;
  readonly town: Town | undefined;
  readonly address?: Address;
  readonly repairs: readonly RepairReason[];
}
