/**
 * Why the phone could not keep or give something; the reader is told, with what to do. `busy`: another tab, of an older
 * version, holds the database and does not let go.
 */
export type StorageFault = 'full' | 'refused' | 'busy' | 'broken';

export class StorageError extends Error {
  readonly fault: StorageFault;
  constructor(fault: StorageFault, cause: unknown) {
    super(`local storage is ${fault}`, { cause });
    this.fault = fault;
  }
}
