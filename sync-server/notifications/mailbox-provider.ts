import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import type { Contact } from '../../src/domain/contact.ts';
import type { Message } from './message.ts';
import type { MessageTexts } from './message-texts.ts';
import { DeliveryError, type Provider } from './provider.ts';

/** Where messages go that no provider takes: one file each, for development and demonstration. */
export function mailboxProvider(folder: string, now: () => number = Date.now): Provider {
  let last = 0;
  return {
    deliver: async ({ id, to, kind, texts }) => {
      // No two alike, so that "newest first" is one order.
      last = Math.max(now(), last + 1);
      const letter: Letter = { id, at: new Date(last).toISOString(), to, kind, ...texts };
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await keep(folder, letter);
      } catch (error) {
        throw new DeliveryError('temporary', error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
      }
    }
  };
}

export function mailboxFolder({ dataDir }: { readonly dataDir: string }): string {
  return `${dataDir}/mailbox`;
}

/** Newest first, each message once. No folder is an empty mailbox. */
export async function readMailbox(folder: string): Promise<Letter[]> {
  // Of two attempts at one message both files are there for a moment: the later one counts.
  const files = new Map((await lettersIn(folder)).map((file) => [messageOf(file), file]));
  const letters = await Promise.all([...files.values()].sort().reverse().map((file) => readLetter(`${folder}/${file}`)));
  return letters.filter((letter) => letter !== null);
}

/** A second attempt at the same message takes the place of the first. */
async function keep(folder: string, letter: Letter): Promise<void> {
  const file = `${letter.at.replace(/:/g, '-')}~${letter.id.replace(/[^\w-]/g, '-')}.json`;
  const before = await lettersIn(folder);
  await writeWhole(`${folder}/${file}`, JSON.stringify(letter, null, 2));
  const same = before.filter((other) => other !== file && messageOf(other) === messageOf(file));
  const old = before.slice(0, Math.max(0, before.length + 1 - MOST_LETTERS));
  for (const gone of new Set([...same, ...old])) await rm(`${folder}/${gone}`, { force: true });
}

/** The part of a file's name that says which message it is. */
function messageOf(file: string): string {
  return file.split('~')[1] ?? file;
}

/** Readers see all of a file or none of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** Oldest first: names begin with the instant. */
async function lettersIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function readLetter(path: string): Promise<Letter | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Letter;
  } catch (error) {
    // Taken away between the list and the reading.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Addresses and codes do not pile up where nobody looks; a test of everything sends fewer. */
const MOST_LETTERS = 500;

export interface Letter extends MessageTexts {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  readonly to: Contact;
  readonly kind: Message['kind'];
}
