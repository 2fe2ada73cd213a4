import type { SponsorshipEntry } from '$domain/account-api.ts';

/** Those who wait for an answer (the longest first), and the others: codes under way, then the newest change. */
export function inOrder(entries: readonly SponsorshipEntry[]): { readonly waiting: readonly SponsorshipEntry[]; readonly others: readonly SponsorshipEntry[] } {
  const waiting = entries.filter(({ state }) => state === 'waiting').sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
  const others = entries
    .filter(({ state }) => state !== 'waiting')
    .sort((one, other) => Number(other.state === 'sent') - Number(one.state === 'sent') || Date.parse(other.since) - Date.parse(one.since));
  return { waiting, others };
}
