import type { Account } from '../accounts/account-store.ts';
import type { Accounts } from '../accounts/accounts.ts';

/** What the server knows of somebody's identity at the desk: the public half, and the other sealed by a passphrase. */
export interface KeptIdentity {
  /** An age recipient. */
  readonly recipient: string;
  /** An age file, base64url. */
  readonly wrapped: string;
}

export interface DeskIdentities {
  of(account: string): Promise<KeptIdentity | undefined>;
  /** False when there is one already, and `replace` was not said. */
  set(account: string, identity: KeptIdentity, replace: boolean): Promise<boolean>;
  /** Of accounts of this role that are active: who is suspended or gone gets nothing sealed to them any more. */
  active(role: 'moderator' | 'partner'): Promise<readonly { readonly account: Account; readonly recipient: string }[]>;
}

/** Kept beside the accounts, so that they go when the account goes (`accounts/my-data.ts`). */
export function deskIdentities({ documents, store }: Pick<Accounts, 'documents' | 'store'>): DeskIdentities {
  return {
    async of(account) {
      const kept = await documents.get<KeptIdentity>(identityId(account));
      return kept && { recipient: kept.recipient, wrapped: kept.wrapped };
    },
    async set(account, { recipient, wrapped }, replace) {
      const document = { _id: identityId(account), type: 'identity', recipient, wrapped };
      if (await documents.create(document)) return true;
      return replace && (await documents.update(document._id, (current) => ({ ...current, ...document }))) !== undefined;
    },
    async active(role) {
      const kept = await documents.range<KeptIdentity>('identity:');
      const found = await Promise.all(kept.map(async ({ _id, recipient }) => ({ account: await store.get(_id.slice('identity:'.length)), recipient })));
      return found.flatMap(({ account, recipient }) => (account?.role === role && account.state === 'active' ? [{ account, recipient }] : []));
    }
  };
}

export function identityId(account: string): string {
  return `identity:${account}`;
}
