import type { Point } from '$domain/distance.ts';
import type { PlaceMatch } from '$domain/place-search.ts';
import { departmentOf, shortName, tellingName } from '$domain/town-names.ts';
import type { Town } from '$domain/town-pack.ts';

/** Where to look from. */
export interface Place {
  readonly point: Point;
  /** INSEE code of the town; absent for one's own position. */
  readonly code?: string;
  readonly department: string;
  /** The town's name, with its department where others are called the same; for one's own position, that of the town it is in. */
  readonly name: string;
  readonly own: boolean;
  /** The town's position is a guess. */
  readonly approximate: boolean;
}

/** Where towns come from: the directory keeps them with its packs, `/app` by itself. */
export interface Towns {
  /** `main`: towns of 2,000 people or more; `rest`: all others. Throws when they cannot be had. */
  towns(part: 'main' | 'rest'): Promise<readonly Town[]>;
}

/** What is typed to say where: suggestions while typing, then one place. Towns of 2,000 people or more come first. */
export class PlaceField {
  text = $state('');
  suggestions = $state.raw<readonly Town[]>([]);
  /** Others that may have been meant by the text that was sent. */
  others = $state.raw<readonly Town[]>([]);
  /** Among the others is one of the very same name: nothing in the text says which was meant. */
  readonly undecided = $derived.by(() => this.others.some(({ name }) => name === this.#chosen));
  state = $state<'idle' | 'looking' | 'locating' | 'none' | 'refused' | 'unavailable'>('idle');

  readonly #packs: Towns;
  #run = 0;
  #chosen = $state('');
  /** The towns that are here: small ones come late. */
  #loaded: readonly Town[] = [];

  constructor(packs: Towns) {
    this.#packs = packs;
  }

  async type(): Promise<void> {
    const run = (this.#run += 1);
    this.state = 'idle';
    this.others = [];
    try {
      const matches = await this.#match(this.text, 'typing');
      if (run === this.#run) this.suggestions = matches.map(({ town }) => town);
    } catch {
      // Suggestions are a help, not a need: sending the text tells what is wrong.
    }
  }

  choose(town: Town): Place {
    this.#run += 1;
    this.text = shortName(town);
    this.suggestions = [];
    this.others = [];
    this.state = 'idle';
    return placeOf(town, this.#loaded);
  }

  /** The best answer to the text; undefined when there is none (`state` says why). */
  async submit(): Promise<Place | undefined> {
    const run = (this.#run += 1);
    this.suggestions = [];
    this.others = [];
    if (this.text.trim() === '') return undefined;
    this.state = 'looking';
    try {
      const [best, ...others] = await this.#match(this.text, 'sent');
      if (run !== this.#run) return undefined;
      this.state = best ? 'idle' : 'none';
      if (!best) return undefined;
      this.others = others.filter(({ kind }) => kind === 'exact' || best.kind !== 'exact').map(({ town }) => town);
      this.#chosen = best.town.name;
      return placeOf(best.town, this.#loaded);
    } catch {
      if (run === this.#run) this.state = 'unavailable';
      return undefined;
    }
  }

  /** Asks the phone for its position: only ever called by a press. */
  async locate(): Promise<Place | undefined> {
    const run = (this.#run += 1);
    this.state = 'locating';
    this.suggestions = [];
    this.others = [];
    const point = await ownPosition();
    if (run !== this.#run) return undefined;
    this.state = point ? 'idle' : 'refused';
    if (!point) return undefined;
    this.text = '';
    const town = townAt(await this.#packs.towns('main').catch(() => []), point);
    return { point, department: town ? departmentOf(town.code) : '', name: town ? shortName(town) : '', own: true, approximate: false };
  }

  /** Small towns cost 300 KB once: they are fetched when no larger one is called so, or begins so while it is typed. */
  async #match(text: string, stage: 'typing' | 'sent'): Promise<readonly PlaceMatch[]> {
    const [main, { searchPlaces }] = await Promise.all([this.#packs.towns('main'), import('$domain/place-search.ts')]);
    const found = searchPlaces(main, text, LISTED);
    if (this.#joined.length === 0) this.#loaded = main;
    const settled = found.some(({ kind }) => kind === 'exact' || (stage === 'typing' && kind === 'start'));
    if (settled || text.trim().length < 3) return found;
    try {
      this.#loaded = this.#all(main, await this.#packs.towns('rest'));
      return searchPlaces(this.#loaded, text, LISTED);
    } catch (error) {
      if (found.length > 0) return found;
      throw error;
    }
  }

  #joined: readonly Town[] = [];

  /** One array, so that its index is built once. */
  #all(main: readonly Town[], rest: readonly Town[]): readonly Town[] {
    if (this.#joined.length === 0) this.#joined = [...main, ...rest];
    return this.#joined;
  }
}

/** The town that a position is in, or nearly: it names the department. */
export function townAt(towns: readonly Town[], { latitude, longitude }: Point): Town | undefined {
  // Flat is good enough to choose between neighbours.
  const narrow = Math.cos((latitude * Math.PI) / 180);
  let best: Town | undefined;
  let least = Infinity;
  for (const town of towns) {
    const apart = (town.latitude - latitude) ** 2 + ((town.longitude - longitude) * narrow) ** 2;
    if (apart < least) [best, least] = [town, apart];
  }
  return best;
}

function placeOf(town: Town, among: readonly Town[]): Place {
  const { latitude, longitude, approximate } = town;
  return { point: { latitude, longitude }, code: town.code, department: departmentOf(town.code), name: tellingName(town, among), own: false, approximate };
}

async function ownPosition(): Promise<Point | undefined> {
  if (!('geolocation' in navigator)) return undefined;
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => resolve({ latitude, longitude }),
      () => resolve(undefined),
      // A cell tower's precision is enough, comes sooner and spares the battery.
      { enableHighAccuracy: false, timeout: 15_000, maximumAge: 300_000 }
    );
  });
}

/** As many as fit above a phone's keyboard. */
const LISTED = 6;
