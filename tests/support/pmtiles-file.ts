import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

/**
 * A PMTiles file, version 3, of the squares around a place at each zoom from 0 to 14 (spec: github.com/protomaps/PMTiles,
 * spec/v3). Every square is land with a lake in its middle third, crossed from west to east by a street. After them come
 * as many bytes that no square uses, so that reading parts and reading all can be told apart.
 */
export function makeStreets({ latitude, longitude, street, unusedBytes }: Place): Buffer {
  const square = gzipSync(vectorTile(street));
  const ids = new Set<number>();
  for (let zoom = 0; zoom <= MAX_ZOOM; zoom++) for (const [x, y] of squaresAround(latitude, longitude, zoom)) ids.add(zxyToTileId(zoom, x, y));
  const directory = gzipSync(directoryOf([...ids].sort((a, b) => a - b), square.length));
  const metadata = gzipSync('{"vector_layers":[{"id":"earth"},{"id":"water"},{"id":"roads"}]}');
  const unused = Buffer.from(Array.from({ length: unusedBytes }, (_, at) => (at * 7919) % 251));
  const header = headerOf([directory.length, metadata.length, 0, square.length + unused.length], ids.size, { latitude, longitude });
  return Buffer.concat([header, directory, metadata, square, unused]);
}

function squaresAround(latitude: number, longitude: number, zoom: number): [number, number][] {
  const across = 2 ** zoom;
  const lat = (latitude * Math.PI) / 180;
  const middle = [((longitude + 180) / 360) * across, ((1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2) * across].map(Math.floor);
  const reach = [-2, -1, 0, 1, 2];
  const all = reach.flatMap((dx) => reach.map((dy): [number, number] => [(middle[0] ?? 0) + dx, (middle[1] ?? 0) + dy]));
  return all.filter((square) => square.every((at) => at >= 0 && at < across));
}

/** All squares share one content: the first offset says where it is, and so does each other one. */
function directoryOf(ids: readonly number[], length: number): Buffer {
  const steps = ids.map((id, at) => id - (ids[at - 1] ?? 0));
  return varints([ids.length, ...steps, ...ids.map(() => 1), ...ids.map(() => length), ...ids.map(() => 1)]);
}

/** `lengths`: of root directory, metadata, leaf directories, squares; they follow each other. */
function headerOf(lengths: readonly number[], squares: number, { latitude, longitude }: { latitude: number; longitude: number }): Buffer {
  const header = Buffer.alloc(HEADER);
  header.write('PMTiles\u0003', 'latin1');
  let offset = HEADER;
  for (const [at, length] of lengths.entries()) {
    header.writeBigUInt64LE(BigInt(offset), 8 + 16 * at);
    header.writeBigUInt64LE(BigInt(length), 16 + 16 * at);
    offset += length;
  }
  // How many squares, entries, and contents.
  for (const [at, count] of [squares, squares, 1].entries()) header.writeBigUInt64LE(BigInt(count), 72 + 8 * at);
  // Not clustered; directories and squares in gzip; vector tiles; zooms.
  header.set([0, 2, 2, 1, 0, MAX_ZOOM], 96);
  const degrees = [longitude - 1, latitude - 1, longitude + 1, latitude + 1];
  for (const [at, value] of degrees.entries()) header.writeInt32LE(Math.round(value * 1e7), 102 + 4 * at);
  header.writeUInt8(10, 118);
  header.writeInt32LE(Math.round(longitude * 1e7), 119);
  header.writeInt32LE(Math.round(latitude * 1e7), 123);
  return header;
}

/** Mapbox vector tile 2.1, in protobuf by hand. */
function vectorTile(street: string): Buffer {
  const rectangle = (from: number, to: number): number[] => [move(1), zigzag(from), zigzag(from), line(3), zigzag(to - from), 0, 0, zigzag(to - from), zigzag(from - to), 0, close];
  return Buffer.concat([
    layer('earth', 3, rectangle(0, EXTENT), {}),
    layer('water', 3, rectangle(EXTENT / 3, (2 * EXTENT) / 3), { kind: 'lake' }),
    layer('roads', 2, [move(1), 0, zigzag(EXTENT / 6), line(1), zigzag(EXTENT), 0], { kind: 'highway', name: street })
  ]);
}

function layer(name: string, type: 2 | 3, geometry: readonly number[], facts: Readonly<Record<string, string>>): Buffer {
  const tags = Object.keys(facts).flatMap((_, at) => [at, at]);
  const feature = Buffer.concat([field(2, varints(tags)), varints([3 << 3, type]), field(4, varints(geometry))]);
  const keys = Object.keys(facts).map((key) => field(3, Buffer.from(key)));
  const values = Object.values(facts).map((value) => field(4, field(1, Buffer.from(value))));
  return field(3, Buffer.concat([varints([15 << 3, 2]), field(1, Buffer.from(name)), field(2, feature), ...keys, ...values, varints([5 << 3, EXTENT])]));
}

function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([varints([(number << 3) | 2, content.length]), content]);
}

function varints(numbers: readonly number[]): Buffer {
  const bytes: number[] = [];
  for (let rest of numbers) {
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
    bytes.push(rest);
  }
  return Buffer.from(bytes);
}

const zigzag = (number: number): number => (number < 0 ? -2 * number - 1 : 2 * number);
const move = (count: number): number => (count << 3) | 1;
const line = (count: number): number => (count << 3) | 2;
const close = 15;

const HEADER = 127;
const MAX_ZOOM = 14;
/** Of a square, in its own units; a multiple of six, so that thirds and sixths are whole. */
const EXTENT = 4092;

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  /** The name that the street bears. */
  readonly street: string;
  readonly unusedBytes: number;
}
