import type { Removed } from './account-store.ts';
import type { Accounts } from './accounts.ts';

/** Codes under way for a new password. */
export async function eraseResets({ documents, keyring }: Accounts, account: string): Promise<Removed> {
  const removed: { _id: string; _rev: string }[] = [];
  for (const reset of await documents.range<{ sealed: string }>('reset:')) {
    if ((JSON.parse(keyring.open(reset.sealed, reset._id)) as { account: string }).account === account && (await documents.remove(reset))) removed.push(reset);
  }
  return removed;
}
