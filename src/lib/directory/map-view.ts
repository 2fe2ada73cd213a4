import type { GeoJSON, LatLngBounds, LayerGroup, Map as LeafletMap, Marker } from 'leaflet';
import { feature } from 'topojson-client';
import type { GeometryObject, Topology } from 'topojson-specification';
import type { Point } from '$domain/distance.ts';
import { categoryOf, type Organisation } from '$domain/organisation.ts';
import { shortName } from '$domain/town-names.ts';
import type { Town } from '$domain/town-pack.ts';
import { loadLeaflet } from './leaflet.ts';

export interface MapContent {
  readonly organisations: readonly Organisation[];
  readonly from: Point | undefined;
  readonly selected: string | undefined;
}

export interface MapSetting {
  readonly outlines: unknown;
  readonly towns: readonly Town[];
  readonly letterOf: (organisation: Organisation) => string;
  readonly onOpen: (organisation: Organisation) => void;
}

export interface MapView {
  show(content: MapContent): void;
  zoom(steps: 1 | -1): void;
  /** Draws a file of streets (street-layer.ts). Throws when it cannot be read; `onFault`: a later part cannot. */
  showStreets(url: string, onFault: () => void): Promise<void>;
  hideStreets(): void;
  /** The element has changed its size. */
  resized(): void;
  remove(): void;
}

/**
 * A map without tiles: outlines, names of towns, organisations. It asks nobody anything and works with no network. Where
 * the operator has a street map, streets come between when they are asked for.
 * For screen readers and the keyboard the list beside it is the map's twin: markers are hidden from both, since twenty
 * of them would only repeat the list, in no order.
 */
export async function createMapView(element: HTMLElement, setting: MapSetting): Promise<MapView> {
  const leaflet = await loadLeaflet();
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = leaflet.map(element, {
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !still,
    fadeAnimation: false,
    markerZoomAnimation: !still,
    inertia: !still,
    minZoom: 3,
    maxZoom: 15,
    worldCopyJump: true
  });
  map.setView([46.6, 2.4], 5);
  for (const layer of grounds(leaflet, setting.outlines as Topology)) layer.addTo(map);
  const labels = leaflet.layerGroup().addTo(map);
  const marks = leaflet.layerGroup().addTo(map);
  const byPeople = setting.towns.filter(({ population }) => population >= LABEL_POPULATION).sort((a, b) => b.population - a.population);
  map.on('moveend', () => labelTowns(leaflet, map, labels, byPeople));
  let placed = '';
  let takeStreets: (() => void) | undefined;
  const hideStreets = (): void => {
    takeStreets?.();
    takeStreets = undefined;
  };

  return {
    show({ organisations, from, selected }) {
      marks.clearLayers();
      if (from) leaflet.marker([from.latitude, from.longitude], { icon: mark(leaflet, 'map-from', ''), keyboard: false, interactive: false }).addTo(marks);
      for (const organisation of organisations) markOf(leaflet, organisation, organisation.id === selected, setting)?.addTo(marks);
      const points = organisations.slice(0, FITTED).flatMap(({ position }) => position ?? []);
      const around = JSON.stringify([from, points]);
      // What somebody has moved or zoomed to stays, until the search changes.
      if (around === placed || (!from && points.length === 0)) return;
      placed = around;
      map.fitBounds(leaflet.latLngBounds([...(from ? [from] : []), ...points].map(({ latitude, longitude }) => [latitude, longitude])).pad(0.15), { maxZoom: 13, animate: false });
    },
    zoom: (steps) => void map.setZoom(map.getZoom() + steps),
    async showStreets(url, onFault) {
      const { addStreets } = await import('./street-layer.ts');
      hideStreets();
      takeStreets = await addStreets(map, url, onFault);
    },
    hideStreets,
    resized: () => void map.invalidateSize({ animate: false }),
    remove() {
      hideStreets();
      map.remove();
    }
  };
}

function grounds(leaflet: Leaflet, topology: Topology): GeoJSON[] {
  const layer = (name: string, className: string): GeoJSON[] => {
    const object = topology.objects[name] as GeometryObject | undefined;
    return object ? [leaflet.geoJSON(feature(topology, object), { interactive: false, style: { className, weight: 1 } })] : [];
  };
  return [...layer('neighbours', 'map-abroad'), ...layer('collectivities', 'map-land'), ...layer('departments', 'map-land')];
}

function markOf(leaflet: Leaflet, organisation: Organisation, selected: boolean, { letterOf, onOpen }: MapSetting): Marker | undefined {
  const { position, subCategory } = organisation;
  if (!position) return undefined;
  const looks = `map-mark ${categoryOf(subCategory)}${selected ? ' selected' : ''}`;
  const marker = leaflet.marker([position.latitude, position.longitude], {
    icon: mark(leaflet, looks, letterOf(organisation)),
    keyboard: false,
    zIndexOffset: selected ? 1000 : 0
  });
  return marker.on('click', () => onOpen(organisation));
}

/** An element, never a string: Leaflet would parse it. */
function mark(leaflet: Leaflet, className: string, text: string): ReturnType<Leaflet['divIcon']> {
  const html = document.createElement('span');
  html.textContent = text;
  html.setAttribute('aria-hidden', 'true');
  return leaflet.divIcon({ html, className, iconSize: [32, 32] });
}

/** The largest towns in view whose names do not run into each other. */
function labelTowns(leaflet: Leaflet, map: LeafletMap, labels: LayerGroup, towns: readonly Town[]): void {
  labels.clearLayers();
  const view: LatLngBounds = map.getBounds().pad(0.1);
  const least = map.getZoom() >= 9 ? LABEL_POPULATION : map.getZoom() >= 7 ? 20_000 : 80_000;
  const taken: { x: number; y: number; half: number }[] = [];
  for (const town of towns) {
    if (town.population < least || taken.length >= MOST_LABELS) break;
    if (isDistrict(town) !== map.getZoom() >= 12 && (isDistrict(town) || cutInDistricts.has(town.code))) continue;
    if (!view.contains([town.latitude, town.longitude])) continue;
    const name = shortName(town);
    const { x, y } = map.latLngToContainerPoint([town.latitude, town.longitude]);
    const half = name.length * LETTER_PX / 2;
    if (taken.some((other) => Math.abs(other.y - y) < LINE_PX && Math.abs(other.x - x) < other.half + half)) continue;
    taken.push({ x, y, half });
    leaflet.marker([town.latitude, town.longitude], { icon: mark(leaflet, 'map-town', name), keyboard: false, interactive: false, zIndexOffset: UNDER_MARKS }).addTo(labels);
  }
}

function isDistrict({ code }: Town): boolean {
  return /^(751|6938|132)/.test(code);
}

/** Paris, Lyon, Marseille: named as a whole from afar, by arrondissement from near. */
const cutInDistricts = new Set(['75056', '69123', '13055']);

const LABEL_POPULATION = 5000;
const MOST_LABELS = 40;

/** Leaflet puts what is further south above: by less than this. */
const UNDER_MARKS = -100_000;
const LETTER_PX = 8;
const LINE_PX = 20;

/** The nearest ones decide what is in view: the twentieth may be an hour away. */
const FITTED = 8;

type Leaflet = Awaited<ReturnType<typeof loadLeaflet>>;
