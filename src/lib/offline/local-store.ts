import Dexie from 'dexie';
import { LocalDatabase, localDatabaseName } from './local-database.ts';

/** Why the phone could not keep or give something. `full` and `refused` are told to the reader, with what to do. */
export type StorageFault = 'full' | 'refused' | 'broken';

export class StorageError extends Error {
  readonly fault: StorageFault;
  constructor(fault: StorageFault, cause: unknown) {
    super(`local storage is ${fault}`, { cause });
    this.fault = fault;
  }
}

let database: LocalDatabase | undefined;

/**
 * Does work on the local database. A connection that the browser closed is opened again once; a database that cannot be
 * read is deleted and made anew once, since all it holds can be fetched again. Throws StorageError, nothing else.
 */
export async function local<Result>(work: (database: LocalDatabase) => Promise<Result>): Promise<Result> {
  try {
    return await work(await open());
  } catch (first) {
    if (faultOf(first) !== 'broken') throw new StorageError(faultOf(first), first);
    try {
      const reopened = await reopen(first);
      return await work(reopened);
    } catch (second) {
      throw new StorageError(faultOf(second), second);
    }
  }
}

async function open(): Promise<LocalDatabase> {
  if (!database) {
    database = new LocalDatabase();
    // Another tab wants to upgrade or delete: let it, and open again at the next need.
    database.on('versionchange', () => {
      close();
      return false;
    });
    database.on('close', close);
  }
  if (!database.isOpen()) await database.open();
  return database;
}

function close(): void {
  database?.close();
  database = undefined;
}

async function reopen(error: unknown): Promise<LocalDatabase> {
  close();
  if (!isClosedConnection(error)) await Dexie.delete(localDatabaseName);
  return open();
}

function isClosedConnection(error: unknown): boolean {
  return namesOf(error).some((name) => name === 'DatabaseClosedError' || name === 'InvalidStateError' || name === 'AbortError');
}

function faultOf(error: unknown): StorageFault {
  const names = namesOf(error);
  if (names.includes('QuotaExceededError')) return 'full';
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
