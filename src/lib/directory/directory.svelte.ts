import { SvelteSet } from 'svelte/reactivity';
import { distanceToBox, type Point } from '$domain/distance.ts';
import { nearest, type Found, type Reach } from '$domain/nearest.ts';
import { subCategories, type Organisation, type SubCategory } from '$domain/organisation.ts';
import { mayHold } from '$domain/pack-manifest.ts';
import { departmentOf } from '$domain/town-names.ts';
import type { StorageFault } from '$lib/offline/local-store.ts';
import type { Place } from '$lib/places/place-field.svelte.ts';
import type { DirectoryPacks, Listing } from './directory-update.ts';

/** `nothing`: no network and nothing kept. `failed`: there seems to be a network, yet no list came. */
export type Phase = 'start' | 'loading' | 'ready' | 'nothing' | 'failed';

/** The list: what is near a place, of the kinds that are wanted. Nothing of it leaves the phone. */
export class Directory {
  readonly needs = new SvelteSet<SubCategory>();
  place = $state.raw<Place>();
  phase = $state<Phase>('start');
  found = $state.raw<readonly Found<Organisation>[]>([]);
  /** In the place's department, with an address that is not published. */
  hidden = $state.raw<readonly Organisation[]>([]);
  /** By phone, from anywhere in France. */
  national = $state.raw<readonly Organisation[]>([]);
  counts = $state.raw<Readonly<Partial<Record<SubCategory, number>>>>({});
  /** Regions that could not be had and might hold something nearer. */
  missing = $state(0);
  /** Regions looked through; the total is what it takes at most. */
  progress = $state.raw<{ done: number; total: number }>();
  listing = $state.raw<Listing>();
  fault = $state<StorageFault>();
  opened = $state.raw<Organisation>();
  /** Whether there may be more than what is shown, and whether that is only left out for being far. */
  more = $state<'no' | 'near' | 'far'>('no');

  readonly packs: DirectoryPacks;
  #wanted = PAGE;
  #reach: Reach | undefined = A_DAY_OUT;
  #run = 0;

  constructor(packs: DirectoryPacks) {
    this.packs = packs;
  }

  readonly matches = ({ subCategory }: Organisation): boolean => this.needs.size === 0 || this.needs.has(subCategory);

  async start(): Promise<void> {
    try {
      this.listing = await this.packs.listing();
      this.national = await this.packs.organisations('fr');
    } catch {
      // Said when somebody searches: until then nothing is missed.
    }
    this.fault = this.packs.fault;
  }

  async near(place: Place): Promise<void> {
    this.place = place;
    this.#startOver();
    this.found = [];
    this.counts = {};
    await this.#search();
  }

  async showMore(): Promise<void> {
    if (this.more === 'far') this.#reach = undefined;
    else this.#wanted += PAGE;
    await this.#search();
  }

  async setNeeds(needs: Iterable<SubCategory>): Promise<void> {
    this.needs.clear();
    for (const need of needs) this.needs.add(need);
    this.#startOver();
    await this.#search();
  }

  async retry(): Promise<void> {
    this.packs.forget();
    if (this.national.length === 0) await this.start();
    await this.#search();
  }

  /** By a link from elsewhere. The id often tells the department; if not, all are looked through. */
  async openById(id: string): Promise<void> {
    const { manifest } = await this.packs.listing();
    const hint = departmentOf(/(?:^|[:-])(\d{5}|2[AB]\d{3})/.exec(id)?.[1] ?? id.split(':')[1] ?? '');
    const order = manifest.directory.map(({ department }) => department).sort((a, b) => Number(b === hint) - Number(a === hint));
    for (const department of order) {
      const organisation = (await this.packs.organisations(department)).find((one) => one.id === id);
      if (!organisation) continue;
      this.opened = organisation;
      return;
    }
  }

  #startOver(): void {
    this.#wanted = PAGE;
    this.#reach = A_DAY_OUT;
  }

  async #search(): Promise<void> {
    const { place } = this;
    if (!place) return;
    const run = (this.#run += 1);
    const current = (): boolean => run === this.#run;
    this.phase = 'loading';
    this.missing = 0;
    try {
      const listing = await this.packs.listing();
      if (!current()) return;
      this.listing = listing;
      const regions = listing.manifest.directory.filter(({ department }) => department !== 'fr');
      const around = regions.filter(({ department, box }) => department === place.department || (box && distanceToBox(place.point, box) <= AROUND_METRES));
      await this.#countAround(place, around.map(({ department }) => department), current);
      if (!current()) return;
      const worthLoading = regions.filter((region) => mayHold(region, this.needs));
      let done = 0;
      const result = await nearest(
        place.point,
        worthLoading.map(({ department, box }) => ({ ...(box ? { box } : {}), load: async () => (await this.packs.organisations(department)).filter(this.matches) })),
        ({ position }) => position,
        this.#wanted,
        {
          ahead: AT_ONCE,
          ...(this.#reach ? { reach: this.#reach } : {}),
          onFound: ({ found }) => {
            done += 1;
            if (!current()) return;
            this.found = found;
            this.progress = { done, total: worthLoading.length };
          }
        }
      );
      if (!current()) return;
      this.found = result.found;
      this.missing = result.missing;
      this.more = !result.more ? 'no' : result.found.length >= this.#wanted ? 'near' : 'far';
      const nothing = result.found.length === 0 && result.missing > 0;
      this.phase = !nothing ? 'ready' : listing.live ? 'failed' : 'nothing';
    } catch {
      if (current()) this.phase = navigator.onLine ? 'failed' : 'nothing';
    }
    if (current()) {
      this.progress = undefined;
      this.fault = this.packs.fault;
    }
  }

  /** Loads what is near first, so that the filters can say how much there is of each kind. */
  async #countAround(place: Place, departments: readonly string[], current: () => boolean): Promise<void> {
    let done = 0;
    this.progress = { done, total: departments.length };
    const lists = await Promise.all(
      departments.map(async (department) => {
        const list = await this.packs.organisations(department).catch(() => []);
        done += 1;
        if (current()) this.progress = { done, total: departments.length };
        return list;
      })
    );
    if (!current()) return;
    const all = lists.flat();
    this.hidden = all.filter((one) => one.department === place.department && !one.position && this.matches(one));
    const near = all.filter(({ position, department }) => (position ? isNear(place.point, position) : department === place.department));
    this.counts = Object.fromEntries(subCategories.map((kind) => [kind, near.filter(({ subCategory }) => subCategory === kind).length]));
  }
}

function isNear(from: Point, { latitude, longitude }: Point): boolean {
  return distanceToBox(from, [latitude, longitude, latitude, longitude]) <= AROUND_METRES;
}

/** As many as somebody looks through before refining the search. */
const PAGE = 20;

/** Half an hour by car or an hour by bus: what the filters' figures count. */
export const AROUND_METRES = 30_000;

/** As far as people go and come back from in a day. What is further away is shown when asked for, but for a choice of three. */
const A_DAY_OUT: Reach = { metres: 100_000, atLeast: 3 };

/** Packs asked for at the same time when the search goes far. */
const AT_ONCE = 6;
