import type { Accounts } from '../accounts/accounts.ts';

/**
 * Suspends an account and everybody who came in through it, whatever the depth: the answer to a sponsor who let the wrong
 * people in. Sessions end at once; the next contact drops keys and replicas. Idempotent: run again, it goes on.
 */
export async function freezeBranch(accounts: Accounts, root: string, by: string): Promise<{ readonly frozen: number }> {
  const { store, sessions, sponsorships, audit } = accounts;
  const seen = new Set<string>();
  const next = [root];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const frozen = await store.update(id, (account) => (account.state === 'suspended' ? account : { ...account, state: 'suspended' }));
    if (!frozen) continue;
    await sessions.endAll(id);
    for (const listed of await sponsorships.branch(id)) {
      // A code that is still out would let somebody in after the freeze; it may have been used at this very moment.
      const edge = listed.state === 'sent' ? ((await sponsorships.act(id, listed.id, 'withdraw'))?.sponsorship ?? listed) : listed;
      // Whoever named somebody else since, and came in through them, is not of this branch.
      if (edge.newcomer !== undefined && (await sponsorships.above(edge.newcomer))?.id === edge.id) next.push(edge.newcomer);
    }
  }
  await audit.add({ what: 'branch-frozen', by, count: seen.size });
  return { frozen: seen.size };
}
