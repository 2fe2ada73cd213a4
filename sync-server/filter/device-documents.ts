import type { Removed } from '../accounts/account-store.ts';
import type { Documents, Stored } from '../couch/documents.ts';

/** A phone with the app, as the store has it: beside the sessions, with which it ends. */
export interface DeviceDocument {
  readonly type: 'linked-device';
  readonly account: string;
  readonly generation: number;
  /** Which password the session was started with: a new one ends the phone as well. */
  readonly password: string;
  readonly linkedOn: string;
  readonly seenOn: string;
  readonly expires: string;
}

/** Of all sessions of an account that end, or an account that goes (`accounts/sessions.ts`). */
export async function endLinkedDevicesOf(documents: Documents, account: string): Promise<Removed> {
  const removed: Stored<DeviceDocument>[] = [];
  for (const device of await linkedDevicesOf(documents, account)) if (await endDevice(documents, device)) removed.push(device);
  return removed;
}

/** It may be used at this very moment: read again, until it is gone. */
export async function endDevice(documents: Documents, device: Stored<DeviceDocument>): Promise<boolean> {
  for (let current: Stored<DeviceDocument> | undefined = device; current; current = await documents.get<DeviceDocument>(device._id)) {
    if (await documents.remove(current)) return true;
  }
  return false;
}

export async function linkedDevicesOf(documents: Documents, account: string): Promise<Stored<DeviceDocument>[]> {
  return (await documents.range<DeviceDocument>(DEVICE_PREFIX)).filter((device) => device.account === account);
}

/** And the SHA-256 of the token. */
export const DEVICE_PREFIX = 'linked-device:';
