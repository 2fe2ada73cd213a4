import type { Position } from '../../../src/domain/organisation.ts';
import { kilometresBetween, type Town } from '../towns.ts';
import type { RawPosition } from './importer.ts';
import type { RepairReason } from './reasons.ts';

/**
 * A position that may be shown on a map and sorted by, or none. A wrong one sends somebody to another town, so
 * whatever is surely wrong is dropped for the centre of the commune; what is only doubtful is kept and trusted less.
 */
export function checkedPosition(raw: RawPosition | undefined, { town, sharers, department }: ExpectedPlace): CheckedPosition {
  const repairs: RepairReason[] = [];
  const point = raw === undefined ? null : usablePoint(raw, department, repairs);
  const centre = centreOf(town);
  if (point === null || raw === undefined) return fallback(centre, repairs);
  if (town === undefined || centre === null) return { position: rounded(point, raw.precision), repairs, doubtful: false };
  // Known by its town: then by the point that search uses too, or a hospital would be far from its own town. Where that
  // point is a guess, the source's own is better.
  if (raw.precision === 'town' && town.approximate !== true) return fallback(centre, repairs);
  const fault = faultOf(point, centre, town, department);
  // Where code and postcode name two towns, a point in either is no slip of the geocoder's.
  if (fault === null || sharers.some((sharer) => isIn(sharer, point))) return { position: rounded(point, raw.precision), repairs, doubtful: false };
  if (fault !== 'position-far-from-town') return fallback(centre, [...repairs, fault]);
  return { position: rounded(point, raw.precision), repairs: [...repairs, fault], doubtful: true };
}

/** How far is too far depends on how wide communes are there, and on how surely the commune's own point is known. */
function faultOf(point: Point, centre: Point, town: Town, department: string): FarReason | null {
  const distance = kilometresBetween(point, centre);
  const overseas = /^9[78]/.test(department);
  if (town.approximate === true) return !overseas && distance > IMPOSSIBLE_KM ? 'position-too-far' : null;
  if (distance > IMPOSSIBLE_KM) return 'position-too-far';
  if (!overseas) return distance > (wideCommunes[town.code] ?? NEXT_TOWN_KM) ? 'position-in-another-town' : null;
  return distance > DOUBTFUL_KM ? 'position-far-from-town' : null;
}

function isIn(town: Town, point: Point): boolean {
  const centre = centreOf(town);
  return centre !== null && kilometresBetween(point, centre) <= NEXT_TOWN_KM;
}

function usablePoint(raw: RawPosition, department: string, repairs: RepairReason[]): Point | null {
  const latitude = degrees(raw.latitude);
  const longitude = degrees(raw.longitude);
  if (latitude === null && longitude === null) return null;
  if (latitude === null || longitude === null) return drop('position-unreadable');
  if (Math.abs(latitude) < 0.01 && Math.abs(longitude) < 0.01) return drop('position-zero');
  if (latitude === longitude) return drop('longitude-equals-latitude');
  if (placeholders.some((point) => point.latitude === latitude && point.longitude === longitude)) return drop('position-placeholder');
  const box = overseasBoxes[department] ?? metropolitanBox;
  if (isInside({ latitude, longitude }, box)) return { latitude, longitude };
  if (!isInside({ latitude: longitude, longitude: latitude }, box)) return drop('position-outside-territory');
  repairs.push('position-swapped');
  return { latitude: longitude, longitude: latitude };

  function drop(reason: RepairReason): null {
    repairs.push(reason);
    return null;
  }
}

/** No position at all is no fault of the row; one that had to be dropped makes the rest of the row less sure. */
function fallback(centre: Point | null, repairs: readonly RepairReason[]): CheckedPosition {
  const doubtful = repairs.length > 0;
  if (centre === null) return { repairs, doubtful };
  return { position: rounded(centre, 'town'), repairs: [...repairs, 'position-from-town'], doubtful };
}

/** Empty is null; a decimal comma is a point. */
function degrees(value: string | number): number | null {
  const number = typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value.trim().replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}

/** Five decimals are one metre: more would only cost bytes in the packs. */
function rounded({ latitude, longitude }: Point, precision: Position['precision']): Position {
  return { latitude: fiveDecimals(latitude), longitude: fiveDecimals(longitude), precision };
}

function fiveDecimals(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

function centreOf(town: Town | undefined): Point | null {
  if (town?.latitude === undefined || town.longitude === undefined) return null;
  return { latitude: town.latitude, longitude: town.longitude };
}

function isInside({ latitude, longitude }: Point, [south, west, north, east]: Box): boolean {
  return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
}

/** In metropolitan France, what lies further than this from the middle of its commune is in another. */
const NEXT_TOWN_KM = 15;

/** Save in Arles, which reaches the sea at Salin-de-Giraud. */
const wideCommunes: Readonly<Partial<Record<string, number>>> = { '13004': 40 };

/** Overseas, communes are wide: what is this far is only less sure. */
const DOUBTFUL_KM = 25;

/** Maripasoula, the widest commune, reaches 80 km from its centre; an atoll's commune a little over 100. */
const IMPOSSIBLE_KM = 150;

/** Where the ministry of Justice's geocoder puts what it does not find: on eight court desks from Lyon to Nouméa. */
const placeholders: readonly Point[] = [{ latitude: 46.150749, longitude: 4.920676 }];

const metropolitanBox: Box = [41.2, -5.3, 51.2, 9.7];

const overseasBoxes: Readonly<Partial<Record<string, Box>>> = {
  '971': [15.7, -61.95, 16.6, -60.9],
  '972': [14.3, -61.3, 14.95, -60.7],
  '973': [2, -54.7, 6, -51.5],
  '974': [-21.5, 55.1, -20.8, 55.95],
  '975': [46.7, -56.6, 47.2, -56],
  '976': [-13.1, 44.9, -12.5, 45.4],
  '977': [17.8, -63, 18, -62.7],
  '978': [18, -63.2, 18.15, -62.95],
  '986': [-14.5, -178.4, -13.1, -176],
  '987': [-28, -155, -7.5, -134],
  '988': [-23.5, 158, -17.5, 173]
};

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** South, west, north, east. */
type Box = readonly [number, number, number, number];

type FarReason = 'position-too-far' | 'position-in-another-town' | 'position-far-from-town';

/** Where a position should be, by what else the row says. */
export interface ExpectedPlace {
  readonly town: Town | undefined;
  /** The towns that have the address's postcode. */
  readonly sharers: readonly Town[];
  readonly department: string;
}

export interface CheckedPosition {
  readonly position?: Position;
  readonly repairs: readonly RepairReason[];
  readonly doubtful: boolean;
}
