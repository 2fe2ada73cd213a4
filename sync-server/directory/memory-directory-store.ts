import type { DirectoryStore, ImportState, OrganisationDocument, StoredOrganisation } from './directory-store.ts';

/** The same store in memory, for tests. It can be told to break, and counts what is written. */
export function memoryDirectoryStore(): MemoryDirectoryStore {
  const organisations = new Map<string, StoredOrganisation>();
  const imports = new Map<string, ImportState>();
  let sequence = 0;
  let kept: unknown = null;
  const counters = { writes: 0, breakAfter: Number.POSITIVE_INFINITY };
  function write(apply: () => void): void {
    if (counters.writes >= counters.breakAfter) throw new Error('the store was told to break here');
    counters.writes += 1;
    sequence += 1;
    apply();
  }
  return {
    counters,
    organisations,
    listBySource: (source) => Promise.resolve([...organisations.values()].filter(({ sourceId }) => sourceId === source)),
    listAll: () => Promise.resolve([...organisations.values()].map(({ _rev, ...document }) => document).sort(byId)),
    bulkWrite: async (puts, deletes) => {
      for (const { _rev, ...document } of puts) {
        write(() => organisations.set(document._id, { ...document, _rev: `${String(Number.parseInt(_rev ?? '0', 10) + 1)}-memory` }));
      }
      for (const { _id } of deletes) write(() => organisations.delete(_id));
      return Promise.resolve();
    },
    readImports: () => Promise.resolve([...imports.values()]),
    writeImport: (state) => {
      imports.set(state._id, state);
      sequence += 1;
      return Promise.resolve();
    },
    sequence: () => Promise.resolve(String(sequence)),
    readKeptPacks: () => Promise.resolve(kept),
    keepPacks: (packs) => {
      kept = JSON.parse(JSON.stringify(packs));
      return Promise.resolve();
    }
  };
}

function byId(a: OrganisationDocument, b: OrganisationDocument): number {
  return a._id < b._id ? -1 : 1;
}

export interface MemoryDirectoryStore extends DirectoryStore {
  readonly organisations: ReadonlyMap<string, StoredOrganisation>;
  /** `writes` counts organisations written or deleted; the store breaks once there were `breakAfter`. */
  readonly counters: { writes: number; breakAfter: number };
}
