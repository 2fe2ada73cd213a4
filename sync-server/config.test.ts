import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const site = 'https://weather.example/';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jasmine-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The header of a street map, with what is wrong about it. */
function mapFile(name: string, wrong: (header: Buffer) => Buffer = (header) => header): string {
  const header = Buffer.alloc(127);
  header.write('PMTiles\u0003', 'latin1');
  header.set([2, 2, 1], 97);
  const path = join(folder, name);
  writeFileSync(path, wrong(header));
  return path;
}

describe('the configuration', () => {
  it('has a working default for everything', () => {
    expect(readConfig({}, site)).toMatchObject({ port: 8080, host: '127.0.0.1', publicOrigin: 'http://localhost:8080', couchUrl: undefined, demo: true });
  });

  it('takes an empty value for none', () => {
    expect(readConfig({ PORT: '', COUCHDB_URL: '' }, site)).toMatchObject({ port: 8080, couchUrl: undefined });
  });

  it('finds the built pages beside the code, or where it is told', () => {
    expect(readConfig({}, site).buildDir).toBe(new URL('../build', import.meta.url).pathname);
    expect(readConfig({ BUILD_DIR: '/srv/pages/' }, site).buildDir).toBe('/srv/pages');
  });

  it.each([
    [{ PORT: 'eighty' }, 'PORT: must be a whole number'],
    [{ PORT: '70000' }, 'PORT: must be a whole number'],
    [{ COUCHDB_URL: 'localhost' }, 'COUCHDB_URL: must be an address'],
    [{ PUBLIC_ORIGIN: 'https://jasmine.example/app' }, 'PUBLIC_ORIGIN: must be an origin'],
    [{ JASMINE_DEMO: 'yes' }, 'JASMINE_DEMO: must be 0 or 1'],
    [{ JASMINE_ANDROID_PACKAGE: 'jasmine' }, 'JASMINE_ANDROID_PACKAGE: must be the name of an Android package'],
    [{ JASMINE_ANDROID_FINGERPRINTS: 'AB:CD' }, 'JASMINE_ANDROID_FINGERPRINTS: must be SHA-256 fingerprints'],
    [{ COUCHDB_PREFIX: 'Été' }, 'COUCHDB_PREFIX: must start with a small letter']
  ])('refuses %o with a sentence that says which and why', (environment, sentence) => {
    expect(() => readConfig(environment, site)).toThrow(ConfigError);
    expect(() => readConfig(environment, site)).toThrow(sentence);
  });

  it('takes a street map under an address that changes with the content and with nothing else', () => {
    const streetsOf = (path: string) => readConfig({ JASMINE_MAP_FILE: path }, site).streets;
    const first = streetsOf(mapFile('first.pmtiles'));
    expect(first).toMatchObject({ path: join(folder, 'first.pmtiles'), bytes: 127, url: expect.stringMatching(/^\/media\/streets\.[0-9a-f]{12}\.pmtiles$/) as string });
    expect(streetsOf(mapFile('same.pmtiles'))?.url).toBe(first?.url);
    expect(streetsOf(mapFile('longer.pmtiles', (header) => Buffer.concat([header, Buffer.alloc(1)])))?.url).not.toBe(first?.url);
    expect(streetsOf(mapFile('other.pmtiles', (header) => Buffer.from(header.fill(7, 72, 80))))?.url).not.toBe(first?.url);
    expect(readConfig({}, site).streets).toBeUndefined();
  });

  it.each([
    ['missing', () => join(folder, 'nowhere.pmtiles'), 'is not there, or may not be read.'],
    ['a folder', () => folder, 'is not a file.'],
    ['empty', () => mapFile('empty', () => Buffer.alloc(0)), 'is not a PMTiles file of version 3.'],
    ['something else', () => mapFile('zip', (header) => Buffer.from(header.fill('PK', 0, 2))), 'is not a PMTiles file of version 3.'],
    ['of version 2', () => mapFile('v2', (header) => Buffer.from(header.fill(2, 7, 8))), 'is not a PMTiles file of version 3.'],
    ['of pictures', () => mapFile('png', (header) => Buffer.from(header.fill(2, 99, 100))), 'holds pictures: it must hold vector tiles (MVT).'],
    ['in brotli', () => mapFile('brotli', (header) => Buffer.from(header.fill(3, 98, 99))), 'is packed in a way that browsers cannot read: it must use gzip.']
  ])('refuses a street map that is %s', (_what, write, sentence) => {
    const path = write();
    const read = () => readConfig({ JASMINE_MAP_FILE: path }, site);
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(`The server does not start. JASMINE_MAP_FILE: ${path} ${sentence}`);
  });
});
