import proj4 from 'proj4';
import type { RawPosition } from './importer.ts';

/**
 * FINESS gives metres in the official projection of each territory: Lambert-93 in metropolitan France, UTM overseas. The
 * geodetic systems (RGF93, RGAF09, RGFG95, RGR92, RGM04, RGSPM06, RGWF96) agree with WGS 84 to well under a metre.
 */
export function wgs84OfFiness(x: string, y: string, origin: string, department: string): RawPosition | null {
  const east = Number(x.replace(',', '.'));
  const north = Number(y.replace(',', '.'));
  if (x.trim() === '' || y.trim() === '' || !Number.isFinite(east) || !Number.isFinite(north)) return null;
  if (east === 0 && north === 0) return { latitude: 0, longitude: 0, precision: 'address' };
  const projection = projectionNamed(origin) ?? projectionOf[department] ?? lambert93;
  const [longitude, latitude] = proj4(projection, 'WGS84', [east, north]);
  return { latitude, longitude, precision: 'address' };
}

/** The origin of the coordinates ends in the projection's name: `1,ATLASANTE,100,IGN,BD_ADRESSE,V2.1,LAMBERT_93`, `...,UTM_N20`. */
function projectionNamed(origin: string): string | undefined {
  if (/LAMBERT_?93/i.test(origin)) return lambert93;
  const utm = /UTM_?([NS])_?(\d{1,2})/i.exec(origin);
  return utm?.[1] === undefined ? undefined : utmZone(Number(utm[2]), utm[1].toUpperCase() === 'S');
}

function utmZone(zone: number, south: boolean): string {
  return `+proj=utm +zone=${String(zone)}${south ? ' +south' : ''} +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs`;
}

/** EPSG:2154. */
const lambert93 =
  '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs';

const projectionOf: Readonly<Partial<Record<string, string>>> = {
  '971': utmZone(20, false), // RGAF09, EPSG:5490
  '972': utmZone(20, false), // RGAF09, EPSG:5490
  '973': utmZone(22, false), // RGFG95, EPSG:2972
  '974': utmZone(40, true), // RGR92, EPSG:2975
  '975': utmZone(21, false), // RGSPM06, EPSG:4467
  '976': utmZone(38, true), // RGM04, EPSG:4471
  '977': utmZone(20, false),
  '978': utmZone(20, false),
  '986': utmZone(1, true) // RGWF96, EPSG:8903
};
