import { subCategories } from '$domain/organisation.ts';
import type { Town } from '$domain/town-pack.ts';
import { Directory } from './directory.svelte.ts';
import { DirectoryPacks } from './directory-update.ts';
import { Keeping } from './keeping.svelte.ts';
import { PlaceField, type Place } from '$lib/places/place-field.svelte.ts';

/** One visit to the directory: what is typed, what is found, what is kept, and what leads from one to the other. */
export class Session {
  readonly packs = new DirectoryPacks();
  readonly directory = new Directory(this.packs);
  readonly field = new PlaceField(this.packs);
  readonly keeping = new Keeping(this.packs);

  /** What "keep this region" means; nothing before a search. */
  readonly region = $derived.by(() => (this.directory.place?.department ? [this.directory.place.department] : []));

  /** Does what the address asks for: `?place=Lyon`, `?place=here` (a press on another page), `?need=police`, `#org=<id>`. */
  async start(address: URL): Promise<void> {
    const { directory, field, keeping } = this;
    const needs = (address.searchParams.get('need') ?? '').split(',');
    void directory.setNeeds(subCategories.filter((kind) => needs.includes(kind)));
    await directory.start();
    const organisation = /^#org=(.+)$/.exec(address.hash)?.[1];
    if (organisation) void directory.openById(decodeURIComponent(organisation)).catch(() => undefined);
    const place = address.searchParams.get('place') ?? '';
    if (place === 'here') await this.locate();
    else if (place !== '') {
      field.text = place;
      await this.submit();
    }
    await keeping.look(this.region);
  }

  choose(town: Town): Promise<void> {
    return this.#near(this.field.choose(town));
  }

  async submit(): Promise<void> {
    await this.#near(await this.field.submit());
  }

  async locate(): Promise<void> {
    await this.#near(await this.field.locate());
  }

  async retry(): Promise<void> {
    await this.directory.retry();
    if (!this.directory.place && this.field.text !== '') await this.submit();
    else await this.#lookAtKept();
  }

  /** The network is back. */
  async online(): Promise<void> {
    const { phase, missing, listing } = this.directory;
    if (phase === 'nothing' || phase === 'failed' || missing > 0 || !listing?.live || this.field.state === 'unavailable') await this.retry();
  }

  async #near(place: Place | undefined): Promise<void> {
    if (!place) return;
    await this.directory.near(place);
    await this.#lookAtKept();
  }

  async #lookAtKept(): Promise<void> {
    if (!this.keeping.running) await this.keeping.look(this.region);
  }
}
