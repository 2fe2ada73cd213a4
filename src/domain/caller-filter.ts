import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { dangerLevels, type DangerLevel } from './danger-level.ts';

/**
 * CSF1 (`caller-filter.md`): whether a number is reported, and how severely, from a small file that names no number. Six Bloom filters in one, under
 * keys that are not in it. The same file is read in Java (`android-twa/callshield`); the golden files hold both to it.
 */
export interface FilterTerms {
  /** How a number is stretched: 0 HMAC, 1 PBKDF2. */
  readonly kdf: 0 | 1;
  readonly iterations: number;
  /** 16 bytes, of the generation. */
  readonly salt: Bytes;
  readonly generation: number;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Of the filter, a multiple of 8, and how many of them each entry sets. */
  readonly bits: number;
  readonly k: number;
}

/** A number at its level, stretched: so that a file is built anew without paying for that again, and without the number. */
export interface FilterEntry {
  readonly x: Bytes;
  readonly level: DangerLevel;
}

export class FilterError extends Error {
  readonly fault: 'form' | 'key' | 'early' | 'late';
  constructor(fault: FilterError['fault']) {
    super(`the filter: ${fault}`);
    this.fault = fault;
  }
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** `number`: E.164 with the plus sign. */
export async function stretch(number: string, { kdf, iterations, salt }: Pick<FilterTerms, 'kdf' | 'iterations' | 'salt'>): Promise<Bytes> {
  const text = encoder.encode(number);
  if (kdf === 0) return keyed(salt)(text);
  const typed = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveBits']);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, typed, 256));
}

/** How large a filter is for `count` numbers, when `rate` of all others may be taken for reported. */
export function filterSize(count: number, rate: number): Pick<FilterTerms, 'bits' | 'k'> {
  const each = rate / dangerLevels.length;
  const k = Math.min(MOST_K, Math.round(Math.log2(1 / each)));
  const bits = Math.ceil((-count * k) / Math.log(1 - each ** (1 / k)));
  return { k, bits: Math.max(1, Math.ceil(bits / STEP)) * STEP };
}

/** `key`: 32 bytes, which go to phones apart from the file. */
export async function buildCallerFilter(key: Bytes, terms: FilterTerms, entries: readonly FilterEntry[]): Promise<Bytes> {
  const { file, index } = await keysOf(key);
  const bytes = new Uint8Array(HEADER + terms.bits / 8 + MAC);
  writeHeader(new DataView(bytes.buffer), terms);
  bytes.set(terms.salt, SALT_AT);
  for (const { x, level } of entries) {
    for (const bit of bitsOf(index, x, dangerLevels.indexOf(level) + 1, terms)) {
      const at = HEADER + (bit >>> 3);
      bytes[at] = (bytes[at] ?? 0) | (1 << (bit & 7));
    }
  }
  bytes.set(await signature(file, bytes.subarray(0, -MAC)), bytes.length - MAC);
  return bytes;
}

/** The bits that each of these sets, in their order: what to leave out when a file says something that it must not. */
export async function bitsOfEntries(key: Bytes, terms: FilterTerms, entries: readonly FilterEntry[]): Promise<readonly (readonly number[])[]> {
  const { index } = await keysOf(key);
  return entries.map(({ x, level }) => bitsOf(index, x, dangerLevels.indexOf(level) + 1, terms));
}

export interface CallerFilter {
  readonly terms: FilterTerms;
  /** The most severe level at which the number may be reported; undefined: it is not. */
  levelOf(number: string): Promise<DangerLevel | undefined>;
  /** The same of a stretched number. */
  levelOfStretched(x: Bytes): Promise<DangerLevel | undefined>;
}

/** The key as a browser holds it: to be used, not to be read. 32 bytes. */
export function callerFilterKey(key: Bytes): Promise<FilterSecret> {
  return crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/** `now`: seconds since 1970. Throws a FilterError for anything that is not the file that was built, or not of its time. */
export async function readCallerFilter(bytes: Bytes, key: Bytes | FilterSecret, now: number): Promise<CallerFilter> {
  const terms = readHeader(bytes);
  const { file, index } = await keysOf(key);
  if (!equal(await signature(file, bytes.subarray(0, -MAC)), bytes.subarray(-MAC))) throw new FilterError('key');
  if (now < terms.notBefore) throw new FilterError('early');
  if (now >= terms.notAfter) throw new FilterError('late');
  const has = (bit: number): boolean => ((bytes[HEADER + (bit >>> 3)] ?? 0) & (1 << (bit & 7))) !== 0;
  const isSet = (x: Bytes, level: number): boolean => {
    // Half of the bits are not set: of most numbers the first eight say it.
    for (let round = 0; round * WORDS < terms.k; round += 1) if (!bitsOfRound(index, x, level, round, terms).every(has)) return false;
    return true;
  };
  const levelOfStretched = (x: Bytes): Promise<DangerLevel | undefined> => Promise.resolve(dangerLevels.find((_, place) => isSet(x, place + 1)));
  return { terms, levelOfStretched, levelOf: async (number) => levelOfStretched(await stretch(number, terms)) };
}

function writeHeader(view: DataView, { kdf, k, iterations, generation, notBefore, notAfter, bits }: FilterTerms): void {
  view.setUint32(0, MAGIC);
  view.setUint8(4, kdf);
  view.setUint8(5, k);
  view.setUint8(6, dangerLevels.length);
  [iterations, generation, notBefore, notAfter, bits].forEach((value, place) => view.setUint32(8 + 4 * place, value));
}

function readHeader(bytes: Bytes): FilterTerms {
  if (bytes.length < HEADER + MAC) throw new FilterError('form');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [kdf, k, levels] = [view.getUint8(4), view.getUint8(5), view.getUint8(6)];
  const [iterations = 0, generation = 0, notBefore = 0, notAfter = 0, bits = 0] = [8, 12, 16, 20, 24].map((at) => view.getUint32(at));
  const right =
    view.getUint32(0) === MAGIC && (kdf === 0 ? iterations === 0 : kdf === 1 && iterations > 0) && k >= 1 && k <= MOST_K && levels === dangerLevels.length && view.getUint8(7) === 0 && view.getUint32(28) === 0;
  if (!right || notAfter <= notBefore || bits === 0 || bits % 8 !== 0 || bits > MOST_BITS || bytes.length !== HEADER + bits / 8 + MAC) throw new FilterError('form');
  return { kdf: kdf === 0 ? 0 : 1, k, iterations, generation, notBefore, notAfter, bits, salt: bytes.slice(SALT_AT, HEADER) };
}

/** `level`: 1 is the most severe. */
function bitsOf(index: Keyed, x: Bytes, level: number, terms: Pick<FilterTerms, 'bits' | 'k'>): number[] {
  return Array.from({ length: Math.ceil(terms.k / WORDS) }, (_, round) => bitsOfRound(index, x, level, round, terms)).flat();
}

/** Eight of them at a time, fewer in the last round. */
function bitsOfRound(index: Keyed, x: Bytes, level: number, round: number, { bits, k }: Pick<FilterTerms, 'bits' | 'k'>): number[] {
  const message = new Uint8Array(2 + x.length);
  message.set([level, round]);
  message.set(x, 2);
  const words = new DataView(index(message).buffer);
  return Array.from({ length: Math.min(WORDS, k - round * WORDS) }, (_, place) => words.getUint32(4 * place) % bits);
}

async function keysOf(key: Bytes | FilterSecret): Promise<{ readonly file: Bytes; readonly index: Keyed }> {
  const names = ['CSF1 file', 'CSF1 index'].map((name) => encoder.encode(name));
  const [file, index] = key instanceof Uint8Array ? names.map(keyed(key)) : await Promise.all(names.map((name) => signed(key, name)));
  if (!file || !index) throw new FilterError('key');
  return { file, index: keyed(index) };
}

/** HMAC-SHA-256 of short messages: a question to Web Crypto takes twenty times as long as the answer. */
function keyed(key: Bytes): Keyed {
  const start = hmac.create(sha256, key);
  const scratch = hmac.create(sha256, key);
  return (message) => {
    const digest = new Uint8Array(MAC);
    start._cloneInto(scratch);
    scratch.update(message);
    scratch.digestInto(digest);
    return digest;
  };
}

/** The same of a whole file, by Web Crypto: there it is faster. */
async function signature(key: Bytes, file: Bytes): Promise<Bytes> {
  return signed(await callerFilterKey(key), file);
}

async function signed(secret: FilterSecret, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', secret, message));
}

/** In the same time wherever they differ. */
function equal(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.reduce((sum, byte, at) => sum | (byte ^ (other[at] ?? 0)), 0) === 0;
}

/** Node and the browser have the type under different names. */
export type FilterSecret = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
type Keyed = (message: Bytes) => Bytes;

const encoder = new TextEncoder();
/** "CSF1". */
const MAGIC = 0x43534631;
/** Of 32 bits, in a signature. */
const WORDS = 8;
/** Bytes. */
const HEADER = 48;
const SALT_AT = 32;
const MAC = 32;
/** Bits. */
const STEP = 8192;
const MOST_BITS = 2 ** 28;
const MOST_K = 16;
