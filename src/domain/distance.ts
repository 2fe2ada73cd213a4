export interface Point {
  /** WGS 84, degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the Earth (IUGG), metres. */
const earth = 6_371_009;
const radians = Math.PI / 180;

/** Metres along a great circle (haversine): within 0.5 % of the truth, far finer than our positions. */
export function distance(from: Point, to: Point): number {
  const dLatitude = (to.latitude - from.latitude) * radians;
  const dLongitude = (to.longitude - from.longitude) * radians;
  const half =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians) * Math.sin(dLongitude / 2) ** 2;
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** South, west, north, east, degrees. */
export type Box = readonly [number, number, number, number];

/**
 * Metres that nothing inside the box can be nearer than; 0 inside it. A lower bound, never more than the truth: the
 * difference in latitude alone, and the difference in longitude where meridians are closest.
 */
export function distanceToBox(from: Point, [south, west, north, east]: Box): number {
  const latitudeGap = Math.max(0, south - from.latitude, from.latitude - north);
  const longitudeGap = longitudeGapTo(from.longitude, west, east);
  if (longitudeGap === 0) return latitudeGap * radians * earth;
  const steepest = Math.max(Math.abs(south), Math.abs(north), Math.abs(from.latitude)) * radians;
  // sin² half-angles, with the cosines at their smallest: at most the haversine of any point of the box.
  const half = Math.sin((latitudeGap * radians) / 2) ** 2 + Math.cos(steepest) ** 2 * Math.sin((Math.min(180, longitudeGap) * radians) / 2) ** 2;
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Going round either way: the Pacific territories are nearer to each other across 180°. */
function longitudeGapTo(longitude: number, west: number, east: number): number {
  if (longitude >= west && longitude <= east) return 0;
  const around = (degrees: number): number => ((degrees % 360) + 360) % 360;
  return Math.min(around(west - longitude), around(longitude - east));
}
