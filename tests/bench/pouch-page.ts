import PouchDB from 'pouchdb-browser';

/** Runs in a page: PouchDB as it comes, through the gate. */

export async function stock(area: string): Promise<number> {
  const [local, remote] = databases(area, 'stock');
  const begun = performance.now();
  await local.replicate.from(remote);
  return performance.now() - begun;
}

/** As CHT's own first replication: what there is, then only what is missing, in large batches, several at once. */
export async function inBatches(area: string): Promise<number> {
  const [local, remote] = databases(area, 'batches');
  const begun = performance.now();
  const { results } = (await (await fetch(`/sync/${area}/_changes`)).json()) as { results: { id: string; changes: { rev: string }[] }[] };
  const wanted = results.map(({ id, changes }) => ({ id, rev: changes[0]?.rev ?? '' }));
  const batches = Array.from({ length: Math.ceil(wanted.length / BATCH) }, (_, index) => wanted.slice(index * BATCH, (index + 1) * BATCH));
  const work = async (): Promise<void> => {
    for (let docs = batches.shift(); docs; docs = batches.shift()) {
      const got = (await remote.bulkGet({ docs, revs: true })) as { results: { docs: { ok?: object }[] }[] };
      await local.bulkDocs(got.results.flatMap((result) => result.docs.flatMap(({ ok }) => (ok ? [ok] : []))), { new_edits: false });
    }
  };
  await Promise.all([work(), work(), work()]);
  return performance.now() - begun;
}

function databases(area: string, name: string): [Database, Database] {
  const Pouch = PouchDB as new (name: string, options?: object) => Database;
  return [new Pouch(`${name}-${String(Math.random())}`), new Pouch(`${location.origin}/sync/${area}`, { skip_setup: true })];
}

interface Database {
  replicate: { from(remote: Database): Promise<unknown> };
  bulkGet(options: object): Promise<object>;
  bulkDocs(docs: readonly object[], options: object): Promise<unknown>;
}

const BATCH = 100;
