import Dexie, { type Table } from 'dexie';
import type { GuidePack } from '../../domain/guide-pack.ts';

/**
 * What a phone keeps, apart from the outbox and the alert replica, which have databases of their own.
 * Every store and version is named here and nowhere else. All of it can be fetched again.
 */
export const localDatabaseName = 'jasmine';

/** Pages of one language as the build made them, so that they can be shown with no network. */
export interface KeptGuides {
  readonly language: string;
  readonly hash: string;
  readonly pack: GuidePack;
}

/** One department's organisations, as the pack came (src/domain/directory-pack.ts reads it). */
export interface KeptOrganisations {
  readonly department: string;
  readonly hash: string;
  /** Asked for by the reader, so not dropped to make room. */
  readonly chosen: boolean;
  readonly pack: unknown;
}

/** Towns or outlines: a pack by its name. */
export interface KeptPack {
  readonly name: string;
  readonly hash: string;
  readonly pack: unknown;
}

export class LocalDatabase extends Dexie {
  guides!: Table<KeptGuides, string>;
  organisations!: Table<KeptOrganisations, string>;
  towns!: Table<KeptPack, string>;
  outlines!: Table<KeptPack, string>;
  settings!: Table<{ readonly name: string; readonly value: unknown }, string>;

  constructor() {
    super(localDatabaseName);
    this.version(1).stores({
      guides: 'language',
      organisations: 'department',
      towns: 'name',
      outlines: 'name',
      settings: 'name'
    });
  }
}
