import Dexie from 'dexie';
import { LocalDatabase, localDatabaseName } from './local-database.ts';
import { StorageError, type StorageFault } from './storage-error.ts';

export { StorageError, type StorageFault } from './storage-error.ts';

let database: LocalDatabase | undefined;

/** Whether opening waits for another tab: it may wait for hours, and nobody should with it. */
let blocked = false;

/**
 * Does work on the local database. A connection that the browser closed is opened again once; a database that cannot be
 * read is deleted and made anew once, since all it holds can be fetched again. Throws StorageError, nothing else.
 */
export async function local<Result>(work: (database: LocalDatabase) => Promise<Result>): Promise<Result> {
  let used: LocalDatabase | undefined;
  try {
    used = await open();
    return await work(used);
  } catch (first) {
    if (faultOf(first) !== 'broken') throw new StorageError(faultOf(first), first);
    try {
      return await work(await recover(used, first));
    } catch (second) {
      throw new StorageError(faultOf(second), second);
    }
  }
}

/** Once for all who failed on the same connection: a second one must not delete what the first has just made anew. */
async function recover(used: LocalDatabase | undefined, error: unknown): Promise<LocalDatabase> {
  if (used && database !== used && !recovering) return open();
  recovering ??= reopen(error).finally(() => {
    recovering = undefined;
  });
  return recovering;
}

let recovering: Promise<LocalDatabase> | undefined;

async function open(): Promise<LocalDatabase> {
  const opened = (database ??= newDatabase());
  if (opened.isOpen()) return opened;
  if (blocked) throw new BlockedError();
  await unlessBlocked(opened, opened.open());
  return opened;
}

function newDatabase(): LocalDatabase {
  const made = new LocalDatabase();
  // Another tab wants to upgrade or delete: let it, and open again at the next need.
  made.on('versionchange', () => {
    close();
    return false;
  });
  made.on('close', close);
  return made;
}

function close(): void {
  const closing = database;
  // First: closing may tell that it closes, which leads here again.
  database = undefined;
  closing?.close();
}

async function reopen(error: unknown): Promise<LocalDatabase> {
  close();
  if (!isClosedConnection(error)) {
    const broken = new Dexie(localDatabaseName);
    await unlessBlocked(broken, broken.delete());
  }
  return open();
}

/**
 * The work goes on behind our back once the other tab lets go; until then everyone hears that it is blocked. The browser
 * tells only the first who waits, and leaves whoever stands behind without a word: hence the clock.
 */
async function unlessBlocked(opening: Dexie, work: PromiseLike<unknown>): Promise<void> {
  let clock: ReturnType<typeof setTimeout> | undefined;
  const stuck = new Promise<never>((_, reject) => {
    const giveUp = (): void => {
      blocked = true;
      reject(new BlockedError());
    };
    opening.on('blocked', giveUp);
    clock = setTimeout(giveUp, PATIENCE_MS);
  });
  const done = Promise.resolve(work).finally(() => {
    clearTimeout(clock);
    blocked = false;
  });
  // Nobody waits for it any more when it was blocked first.
  done.catch(() => undefined);
  await Promise.race([done, stuck]);
}

/** Opening takes some 10 ms, on a busy old phone perhaps 100 times as much. */
const PATIENCE_MS = 3000;

class BlockedError extends Error {
  override name = 'BlockedError';
}

function isClosedConnection(error: unknown): boolean {
  return namesOf(error).some((name) => name === 'DatabaseClosedError' || name === 'InvalidStateError' || name === 'AbortError');
}

function faultOf(error: unknown): StorageFault {
  const names = namesOf(error);
  if (names.includes('QuotaExceededError')) return 'full';
  if (names.includes('BlockedError')) return 'busy';
  // Private windows and strict settings: there is no storage to be had.
  if (names.includes('SecurityError') || names.includes('MissingAPIError')) return 'refused';
  return 'broken';
}

/** Dexie wraps the browser's error; the name that tells may be on either. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let current = error; current instanceof Error; current = 'inner' in current ? current.inner : undefined) {
    names.push(current.name);
    if (names.length > 4) break;
  }
  return names;
}
