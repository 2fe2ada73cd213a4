import type { GridLayer, Map as LeafletMap } from 'leaflet';
import { EtagMismatch, FetchSource, PMTiles } from 'pmtiles';
import { exp, GeomType, leafletLayer, LineLabelSymbolizer, LineSymbolizer, PolygonSymbolizer } from 'protomaps-leaflet';
import type { Feature, LabelRule, PaintRule } from 'protomaps-leaflet';

/**
 * Draws the streets of a PMTiles file (Protomaps' basemap layers) over the land and under names and points. Only the
 * parts in view are read, from our own server or from what the phone keeps; letters are the phone's own. Throws when the
 * file cannot be read; `onFault` is called when that befalls a later part. Returns how to take them off the map.
 */
export async function addStreets(map: LeafletMap, url: string, onFault: () => void): Promise<() => void> {
  const archive = new PMTiles(new WatchedSource(url, onFault));
  const { maxZoom, minLat, minLon, maxLat, maxLon } = await archive.getHeader();
  const element = map.getContainer();
  let colours = readColours(element);
  if (!map.getPane(PANE)) map.createPane(PANE);
  const layer = leafletLayer({
    url: archive,
    pane: PANE,
    bounds: [
      [minLat, minLon],
      [maxLat, maxLon]
    ],
    maxDataZoom: maxZoom,
    devicePixelRatio: Math.min(devicePixelRatio, SHARP_ENOUGH),
    attribution: '',
    paintRules: paintRules((name) => () => colours[name]),
    labelRules: labelRules((name) => () => colours[name], getComputedStyle(element).fontFamily)
  }) as unknown as StreetLayer;
  const repaint = (): void => {
    colours = readColours(element);
    layer.clearLayout();
    layer.rerenderTiles();
  };
  const theme = matchMedia('(prefers-color-scheme: dark)');
  const usual = map.getMaxZoom();
  layer.addTo(map);
  map.setMaxZoom(CLOSEST);
  theme.addEventListener('change', repaint);
  return () => {
    theme.removeEventListener('change', repaint);
    layer.remove();
    map.setMaxZoom(usual);
  };
}

class WatchedSource extends FetchSource {
  readonly #onFault: () => void;

  constructor(url: string, onFault: () => void) {
    super(url);
    this.#onFault = onFault;
  }

  override async getBytes(...asked: Parameters<FetchSource['getBytes']>): ReturnType<FetchSource['getBytes']> {
    try {
      return await super.getBytes(...asked);
    } catch (error) {
      // Left behind by zooming, or another version, which the archive then reads from its beginning: neither is a fault.
      const expected = error instanceof EtagMismatch || (error instanceof Error && error.name === 'AbortError');
      if (!expected) this.#onFault();
      throw error;
    }
  }
}

function paintRules(colour: Colour): PaintRule[] {
  const area = (dataLayer: string, name: Token, more: { minzoom?: number; opacity?: number; kinds?: readonly string[] } = {}): PaintRule => ({
    dataLayer,
    minzoom: more.minzoom ?? 0,
    filter: (_zoom, feature) => feature.geomType === GeomType.Polygon && isOf(feature, more.kinds),
    symbolizer: new PolygonSymbolizer({ fill: colour(name), opacity: more.opacity ?? 1 })
  });
  const line = (dataLayer: string, name: Token, minzoom: number, widths: number[][], kinds?: readonly string[]): PaintRule => ({
    dataLayer,
    minzoom,
    filter: (_zoom, feature) => feature.geomType === GeomType.Line && isOf(feature, kinds),
    symbolizer: new LineSymbolizer({ color: colour(name), width: exp(1.6, widths), lineJoin: 'round', lineCap: 'round' })
  });
  return [
    // From near only: our coarse outlines of departments stay to be seen from afar, and are wrong by streets from near.
    area('earth', '--surface', { minzoom: 11 }),
    area('landuse', '--good', { kinds: GREEN, opacity: 0.18 }),
    area('water', '--sea'),
    line('water', '--sea', 11, [[11, 1], [17, 4]]),
    area('buildings', '--sunk', { minzoom: 15 }),
    line('roads', '--line', 15, [[15, 1], [17, 2]], ['path', 'other']),
    line('roads', '--edge', 13, [[13, 1.5], [17, 3]], ['rail']),
    line('roads', '--line', 12, [[12, 0.5], [14, 2], [17, 10]], ['minor_road']),
    line('roads', '--edge', 8, [[8, 0.5], [14, 2.5], [17, 12]], ['major_road']),
    line('roads', '--edge', 6, [[6, 0.5], [14, 4], [17, 14]], ['highway'])
  ];
}

function labelRules(colour: Colour, family: string): LabelRule[] {
  const names = (minzoom: number, kinds: readonly string[]): LabelRule => ({
    dataLayer: 'roads',
    minzoom,
    filter: (_zoom, feature) => isOf(feature, kinds),
    symbolizer: new LineLabelSymbolizer({ labelProps: ['name'], font: `13px ${family}`, fill: colour('--ink'), stroke: colour('--surface'), width: 3 })
  });
  return [names(14, ['highway', 'major_road']), names(15, ['minor_road'])];
}

function isOf({ props }: Feature, kinds: readonly string[] | undefined): boolean {
  return kinds === undefined || (typeof props['kind'] === 'string' && kinds.includes(props['kind']));
}

/** As a canvas wants them: it knows neither variables nor `light-dark()`. */
function readColours(element: HTMLElement): Readonly<Record<Token, string>> {
  const probe = element.appendChild(document.createElement('span'));
  const read = (name: Token): [Token, string] => {
    probe.style.color = `var(${name})`;
    return [name, getComputedStyle(probe).color];
  };
  const colours = Object.fromEntries(TOKENS.map(read)) as Record<Token, string>;
  probe.remove();
  return colours;
}

const TOKENS = ['--surface', '--sunk', '--line', '--edge', '--ink', '--good', '--sea'] as const;
const GREEN = ['park', 'forest', 'wood', 'grass', 'meadow', 'garden', 'cemetery', 'nature_reserve', 'village_green', 'recreation_ground'];
const PANE = 'streets';

/** Closer than the outlines allow: a street's name is read at 16. */
const CLOSEST = 17;

/** Three times as sharp would take more than twice the memory, on phones that have little. */
const SHARP_ENOUGH = 2;

type Token = (typeof TOKENS)[number];
type Colour = (name: Token) => () => string;
type StreetLayer = GridLayer & { clearLayout(): void; rerenderTiles(): void };
