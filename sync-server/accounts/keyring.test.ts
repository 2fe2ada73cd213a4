import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../config.ts';
import { addKey, dropOldKeys, keyringFrom, newKeyringText, openKeyring } from './keyring.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jasmine-keyring-'));
  path = join(folder, 'keys/keyring.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the keyring', () => {
  it('is made once, for its owner alone', () => {
    const digest = openKeyring(path).digest('username', 'rose');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(openKeyring(path).digest('username', 'rose')).toBe(digest);
  });

  it('is refused when others can read it, or when it is damaged', () => {
    openKeyring(path);
    chmodSync(path, 0o640);
    expect(() => openKeyring(path)).toThrow(ConfigError);
    chmodSync(path, 0o600);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 80));
    expect(() => openKeyring(path)).toThrow('cannot be read');
  });

  it('opens what it sealed, there and nowhere else', () => {
    const keyring = keyringFrom(newKeyringText());
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (plain, context, other) => {
        const sealed = keyring.seal(plain, context);
        expect(keyring.open(sealed, context)).toBe(plain);
        if (other !== context) expect(() => keyring.open(sealed, other)).toThrow();
        expect(keyring.seal(plain, context)).not.toBe(sealed);
      })
    );
    expect(() => keyringFrom(newKeyringText()).open(keyring.seal('a', 'b'), 'b')).toThrow();
  });

  it('refuses a text of which one byte was changed', () => {
    const keyring = keyringFrom(newKeyringText());
    const [id = '', body = ''] = keyring.seal('somebody', 'account:1/username').split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => keyring.open(`${id}.${changed.toString('base64url')}`, 'account:1/username')).toThrow();
    }
  });

  it('takes up a new key while the server runs, and still opens what the old one sealed', () => {
    const keyring = openKeyring(path);
    const old = keyring.seal('somebody', 'x');
    const digest = keyring.digest('contact', 'y');
    addKey(path);
    expect(keyring.isOld(old)).toBe(true);
    expect(keyring.open(old, 'x')).toBe('somebody');
    const renewed = keyring.seal('somebody', 'x');
    expect(keyring.isOld(renewed)).toBe(false);
    expect(keyring.digest('contact', 'y')).toBe(digest);
    addKey(path);
    dropOldKeys(path);
    expect(keyring.open(renewed, 'x')).toBe('somebody');
    expect(() => keyring.open(old, 'x')).toThrow('not in the keyring');
  });

  it('derives a key of its own for each purpose: the same at every start, after a rotation, and in no other keyring', () => {
    const keyring = openKeyring(path);
    const hex = (purpose: string): string => Buffer.from(openKeyring(path).derive(purpose)).toString('hex');
    const one = hex('area/75/2026-11');
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set([one, hex('area/75/2026-12'), hex('area/69/2026-11'), hex('')]).size).toBe(4);
    addKey(path);
    expect(hex('area/75/2026-11')).toBe(one);
    expect(Buffer.from(keyring.derive('area/75/2026-11')).toString('hex')).toBe(one);
    expect(Buffer.from(keyringFrom(newKeyringText()).derive('area/75/2026-11')).toString('hex')).not.toBe(one);
  });
});
