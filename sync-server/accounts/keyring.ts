import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { ConfigError } from '../config.ts';

/**
 * Keys that the database never sees: whoever has the database, a backup or a disk of it, but not this file, reads no name,
 * no contact and no sponsor, and cannot tell by trying whether a number has an account.
 */
export interface Keyring {
  /** Seals a text under the newest key. `context` (document and field) must be given again to open it. */
  seal(plain: string, context: string): string;
  /** Throws if the text was changed, moved to another field, or sealed under a key that is gone. */
  open(sealed: string, context: string): string;
  /** Whether a text is sealed under another key than the newest. */
  isOld(sealed: string): boolean;
  /** A keyed hash: equal texts give equal digests, and only with the key. 22 characters, 128 bits. Never rotated: ids are made of it. */
  digest(purpose: string, text: string): string;
  /** A key of its own for a purpose: 32 bytes (HKDF, RFC 5869, of the key that is never rotated). */
  derive(purpose: string): Uint8Array<ArrayBuffer>;
}

/** Reads the keyring, or makes one at the first start. Throws a ConfigError with a sentence where something is wrong. */
export function openKeyring(path: string): Keyring {
  makeOnce(path);
  if ((statSync(path).mode & 0o077) !== 0) throw new ConfigError(`The keyring ${path} can be read by others. Run: chmod 600 ${path}`);
  let read = '';
  let current: Keyring | undefined;
  // A key that `rotate-keys` has added is used from the next call on: a copy of the server that did not know it could not
  // open what the others seal.
  const fresh = (): Keyring => {
    const { mtimeMs, ino } = statSync(path);
    const state = `${ino} ${mtimeMs}`;
    if (!current || state !== read) current = keyringOf(parse(readFileSync(path, 'utf8')));
    read = state;
    return current;
  };
  fresh();
  return {
    seal: (plain, context) => fresh().seal(plain, context),
    open: (sealed, context) => fresh().open(sealed, context),
    isOld: (sealed) => fresh().isOld(sealed),
    digest: (purpose, text) => fresh().digest(purpose, text),
    derive: (purpose) => fresh().derive(purpose)
  };
}

/** From the text of a keyring file, for operators who keep secrets in the environment. */
export function keyringFrom(text: string): Keyring {
  return keyringOf(parse(text));
}

/** Puts a new key first; the old ones still open what they sealed. */
export function addKey(path: string): void {
  const content = parse(readFileSync(path, 'utf8'));
  const next = { ...content, fields: [newKey(), ...content.fields] };
  writeSafely(path, next);
}

/**
 * Drops all keys but the newest two. The one before stays until the next rotation: messages under way may still be
 * sealed under it, and a backup of yesterday is.
 */
export function dropOldKeys(path: string): void {
  const content = parse(readFileSync(path, 'utf8'));
  writeSafely(path, { ...content, fields: content.fields.slice(0, 2) });
}

/** A keyring for tests, and for anything that lives as long as a process. */
export function newKeyringText(): string {
  return JSON.stringify({ version: 1, index: randomBytes(32).toString('base64'), fields: [newKey()] }, null, 2);
}

function keyringOf({ index, fields }: KeyringFile): Keyring {
  const keys = new Map(fields.map(({ id, key }) => [id, Buffer.from(key, 'base64')]));
  const newest = fields[0];
  if (!newest) throw new ConfigError('The keyring holds no key.');
  const indexKey = Buffer.from(index, 'base64');
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', keys.get(newest.id) ?? Buffer.alloc(0), nonce);
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${newest.id}.${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`;
    },
    open(sealed, context) {
      const [id = '', text = ''] = sealed.split('.');
      const key = keys.get(id);
      const bytes = Buffer.from(text, 'base64url');
      if (!key || bytes.length < NONCE + TAG) throw new Error('sealed under a key that is not in the keyring');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE, bytes.length - TAG)), decipher.final()]).toString('utf8');
    },
    isOld: (sealed) => !sealed.startsWith(`${newest.id}.`),
    digest: (purpose, text) => createHmac('sha256', indexKey).update(`${purpose}\0${text}`).digest().subarray(0, 16).toString('base64url'),
    derive: (purpose) => new Uint8Array(hkdfSync('sha256', indexKey, '', `jasmine/${purpose}`, 32))
  };
}

/** Two servers that start together on one folder make one keyring: the second link fails, and it reads the first's. */
function makeOnce(path: string): void {
  try {
    statSync(path);
    return;
  } catch {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  }
  const mine = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(mine, newKeyringText(), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(mine, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Never half a keyring on the disk: without it everything sealed is lost. */
function writeSafely(path: string, content: KeyringFile): void {
  const next = `${path}.next`;
  writeFileSync(next, JSON.stringify(content, null, 2), { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, path);
}

function parse(text: string): KeyringFile {
  try {
    return v.parse(KeyringSchema, JSON.parse(text));
  } catch {
    throw new ConfigError('The keyring cannot be read: it must be the file that the server made, whole and unchanged.');
  }
}

function newKey(): { id: string; key: string } {
  return { id: randomBytes(4).toString('hex'), key: randomBytes(32).toString('base64') };
}

const key32 = v.pipe(v.string(), v.check((text) => Buffer.from(text, 'base64').length === 32));
const KeyringSchema = v.object({
  version: v.literal(1),
  index: key32,
  /** Newest first. */
  fields: v.pipe(v.array(v.object({ id: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/)), key: key32 })), v.minLength(1))
});
type KeyringFile = v.InferOutput<typeof KeyringSchema>;

/** NIST SP 800-38D: 96 random bits, 128 bits of tag; 2^32 seals a key stay far below its limit. */
const NONCE = 12;
const TAG = 16;
