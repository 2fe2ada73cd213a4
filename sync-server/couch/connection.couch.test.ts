import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentScope } from 'nano';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withCouch } from '../../tests/support/couch.ts';
import { connectCouch } from './connection.ts';

const copies = [1, 2, 3, 4] as const;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jasmine-design-'));
  cpSync(new URL('../../couch-design-docs', import.meta.url), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('copies of the server that start together on an empty store all start, and again with a changed view', async () => {
  await withCouch(async (server, databasePrefix, couchUrl) => {
    const start = () => connectCouch({ couchUrl, databasePrefix, dataDir: folder }, folder);
    const startAll = () => Promise.all(copies.map(start));
    view('function (doc) { emit(doc.name, 1); };');
    await startAll();
    const database: DocumentScope<unknown> = server.use(`${databasePrefix}directory`);
    await database.insert({ type: 'import', name: 'old', year: 2026 } as object, 'import:sample');
    view('function (doc) { emit(doc.year, 1); };');
    await startAll();
    const { rows } = await database.view('sample', 'by');
    expect(rows.map(({ key }) => key)).toEqual([2026]);
    const { rows: designs } = await database.list({ startkey: '_design/', endkey: '_design0' });
    expect(designs.filter(({ id }) => id.endsWith('-staged'))).toEqual([]);
  });
});

function view(map: string): void {
  mkdirSync(join(folder, 'directory/sample/views/by'), { recursive: true });
  writeFileSync(join(folder, 'directory/sample/views/by/map.js'), map);
}
