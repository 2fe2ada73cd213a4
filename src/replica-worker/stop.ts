import { StorageError } from '../lib/offline/storage-error.ts';
import type { ReplicaFault } from '../domain/replica-message.ts';
import { RemoteError } from './remote-api.ts';

/** What was asked for cannot be done for now. */
export class Stop extends Error {
  readonly fault: ReplicaFault;
  constructor(fault: ReplicaFault) {
    super(fault);
    this.fault = fault;
  }
}

/** What a page is told; undefined for a fault of ours. */
export function faultOf(error: unknown): ReplicaFault | undefined {
  if (error instanceof Stop) return error.fault;
  if (error instanceof StorageError) return `storage-${error.fault}`;
  if (error instanceof RemoteError) return error.kind === 'gone' || error.kind === 'refused' ? 'server' : error.kind;
  return undefined;
}
