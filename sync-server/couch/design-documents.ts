import { readdir, readFile } from 'node:fs/promises';
import type { DocumentScope } from 'nano';
import { statusOf } from './connection.ts';

/**
 * Installs the design documents and Mango indexes of one database from files:
 * `<ddoc>/views/<view>/{map,reduce}.js`, `<ddoc>/validate_doc_update.js`, `indexes/<name>.json`.
 * A changed one is staged under another name and its views are built before it takes the place of the old one, so that
 * readers never wait for an index.
 */
export async function installDesignDocuments(database: DocumentScope<unknown>, folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    if (entry.name === 'indexes') await installIndexes(database, `${folder}/indexes`);
    else await installOne(database, entry.name, await readDesignDocument(`${folder}/${entry.name}`));
  }
}

/** The design document that a folder describes, as CouchDB takes it. */
export async function readDesignDocument(folder: string): Promise<DesignDocument> {
  const document: DesignDocument = { language: 'javascript' };
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name === 'validate_doc_update.js') document.validate_doc_update = await source(`${folder}/${entry.name}`);
    if (entry.name === 'views') document.views = await readViews(`${folder}/views`);
  }
  return document;
}

async function readViews(folder: string): Promise<Record<string, View>> {
  const views: Record<string, View> = {};
  for (const view of await readdir(folder)) {
    const reduce = await source(`${folder}/${view}/reduce.js`).catch(() => undefined);
    views[view] = { map: await source(`${folder}/${view}/map.js`), ...(reduce === undefined ? {} : { reduce }) };
  }
  return views;
}

/** CouchDB wants a bare function expression; the files are written as one, closed by a line's end. */
async function source(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trim().replace(/;$/, '');
}

async function installOne(database: DocumentScope<unknown>, name: string, wanted: DesignDocument): Promise<void> {
  const current = await existing(database, `_design/${name}`);
  if (current && sameDesign(current, wanted)) return;
  const view = Object.keys(wanted.views ?? {})[0];
  if (current && view !== undefined) {
    const staged = `${name}-staged`;
    const left = await existing(database, `_design/${staged}`);
    await replace(database, staged, wanted, left);
    // Asking for one view builds all of its design document. Another copy of the server may have taken it away: then the
    // index is built, and stays under the new name, which has the same functions.
    await tolerate([404], database.view(staged, view, { limit: 1 }));
    await replace(database, name, wanted, current);
    const done = await existing(database, `_design/${staged}`);
    if (done) await tolerate([404, 409], database.destroy(`_design/${staged}`, done._rev));
    return;
  }
  await replace(database, name, wanted, current);
}

async function replace(database: DocumentScope<unknown>, name: string, wanted: DesignDocument, current?: Existing): Promise<void> {
  // Another copy of the server was quicker; it installs the same files.
  await tolerate([409], database.insert({ ...wanted, ...(current ? { _rev: current._rev } : {}) }, `_design/${name}`));
}

async function tolerate(statuses: readonly number[], call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!statuses.includes(statusOf(error) ?? 0)) throw error;
  }
}

async function installIndexes(database: DocumentScope<unknown>, folder: string): Promise<void> {
  for (const file of await readdir(folder)) {
    const name = file.replace(/\.json$/, '');
    const index = JSON.parse(await readFile(`${folder}/${file}`, 'utf8')) as { fields: string[] };
    await createIndex(database, name, index);
  }
}

/**
 * Copies of the server that create the same index together get 500 of CouchDB, 409 of the embedded store; asked again, 'exists'.
 * Each time one of them wins: with as many tries as copies nobody is left out, and nobody runs more than a handful.
 */
async function createIndex(database: DocumentScope<unknown>, name: string, index: { fields: string[] }, tries = 8): Promise<void> {
  try {
    await database.createIndex({ index, name, ddoc: `index-${name}`, type: 'json' });
  } catch (error) {
    const conflict = statusOf(error) === 409 || (error instanceof Error && 'error' in error && error.error === 'error_saving_ddoc');
    if (!conflict || tries <= 1) throw error;
    await createIndex(database, name, index, tries - 1);
  }
}

async function existing(database: DocumentScope<unknown>, id: string): Promise<Existing | undefined> {
  try {
    return (await database.get(id)) as Existing;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

function sameDesign(current: Existing, wanted: DesignDocument): boolean {
  return (
    current.validate_doc_update === wanted.validate_doc_update &&
    JSON.stringify(current.views ?? {}) === JSON.stringify(wanted.views ?? {})
  );
}

export interface DesignDocument {
  language: 'javascript';
  views?: Record<string, View>;
  validate_doc_update?: string;
}

interface View {
  map: string;
  reduce?: string;
}

type Existing = DesignDocument & { _id: string; _rev: string };
