import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { expect, it } from 'vitest';
import { buildDir } from './build-dir.ts';
import { buildOutlines } from './outlines.ts';

it('draws all 101 departments and the collectivities, small enough for a slow network', async () => {
  const before = process.cwd();
  const folder = await mkdtemp(join(tmpdir(), 'outlines-'));
  process.chdir(folder);
  try {
    const { url, bytes } = await buildOutlines();
    console.log(`outlines: ${String(bytes)} bytes`);
    expect(bytes).toBeLessThan(25 * 1024);
    const topology = JSON.parse(await readFile(`${buildDir}${url}`, 'utf8')) as Topology;
    const drawn = feature(topology, topology.objects['departments'] as GeometryCollection<{ code: string }>).features;
    expect(new Set(drawn.map(({ properties }) => properties.code)).size).toBe(101);
    const holds = (longitude: number, latitude: number): string | undefined =>
      drawn.find(({ geometry }) => contains(geometry as Polygon | MultiPolygon, longitude, latitude))?.properties.code;
    expect(holds(2.35, 48.86)).toBe('75');
    expect(holds(4.85, 45.76)).toBe('69');
    expect(holds(8.9, 42.0)).toBe('2A');
    expect(holds(55.5, -21.1)).toBe('974');
    const lands = topology.objects['collectivities'] as GeometryCollection<{ code: string }>;
    expect(lands.geometries.map(({ properties }) => (properties as { code?: string } | undefined)?.code).sort()).toEqual(['975', '977', '978', '986', '987', '988']);
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true });
  }
});

/** Counts how often a line westwards from the point crosses an edge: odd inside. */
function contains(shape: Polygon | MultiPolygon, x: number, y: number): boolean {
  const rings = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
  const crossings = rings.flatMap((ring) =>
    ring.slice(1).filter(([x2 = 0, y2 = 0], index) => {
      const [x1 = 0, y1 = 0] = ring[index] ?? [];
      return y1 > y !== y2 > y && x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) < x;
    })
  );
  return crossings.length % 2 === 1;
}
