import type { PushBody } from '../../src/domain/alert-api.ts';
import type { InferOutput } from 'valibot';
import { dayOf, type Removed } from '../accounts/account-store.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Stored } from '../couch/documents.ts';
import type { PushAddress } from './push-sender.ts';

/** A phone that wants to hear of new alerts. */
export interface Device extends PushAddress {
  readonly id: string;
  readonly account: string;
  readonly since: string;
  /** Milliseconds since 1970; 0 for never, or for nothing to send. */
  readonly due: number;
  readonly sentAt: number;
  /** Tries of the push that is due. */
  readonly attempts: number;
}

export interface PushSubscriptions {
  /** A phone belongs to whoever subscribed last: two people may share one. */
  keep(account: string, body: InferOutput<typeof PushBody>): Promise<void>;
  end(account: string, endpoint: string): Promise<void>;
  all(): Promise<readonly Device[]>;
  /** Undefined leaves it as it is. True when this call has changed it: of several at one moment exactly one. */
  change(id: string, change: (device: Device) => Device | undefined): Promise<boolean>;
  drop(id: string): Promise<void>;
}

/**
 * `device:` documents beside the accounts. When a push is due or went out is sealed with the address: beside the open area and day of
 * an alert it would tell who reads which areas.
 */
export function pushSubscriptions({ documents, keyring, now }: Pick<Accounts, 'documents' | 'keyring' | 'now'>): PushSubscriptions {
  const idOf = (endpoint: string): string => `device:${keyring.digest('device', endpoint)}`;

  const subscriptions: PushSubscriptions = {
    async keep(account, { endpoint, keys }) {
      const fresh: Device = { id: idOf(endpoint), account, since: dayOf(now()), endpoint, ...keys, due: 0, sentAt: 0, attempts: 0 };
      if (!(await documents.create(sealed(fresh)))) {
        // With somebody else before: what was due was theirs.
        await subscriptions.change(fresh.id, (known) => (known.account === account ? { ...known, ...keys } : fresh));
      }
      const own = (await subscriptions.all()).filter((device) => device.account === account && device.id !== fresh.id).sort((a, b) => (a.since < b.since ? 1 : -1));
      for (const { id } of own.slice(MOST_DEVICES - 1)) await subscriptions.drop(id);
    },
    async end(account, endpoint) {
      const known = await documents.get<DeviceDocument>(idOf(endpoint));
      if (known?.account === account) await subscriptions.drop(known._id);
    },
    all: async () => (await documents.range<DeviceDocument>('device:')).map(opened),
    async change(id, change) {
      let done = false;
      await documents.update<DeviceDocument>(id, (current) => {
        const changed = change(opened(current));
        done = changed !== undefined;
        return changed && sealed(changed);
      });
      return done;
    },
    async drop(id) {
      for (let current = await documents.get<object>(id); current; current = await documents.get<object>(id)) {
        if (await documents.remove(current)) await documents.forget([current]);
      }
    }
  };
  return subscriptions;

  function sealed({ id, account, since, ...rest }: Device): DeviceDocument & { readonly _id: string } {
    return { _id: id, type: 'device', account, since, sealed: keyring.seal(JSON.stringify(rest).padEnd(SEALED_LENGTH), id) };
  }

  function opened({ _id, account, since, sealed }: Stored<DeviceDocument>): Device {
    return { id: _id, account, since, ...(JSON.parse(keyring.open(sealed, _id)) as Omit<Device, 'id' | 'account' | 'since'>) };
  }
}

/** When an account goes (`accounts/my-data.ts`). */
export async function eraseDevicesOf({ documents }: Pick<Accounts, 'documents'>, account: string): Promise<Removed> {
  const removed: Stored<DeviceDocument>[] = [];
  for (const device of await documents.range<DeviceDocument>('device:')) {
    // A push may be under way to it at this very moment: read again, until it is gone.
    for (let current: Stored<DeviceDocument> | undefined = device; current?.account === account; current = await documents.get<DeviceDocument>(device._id)) {
      if (await documents.remove(current)) removed.push(current);
    }
  }
  return removed;
}

interface DeviceDocument {
  readonly type: 'device';
  readonly account: string;
  readonly since: string;
  /** The address and the times, at one length, so that it does not tell whether something is due. */
  readonly sealed: string;
}

/** A phone, another, a computer; beyond that it is a mistake, or somebody who fills the store. */
const MOST_DEVICES = 5;

/** The longest address that is taken (1,000), its keys and times. */
const SEALED_LENGTH = 1536;
