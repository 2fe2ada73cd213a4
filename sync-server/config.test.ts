import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const site = 'https://weather.example/';

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
    [{ COUCHDB_PREFIX: 'Été' }, 'COUCHDB_PREFIX: must start with a small letter']
  ])('refuses %o with a sentence that says which and why', (environment, sentence) => {
    expect(() => readConfig(environment, site)).toThrow(ConfigError);
    expect(() => readConfig(environment, site)).toThrow(sentence);
  });
});
